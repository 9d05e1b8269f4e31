"""Whatever stands in the cells, reading ends in circles and remarks, never in a crash. No database."""

from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from circles.register_import.key import Key
from circles.register_import.report import remark_line
from circles.register_import.sealing import seal, unseal
from circles.rules.register_reading.grid import Formula, Merge
from tests.circles.register_import.books import LIST_HEADINGS, list_rows, matrix_rows, weekly
from tests.circles.register_import.knowledge import grid, read

WORDS = [
    "Deltagare", "Namn", "Datum", "Närvaro", "Cirkel:", "Kommun: Malmö", "Summa", "Film", "Studietimmar", "Född", "Kön",
    "3/9", "31 sep 2025", "ons 3/9", "x", "anm", "sjuk", "-", "kanske", "Malmö", "Dari", "HT 2025",
    "890412-1234", "4", "180",
    "Vägar vidare 14", "Sahar Karimi", "أحمد", "=1+1", "٣/٩/٢٠٢٥", "\u202b\u0000", "29/2", "0", "1904-01-01", "99999",
]  # fmt: skip
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.integers(-10, 10**13),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: datetime.combine(day, time())),
    st.times(),
    st.just(Formula.UNCALCULATED),
)
ROWS = st.lists(st.lists(CELLS, max_size=9), max_size=12)


def told(reading) -> None:
    """Everything that would be shown can be shown, and can wait for the yes."""
    for remark in reading.remarks:
        assert remark_line(remark)["sentence"]
    assert unseal(*seal(reading, Key())) == (reading, Key())


@settings(max_examples=150, deadline=None)
@given(ROWS, st.booleans())
def test_any_sheet(rows, epoch_1904):
    told(read(rows, epoch_1904=epoch_1904))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_list_with_some_cells_changed(data):
    rows = data.draw(st.sampled_from([matrix_rows(), list_rows(), matrix_rows(dates=weekly(3))]))
    rows = [list(row) for row in rows]
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.integers(0, len(rows) - 1))
        if rows[row]:
            rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = data.draw(CELLS)
    told(read(rows))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*(st.integers(1, 14),) * 4), max_size=4), st.permutations(LIST_HEADINGS))
def test_any_merges_and_any_order_of_columns(ranges, headings):
    order = [LIST_HEADINGS.index(heading) for heading in headings]
    rows = [[row[at] for at in order] for row in list_rows()]
    merges = tuple(Merge(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in ranges)
    told(read(grid(rows, merges=merges)))
