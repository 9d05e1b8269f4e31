"""What was so at the meetings of a circle, drawn by chance, and the words that people have for it."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from circles.rules.register import Mark

NAMES = ("Zahra Kovalenko", "Olena Ali", "أحمد العلي", "Sahar Mehari", "Yonas Noori", "Ng Thi", "Åsa de la Cruz")
CROSSES = {Mark.PRESENT: "x", Mark.PART: "del", Mark.NOTIFIED: "anm", Mark.ABSENT: "-", Mark.NOT_RECORDED: None}
WORDS = {
    Mark.PRESENT: "Ja ", Mark.PART: "Delvis", Mark.NOTIFIED: "Anmäld frånvaro", Mark.ABSENT: "Nej",
    Mark.NOT_RECORDED: "\u00a0",
}  # fmt: skip
CAPITALS = {Mark.PRESENT: "X", Mark.PART: "DEL", Mark.NOTIFIED: "Sjuk", Mark.ABSENT: "–", Mark.NOT_RECORDED: ""}
DIGITS = {Mark.PRESENT: "1", Mark.PART: "del.", Mark.NOTIFIED: "anm.", Mark.ABSENT: "0", Mark.NOT_RECORDED: " "}
NUMBERS = {Mark.PRESENT: 1, Mark.PART: "Del", Mark.NOTIFIED: "sjuk", Mark.ABSENT: 0, Mark.NOT_RECORDED: None}
MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec")
LONG_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
               "november", "december")  # fmt: skip
WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")


@dataclass(frozen=True)
class Truth:
    """What was so, whatever the paper looks like. `marks[person][day]`."""

    title: str = "Vägar vidare 14"
    leader: str = "Sahar Karimi"
    language: str = "Dari"
    municipality: str = "Malmö"
    hours: int | None = 3
    people: tuple[tuple[str, str, int], ...] = ()
    days: tuple[date, ...] = ()
    marks: tuple[tuple[Mark, ...], ...] = ()
    start: time | None = None

    @property
    def facts(self) -> list[list]:
        rows = [
            ["Cirkel:", self.title], ["Ledare:", self.leader], ["Språk:", self.language],
            ["Kommun:", self.municipality],
        ]  # fmt: skip
        return rows + ([["Studietimmar per träff:", self.hours]] if self.hours else [])

    def tally(self) -> dict[str, int]:
        counted = Counter(mark for row in self.marks for mark in row)
        return {str(mark): counted[mark] for mark in Mark}

    def told(self) -> tuple:
        """What a reading must agree with, in whatever order the people stand."""
        people = Counter(({"K": "woman", "M": "man"}[gender], year - year % 5) for _, gender, year in self.people)
        return self.title, self.municipality, self.days, len(self.people), people, self.tally()

    def rows(self, marks=CROSSES) -> list[list]:
        return [[*person, *(marks[mark] for mark in row)] for person, row in zip(self.people, self.marks, strict=True)]

    def sums(self) -> list[int]:
        attended = (Mark.PRESENT, Mark.PART)
        return [sum(row[at] in attended for row in self.marks) for at in range(len(self.days))]


def truth(seed: int, *, first: date = date(2025, 9, 3), people: int = 5, days: int = 6, step: int = 7, **more) -> Truth:
    """A register drawn by chance. Every day has a mark, so that it has been."""
    chance = random.Random(seed)
    marks = [[chance.choices(list(Mark), (8, 1, 1, 2, 1))[0] for _ in range(days)] for _ in range(people)]
    for day in range(days):
        marks[day % people][day] = Mark.PRESENT
    years = [chance.randint(1950, 2005) for _ in range(people)]
    return Truth(
        people=tuple((NAMES[at], chance.choice("KM"), years[at]) for at in range(people)),
        days=tuple(first + timedelta(days=step * at) for at in range(days)),
        marks=tuple(tuple(row) for row in marks),
        **more,
    )


TRUE = truth(4)
HEADINGS = ["Deltagare", "Kön", "Född"]
LIST_HEADINGS = ["Datum", "Cirkel", "Kommun", "Språk", "Ledare", "Deltagare", "Kön", "Född", "Närvaro", "Studietimmar"]


def stamp(day: date) -> datetime:
    return datetime.combine(day, time())
