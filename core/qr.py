"""A QR code as the one path of an inline SVG: no style, no script, nothing to fetch."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white around, as ISO/IEC 18004 asks for


@dataclass(frozen=True)
class Square:
    """`size` in modules, quiet zone included; `path` draws the dark ones."""

    size: int
    path: str


def square(text: str) -> Square:
    """Error correction M: a fold or a coffee stain leaves it readable."""
    made = segno.make(text, error="m", micro=False, boost_error=False)
    runs = [
        f"M{start + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(made.matrix)
        for start, length in _runs(row)
    ]
    return Square(len(made.matrix) + 2 * QUIET, "".join(runs))


def _runs(row) -> list[tuple[int, int]]:
    """(first, how many) of each stretch of dark modules."""
    found, start = [], None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            found.append((start, x - start))
            start = None
    return found
