"""Words in a row, with the comma and the "and" of the reader's language."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

ARABIC_SCRIPT = frozenset({"ar", "fa", "ckb", "ps", "prs", "ur"})


def comma() -> str:
    """ ", " or, in Arabic script, "، "."""
    return "، " if (get_language() or "sv").partition("-")[0] in ARABIC_SCRIPT else ", "


def in_a_row(words: Iterable) -> str:
    """ "Malmö, Lund"; what is empty is left out."""
    return comma().join(text for word in words if (text := str(word or "")))


def listed(words: Iterable) -> str:
    """ "IM, NAD och kommunen", as in a sentence."""
    *first, last = [str(word) for word in words] or [""]
    return _("%(first)s och %(last)s") % {"first": in_a_row(first), "last": last} if first else last


def listed_apart(words: Iterable) -> str:
    """As `listed`, for a page: each word keeps its own direction, whatever stands around the list."""
    *first, last = [format_html("<bdi>{}</bdi>", word) for word in words] or [""]
    if not first:
        return last
    row = format_html_join(comma(), "{}", ((word,) for word in first))
    sentence = _("%(first)s och %(last)s") % {"first": "{first}", "last": "{last}"}
    return format_html(sentence, first=row, last=last)
