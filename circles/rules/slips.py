"""Codes that a person types: one-time slips, and the short links of circles' pages. Pure.

The alphabet leaves out what hands and eyes take for each other: 0 and O, 1, I and L, 5 and S; of B and 8, Z and 2
only the digit is left. Whatever else is typed is read as the sign that is left.
"""

import unicodedata
from collections.abc import Callable, Sequence

ALPHABET = "2346789ACDEFGHJKMNPQRTUVWXY"
SLIP_LENGTH = 8
# 27 signs of 27 are 128 bits: a link is guessed by nobody, and can still be read out.
LINK_LENGTH = 27
_MEANT = str.maketrans({"B": "8", "Z": "2"})


def draw(choose: Callable[[Sequence[str]], str], length: int) -> str:
    """A code of `length` signs. `choose` is `secrets.choice`, or of a seeded Random in an invented world."""
    return "".join(choose(ALPHABET) for _ in range(length))


def draw_checked(choose: Callable[[Sequence[str]], str], length: int) -> str:
    """A code whose last sign fits the others, so that a tablet without a network hears a mistyped one."""
    code = draw(choose, length - 1)
    return next(code + sign for sign in ALPHABET if is_checked(code + sign))


def is_checked(code: str) -> bool:
    """Whether the last sign fits: one wrong sign never does, nor two neighbours that changed places.

    The signs' places in the alphabet, weighted 1 and 2 in turn from the end, add up to a multiple of 27: no weight and
    no difference of two neighbouring weights shares a factor with 27.
    """
    weighed = (ALPHABET.index(sign) * (1 + at % 2) for at, sign in enumerate(reversed(code)))
    return sum(weighed) % len(ALPHABET) == 0


def read(typed: str) -> str | None:
    """The code that was meant: case, spaces and hyphens are forgiven, and so are digits of other scripts.

    None where it can be no slip's: another length, or a sign that no slip has.
    """
    plain = "".join(_latin(sign) for sign in typed[:40] if not (sign.isspace() or sign in "-–.·\u200e\u200f"))
    code = plain.upper().translate(_MEANT)
    return code if len(code) == SLIP_LENGTH and set(code) <= set(ALPHABET) else None


def read_checked(typed: str) -> str | None:
    """The code that was meant, where its last sign fits."""
    code = read(typed)
    return code if code and is_checked(code) else None


def grouped(code: str) -> str:
    """ "ACDE 2346": as it stands on paper."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def _latin(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    return sign if digit is None else str(digit)
