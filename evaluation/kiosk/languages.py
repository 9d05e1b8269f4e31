"""The words of the tablet and of the sheet, beside those of participants' pages."""

import json
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from circles.public_page.languages import CODES, SOURCE, Language, language

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class AskingLanguage(Language):
    @property
    def source(self) -> "AskingLanguage":
        return asking_language(SOURCE)


@cache
def asking_language(code: str) -> AskingLanguage:
    """KeyError where the code is none of the eight. Reviewed where both rooms' words are."""
    base = language(code)
    data = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    own = {one.name: getattr(base, one.name) for one in fields(base)}
    return AskingLanguage(
        **own | {"words": base.words | data["words"], "reviewed_by": base.reviewed_by and data["reviewed_by"]}
    )


def asking_languages() -> list[AskingLanguage]:
    return [asking_language(code) for code in CODES]
