"""The number of each code in Stata, which has value labels for numbers only, and the label that says which code it is.

1, 2, 3 … in the order of the codebook. A list that grows has an order of its own, in which new codes are put last: so
a code has the same number in every release, and releases can be appended.
"""

from collections.abc import Iterable, Mapping

from exports import hierarchies
from exports.described import MISSING_CODES, OTHER, Words

UNLISTED = 0  # a code that the codebook hasn't: the gate refuses it
# New ones last.
INSTRUMENTS = ["contacts-1", "eq5d5l-1", "ghq12-1", "health-1", "rhs13-1", "rhs15-1", "sleep-1", "soc13-1", "who5-1"]
_COUNTIES = [
    *("01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13"),
    *("14", "17", "18", "19", "20", "21", "22", "23", "24", "25"),
]
_MISSING = {str(code): code for code in MISSING_CODES}
_BETWEEN = " – "


def numbers(variable: str, codes: Iterable[str | int]) -> dict[str, int]:
    """Code → number, without the missing codes, which are their own. Numbers have none."""
    own = [code for code in codes if isinstance(code, str)]
    order = _growing().get(variable, own)
    return {code: order.index(code) + 1 for code in own if code in order}


def _growing() -> dict[str, list[str]]:
    languages = [OTHER, "all", *hierarchies.language_groups()]
    return {
        "instrument": INSTRUMENTS,
        "county": _COUNTIES,
        **dict.fromkeys(("language", "film_language", "circle_language"), languages),
    }


def numbered(cells: Iterable[str], told: Mapping[str, int]) -> list[int]:
    """The cells of a coded variable as numbers."""
    known = {**told, **_MISSING}
    return [known.get(cell, UNLISTED) for cell in cells]


def label(code: str, words: Words) -> str:
    """What Stata shows in place of the number: the code first, which tells it exactly however little room there is."""
    return code if words.sv == code else f"{code}{_BETWEEN}{words.sv}"
