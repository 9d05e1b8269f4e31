"""Registers drawn by chance and written in any dialect are read as they were. No database, no child process."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from circles.rules.register import Mark
from tests.circles.register_import.knowledge import TODAY, grid, read
from tests.circles.register_import.test_zoo import told
from tests.circles.register_import.truth import (
    CAPITALS,
    CROSSES,
    DIGITS,
    LIST_HEADINGS,
    LONG_MONTHS,
    MONTHS,
    NAMES,
    NUMBERS,
    WEEKDAYS,
    WORDS,
    Truth,
    stamp,
)
from tests.circles.register_import.zoo import Paper, list_rows

EPOCH = date(1899, 12, 30)
WITH_YEAR = (
    stamp,
    lambda day: (day - EPOCH).days,
    lambda day: str((day - EPOCH).days),
    lambda day: day.isoformat(),
    lambda day: f"{day.day}/{day.month}-{day:%y}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month} {day.year}",
    lambda day: f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year} kl 17.30–20.30",
)
WITHOUT_YEAR = (
    lambda day: f"{day.day}/{day.month}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]}",
    lambda day: f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}",
)
MARKS = (CROSSES, WORDS, CAPITALS, DIGITS, NUMBERS)
PLACES = (("Malmö", "Dari"), ("Lund", "Arabiska"), ("Borås", "tigrinska"))


@st.composite
def truths(draw, *, longest_step: int = 21) -> Truth:
    """At most ten meetings in the year before the import, each with at least one mark."""
    people = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    days = draw(st.integers(1, 10))
    step = draw(st.integers(1, longest_step))
    last = TODAY - timedelta(days=draw(st.integers(0, 120)))
    marks = [draw(st.lists(st.sampled_from(list(Mark)), min_size=days, max_size=days)) for _ in people]
    for day in range(days):
        if all(row[day] is Mark.NOT_RECORDED for row in marks):
            marks[day % len(people)][day] = Mark.PRESENT
    municipality, language = draw(st.sampled_from(PLACES))
    return Truth(
        title=f"Hälsostöd {draw(st.integers(1, 99))}", municipality=municipality, language=language,
        hours=draw(st.sampled_from([None, 1, 2, 3])),
        people=tuple((name, draw(st.sampled_from("KM")), draw(st.integers(1935, 2010))) for name in people),
        days=tuple(last - timedelta(days=step * (days - 1 - at)) for at in range(days)),
        marks=tuple(map(tuple, marks)),
    )  # fmt: skip


def agrees(reading, truth: Truth) -> None:
    assert reading.errors == ()
    [circle] = reading.circles
    assert told(circle) == truth.told()
    assert {session.hours for session in circle.sessions} == {truth.hours}


@st.composite
def papers(draw, truth: Truth, forms) -> list[list]:
    """A matrix with anything around it that doesn't change what it says."""
    form = draw(st.sampled_from(forms))
    notes = draw(st.lists(st.sampled_from([["NÄRVAROLISTA"], [], ["Studieförbundet Exempel"]]), max_size=4))
    bottom = [[], ["Summa närvarande", None, None, *truth.sums()]] if draw(st.booleans()) else []
    bottom += [["Underskrift ledare: ______"]] if draw(st.booleans()) else []
    facts = draw(st.permutations(truth.facts))
    top = facts if draw(st.booleans()) else [[f"{label} {value}"] for label, value in facts]
    paper = Paper(
        of=truth, top=[*notes, *top], bottom=bottom, marks=draw(st.sampled_from(MARKS)),
        dates=[form(day) for day in truth.days],
    )  # fmt: skip
    if draw(st.booleans()):
        rows = truth.rows(paper.marks)
        people = [[*reversed(row[0].split(" ", 1)), *row[1:]] for row in rows]
        paper = replace(paper, headings=["Efternamn", "Förnamn", "Kön", "Född"], people=people)
        paper = replace(paper, bottom=[[row[0], None, *row[1:]] if len(row) > 1 else row for row in bottom])
    rows = paper.rows()
    shift = draw(st.integers(0, 2))
    return [[*[None] * shift, *row] for row in rows] if draw(st.booleans()) else rows


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_matrix_with_years(data):
    truth = data.draw(truths())
    agrees(read(grid(data.draw(papers(truth, WITH_YEAR)), title="Blad1")), truth)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_matrix_without_years_of_the_last_twelve_months(data):
    """No year anywhere: the latest that has been, also across New Year."""
    truth = data.draw(truths())
    if truth.days[0] <= TODAY.replace(year=TODAY.year - 1):
        truth = replace(truth, days=truth.days[-1:], marks=tuple(row[-1:] for row in truth.marks))
    agrees(read(grid(data.draw(papers(truth, WITHOUT_YEAR)), title="Blad1")), truth)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_list(data):
    truth = data.draw(truths())
    is_recent = truth.days[0] > TODAY.replace(year=TODAY.year - 1)
    form = data.draw(st.sampled_from(WITH_YEAR + (WITHOUT_YEAR if is_recent else ())))
    rows = list_rows(truth, marks=data.draw(st.sampled_from(MARKS)), date_of=form)
    rows = data.draw(st.permutations(rows))
    order = data.draw(st.permutations(range(len(LIST_HEADINGS))))
    table = [[row[at] for at in order] for row in [LIST_HEADINGS, *rows]]
    title = data.draw(st.sampled_from([[], [["Närvaro"], []], [[], ["Alla cirklar"], []]]))
    agrees(read(grid([*title, *table], title="Blad1")), truth)


def test_hours_beside_dates_tell_meetings_of_one_day_apart():
    rows = [["Cirkel: Hälsostöd 1"], ["Kommun: Lund"], ["Språk: dari"], [],
            ["Namn", "3/9 2025 kl 10-12", "3/9 2025 kl 13-15"], ["Zahra Ali", "x", "-"]]  # fmt: skip
    [circle] = read(grid(rows)).circles
    assert [(session.start, session.minutes) for session in circle.sessions] == [(time(10), 120), (time(13), 120)]
