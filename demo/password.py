"""The one password of the demo world: made anew for each data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def password(data: Path) -> str:
    """The folder's password, made on first use: eight syllables, easy to read from a screen and type on a phone."""
    path = Path(data) / "demo-password"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(_new() + "\n")
    return path.read_text().strip()


def _new() -> str:
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(8)]
    return "-".join(a + b for a, b in zip(syllables[::2], syllables[1::2], strict=True))
