"""Swedish text that both databases search and sort alike.

SQLite's icontains misses "Åsa" for "åsa", and PostgreSQL sorts Å wrongly without ICU: so rooms keep a casefolded
`search_text` and a `sort_key` column, filled from here.
"""

import unicodedata

_SORT = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c", "æ": "{b", "ø": "{c", "é": "e", "è": "e", "ü": "y"})


def folded(*parts: str) -> str:
    """The parts in one casefolded, composed line, for `__contains` with a folded needle."""
    line = " ".join(part for part in parts if part)
    return " ".join(unicodedata.normalize("NFC", line).casefold().split())


def sort_key(text: str) -> str:
    """A key that bytewise order puts in Swedish order (å, ä, ö after z)."""
    return folded(text).translate(_SORT)
