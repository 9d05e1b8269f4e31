"""Years of birth in Swedish words: "nittio", "åttiofem", "nittonhundranittiotvå"."""

import re

from circles.rules.register_reading.nearest import folded

_ONES = ("", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio")
_TEENS = ("tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton")
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_BELOW_HUNDRED = (*_ONES, *_TEENS, *(ten + one for ten in _TENS for one in _ONES))
_CENTURIES = {"nittonhundra": "19", "nitton": "19", "tvåtusen": "20", "tjugohundra": "20", "": ""}
_DIGITS = {
    century + word: f"{first}{number:02}"
    for century, first in _CENTURIES.items()  # without a century last: "nitton" alone is 19, not 1900
    for number, word in enumerate(_BELOW_HUNDRED)
    if century or word
}


def digits_of(text: str) -> str:
    """digits_of("Nittiotvå") → "92", digits_of("nittonhundra åttio") → "1980"; "" for other words."""
    word = re.sub(r"[\s-]|^född|(?<=o)tal(?:et)?$", "", folded(text))
    return _DIGITS.get(word, "")
