"""The nearest of what we know, for a word we don't."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def nearest(text: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """nearest("Malmo", ["Malmö", "Lund"]) → "Malmö"; "" where nothing is near."""
    by_folded = {folded(name): name for name in known}
    near = get_close_matches(folded(text), by_folded, n=1, cutoff=cutoff)
    return by_folded[near[0]] if near else ""
