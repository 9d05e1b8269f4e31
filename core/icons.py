"""Which icons the sprite holds, read once: a misspelt name fails at once instead of showing nothing."""

import re
from functools import cache

from django.contrib.staticfiles import finders

SPRITE = "icons/sprite.svg"
# Arrows and the like point the other way in right-to-left text; clocks, checks and media don't.
DIRECTIONAL = {
    "arrow-left", "arrow-right", "arrow-bend-down-right", "arrow-square-out", "arrow-u-up-left", "caret-left",
    "caret-right", "list-bullets", "list-checks", "paper-plane-tilt", "sign-in", "sign-out", "signpost",
    "chart-bar", "book-open", "person-simple-walk", "note-pencil", "speaker-high", "speaker-slash",
}  # fmt: skip


@cache
def names(sprite: str = SPRITE) -> frozenset[str]:
    path = finders.find(sprite)
    if path is None:
        raise FileNotFoundError(f"No {sprite} among the static files.")
    with open(path, encoding="utf-8") as file:
        return frozenset(re.findall(r'<symbol id="([^"]+)"', file.read()))


def symbol(name: str, style: str = "regular") -> str:
    """The id of icon `name`: in `style` (fill or bold) where the sprite has it, else regular.

    A name the sprite doesn't hold at all raises LookupError.
    """
    for wanted in (f"{name}-{style}", name):
        if wanted in names():
            return wanted
    raise LookupError(f"No icon {name!r} in {SPRITE}.")
