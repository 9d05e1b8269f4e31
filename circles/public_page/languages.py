"""The eight languages of participants' pages: their words, their dates, and whether somebody has reviewed them."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from django.utils.translation.trans_real import parse_accept_lang_header

from core.times import wall

CODES = ("sv", "en", "ar", "prs", "so", "ti", "ps", "uk")
SOURCE = "sv"  # what the others are translated from, and what stands beside a translation nobody has reviewed
FOLDER = Path(__file__).parent / "data"
# Tags of phones and of our circles that one of the eight is read by.
ALSO = {"fa-af": "prs", "fa": "prs", "fa-ir": "prs", "pes": "prs"} | dict.fromkeys(
    ("apc", "acm", "apd", "ary", "arz"), "ar"
)


@dataclass(frozen=True)
class Language:
    """`code` is a BCP 47 tag, `voices` the tags of voices that can read it aloud, the best first."""

    code: str
    name: str  # its own
    direction: str
    voices: tuple[str, ...]
    reviewed_by: str
    words: dict[str, str]
    weekdays: tuple[str, ...]  # from Monday
    months: tuple[str, ...]
    date: str
    clock_sign: str

    @property
    def is_reviewed(self) -> bool:
        return bool(self.reviewed_by)

    @property
    def source(self) -> "Language":
        """What stands beside a translation that nobody has reviewed."""
        return language(SOURCE)

    def day(self, moment: date) -> str:
        """ "torsdag 26 november", in Swedish wall-clock time."""
        local = wall(moment)
        return self.date.format(
            weekday=self.weekdays[local.weekday()], day=local.day, month=self.months[local.month - 1]
        )

    def clock(self, moment: datetime | time) -> str:
        return wall(moment).strftime(f"%H{self.clock_sign}%M")

    def say(self, key: str, **values) -> str:
        """The sentence, for a text without markup. KeyError for a sentence that doesn't exist."""
        return self.words[key].format(**values)


@cache
def language(code: str) -> Language:
    """KeyError where the code is none of the eight."""
    if code not in CODES:
        raise KeyError(code)
    data = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return Language(
        code=data["language"],
        name=data["name"],
        direction=data["direction"],
        voices=tuple(data["voices"]),
        reviewed_by=data["reviewed_by"],
        words=data["words"],
        weekdays=tuple(data["weekdays"]),
        months=tuple(data["months"]),
        date=data["date"],
        clock_sign=data["clock"],
    )


def languages() -> list[Language]:
    return [language(code) for code in CODES]


def known(tag: str) -> str | None:
    """Which of the eight is read by one who reads `tag`; None for none."""
    tag = tag.lower()
    return next((code for one in (tag, tag.partition("-")[0]) for code in [ALSO.get(one, one)] if code in CODES), None)


def chosen(wanted: str, accepted: str, of_circle: str) -> Language:
    """What was asked for; else the first that the phone accepts; else the circle's; else Swedish."""
    asked = [wanted, *(tag for tag, _ in parse_accept_lang_header(accepted)), of_circle]
    return language(next((code for tag in asked if tag and (code := known(tag))), SOURCE))
