"""The marks people write in an attendance list."""

import unicodedata
from difflib import get_close_matches

from circles.rules.register import Mark
from circles.rules.register_reading.grid import Value, text_of

WORDS: dict[str, Mark] = {
    "": Mark.NOT_RECORDED,
    **dict.fromkeys(("x", "1", "ja", "närvarande"), Mark.PRESENT),
    **dict.fromkeys(("del", "delvis"), Mark.PART),
    **dict.fromkeys(("anm", "anmäld frånvaro", "sjuk"), Mark.NOTIFIED),
    **dict.fromkeys(("-", "0", "nej", "frånvarande"), Mark.ABSENT),
}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")  # what Excel and phones make of a hyphen
# What people write instead, where no spelling is near.
_MEANT = {
    "sant": "x", "true": "x", "ok": "x", "✓": "x", "✔": "x", "√": "x", "v": "x", "j": "ja", "yes": "ja",
    "här": "närvarande", "n": "nej", "no": "nej", "false": "nej", "falskt": "nej", "borta": "frånvarande",
    "ledig": "anm", "s": "sjuk", "f": "frånvarande", "sen": "del", "halv": "del", "0,5": "del", "0.5": "del",
}  # fmt: skip


def mark_of(value: Value | None) -> Mark | None:
    """The mark, or None for a word that is none of ours. An empty cell is *not recorded*, never absent."""
    word = _word(value)
    return WORDS.get(word, WORDS.get(word.removesuffix(".")) if len(word) > 2 else None)


def nearest_mark(value: Value | None) -> str:
    """The mark that was probably meant, or ""."""
    word = _word(value)
    if word in _MEANT:
        return _MEANT[word]
    near = get_close_matches(word, [known for known in WORDS if len(known) > 1], n=1, cutoff=0.5)
    return near[0] if near else ""


def _word(value: Value | None) -> str:
    text = unicodedata.normalize("NFKC", text_of(value)).casefold()
    return text.translate(_DASHES)
