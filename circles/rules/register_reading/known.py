"""What Ringar knows when it reads a list: places, languages, programmes, films, rule sets, leaders."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from circles.rules.register_reading.nearest import folded, nearest
from circles.rules.register_reading.years import Hints


@dataclass(frozen=True, slots=True)
class Words:
    """Codes by every spelling, and the spelling to suggest for each."""

    codes: dict[str, str]
    labels: tuple[str, ...]

    def code(self, text: str) -> str | None:
        return self.codes.get(folded(text))

    def nearest(self, text: str) -> str:
        return nearest(text, self.labels)


def words(entries: Iterable[tuple[str, str, Iterable[str]]]) -> Words:
    """words([(code, label, other spellings)]); where two share a spelling, the first keeps it."""
    codes: dict[str, str] = {}
    labels = []
    for code, label, others in entries:
        labels.append(label)
        for spelling in (label, *others):
            if spelling:
                codes.setdefault(folded(spelling), code)
    return Words(codes, tuple(labels))


def municipality_spellings(name: str) -> tuple[str, ...]:
    """Malmö → Malmö kommun, Malmö stad; Borås → Borås kommun."""
    stem = name if name.endswith(("s", "x", "z")) else f"{name}s"
    return tuple(f"{form} {kind}" for form in (name, stem) for kind in ("kommun", "stad"))


# Spellings that people use for a language, by ISO 639-3. Swedish sources differ: all are right somewhere.
LANGUAGE_SPELLINGS: dict[str, tuple[str, ...]] = {
    "tir": ("tigrinja", "tigrinya", "tigrinska", "tigrigna", "tigrinjanska"),
    "fas": ("persiska", "farsi", "iranska"),
    "prs": ("dari", "afghanska (dari)", "darisk persiska"),
    "pus": ("pashto", "pashtu", "pashtunska", "pushto"),
    "kmr": ("kurmanji", "kurmandji", "nordkurdiska", "kurdiska (kurmanji)", "kurdiska kurmanji", "badini"),
    "ckb": ("sorani", "centralkurdiska", "sydkurdiska sorani", "kurdiska (sorani)", "kurdiska sorani"),
    "som": ("somaliska", "somali"),
    "ara": ("arabiska", "arab", "arabic"),
    "amh": ("amhariska", "amarinja", "amharinja"),
    "ukr": ("ukrainska", "ukranska"),
    "swe": ("svenska", "lätt svenska", "enkel svenska"),
    "aii": ("assyriska", "östsyriska"),
    "syr": ("syriska", "syrianska", "suryoyo"),
    "bos": ("bosniska",),
    "sqi": ("albanska", "shqip"),
    "orm": ("oromo", "oromiffa", "afaan oromo"),
    "zho": ("kinesiska", "mandarin"),
    "tgl": ("tagalog", "filippinska"),
    "mya": ("burmesiska",),
    "rom": ("romani", "romanes"),
}


@dataclass(frozen=True, slots=True)
class LeaderKnown:
    """A leader's own municipality, and language if they have only one."""

    name: str
    municipality: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    today: date
    municipalities: Words
    languages: Words
    films: Words
    programmes: tuple[tuple[str, str], ...]  # code, the circles' neutral title
    ceilings: tuple[tuple[date, int], ...]  # study hours a meeting, by the day a rule set starts; sorted
    leaders: Mapping[str, LeaderKnown] = field(default_factory=dict)  # by folded name
    only_municipality: str = ""  # where the importer works in no other
    file_name: str = ""  # of the workbook that is read
    days: tuple[date, ...] = ()  # that its tables write with their year
    most_people: tuple[tuple[date, int], ...] = ()  # at a meeting, the leader included; as `ceilings`

    def programme(self, title: str) -> str:
        """ "Vägar vidare 14" → "vagar-vidare", the longest title that it starts with; "" where none."""
        low = folded(title)
        fitting = [
            (len(name), code) for code, name in self.programmes if re.match(rf"{re.escape(folded(name))}\b", low)
        ]
        return max(fitting)[1] if fitting else ""

    def leader(self, name: str) -> LeaderKnown | None:
        return self.leaders.get(folded(name))

    def most_hours(self, day: date) -> int:
        """The ceiling of the rule set in force that day; of the first one for a day before all."""
        return _in_force(self.ceilings, day)

    def hints(self, heading: Iterable[str]) -> Hints:
        """Where the year of a table's dates may stand, that don't say it themselves."""
        return Hints(self.today, tuple(heading), self.file_name, self.days)

    def most_people_at(self, day: date) -> int | None:
        """With the leader; None where no rule set says."""
        return _in_force(self.most_people, day) if self.most_people else None


def _in_force(rows: tuple[tuple[date, int], ...], day: date) -> int:
    in_force = [most for start, most in rows if start <= day]
    return in_force[-1] if in_force else rows[0][1]
