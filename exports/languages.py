"""What a language is called in a codebook: the words of the static list, the same in every release and in practice."""

from collections.abc import Iterable

from exports import hierarchies
from exports.described import Words
from organisations.lists import language_names

LANGUAGES = {code: Words(*language_names()[code]) for code in hierarchies.language_groups()}  # as Stata numbers them


def languages_in(codes: Iterable[str]) -> dict[str, Words]:
    """Of the codes that stand in a table, in their own order."""
    return {code: LANGUAGES[code] for code in sorted(set(codes)) if code in LANGUAGES}
