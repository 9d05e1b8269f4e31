"""Which year a date without one gets, and what said so. No database."""

from datetime import date

import pytest

from circles.rules.register_reading.dates import read_date
from circles.rules.register_reading.years import Hints, Source, days_in, with_years, years_in

TODAY = date(2026, 3, 20)


def dated(*values, marked=None, **hints):
    written = [read_date(value, epoch_1904=False, today=TODAY) for value in values]
    found = with_years(written, [True] * len(written) if marked is None else marked, Hints(TODAY, **hints))
    return [day and day.isoformat() for day in found.days], found.source


@pytest.mark.parametrize(
    ("texts", "years"),
    [
        (["NÄRVAROLISTA HT 2025"], (2025,)), (["ht25"], (2025,)), (["Hösten -25"], (2025,)),
        (["Vårterminen 2026"], (2026,)), (["narvaro_2025.xlsx"], (2025,)), (["Närvaro 2025-09.xlsx"], (2025,)),
        (["Sept-25"], (2025,)),
        (["läsåret 2025/26"], (2025, 2026)), (["2025–2026"], (2025, 2026)), (["Lista 2025"], (2025,)),
        (["HT 2025, utskriven 2026-01-09"], (2025,)), (["Utskriven 2026-01-09"], ()), (["2025", "2026"], ()),
        (["Vägar vidare 14"], ()), ([], ()),
    ],
)  # fmt: skip
def test_years_in_a_heading(texts, years):
    assert years_in(texts) == years


def test_whole_days_in_a_heading():
    assert days_in(["Utskriven 2026-01-09, 20260110"]) == (date(2026, 1, 9), date(2026, 1, 10))


def test_year_of_the_neighbours():
    assert dated("3/12", "10/12 2025", "7/1") == (["2025-12-03", "2025-12-10", "2026-01-07"], Source.NEIGHBOUR)


def test_year_of_the_heading_passes_at_new_year():
    assert dated("3/12", "7/1", heading=("HT 2025",)) == (["2025-12-03", "2026-01-07"], Source.HEADING)


def test_year_of_the_heading_may_be_that_of_the_end():
    """A list of spring 2026 that begins in December: that December has not been yet."""
    assert dated("3/12", "7/1", heading=("VT 2026",)) == (["2025-12-03", "2026-01-07"], Source.HEADING)


def test_school_year_gives_spring_its_second_year():
    assert dated("7/1", "14/1", heading=("2025/26",))[0] == ["2026-01-07", "2026-01-14"]
    assert dated("3/9", "14/1", heading=("2025/26",))[0] == ["2025-09-03", "2026-01-14"]


def test_year_of_the_weekday():
    assert dated("ons 4/9", "11/9", "ons 18/9") == (["2024-09-04", "2024-09-11", "2024-09-18"], Source.WEEKDAY)


def test_heading_wins_over_weekday_and_file():
    assert dated("ons 4/9", heading=("2025",), file="2023.xlsx") == (["2025-09-04"], Source.HEADING)


def test_year_of_the_file():
    assert dated("3/9", "10/9", file="närvaro_ht24.xlsx") == (["2024-09-03", "2024-09-10"], Source.FILE)


def test_year_of_other_tables():
    assert dated("3/9", elsewhere=(date(2024, 10, 1),)) == (["2024-09-03"], Source.NEIGHBOUR)


def test_day_of_a_print_out_is_near():
    assert dated("3/9", "10/9", heading=("Utskriven 2025-01-09",)) == (["2024-09-03", "2024-09-10"], Source.HEADING)


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (["3/9", "10/9"], ["2025-09-03", "2025-09-10"]),
        (["3/3", "17/3"], ["2026-03-03", "2026-03-17"]),
        (["20/3"], ["2026-03-20"]),
        (["21/3"], ["2025-03-21"]),
        (["5/11", "3/12", "7/1"], ["2025-11-05", "2025-12-03", "2026-01-07"]),
        (["29/2"], ["2024-02-29"]),
    ],
)
def test_no_year_anywhere_is_the_latest_that_has_been(values, days):
    assert dated(*values) == (days, Source.LATEST)


def test_only_marked_days_must_have_been():
    found = dated("3/3", "17/3", "31/3", marked=[True, True, False])
    assert found[0] == ["2026-03-03", "2026-03-17", "2026-03-31"]


def test_list_that_nobody_is_marked_in_may_lie_ahead():
    assert dated("3/4", "10/4", marked=[False, False])[0] == ["2026-04-03", "2026-04-10"]


def test_new_year_is_found_in_whatever_order_the_dates_stand():
    """Sorted by person the dates come round again and again; newest first they fall."""
    by_person = ["5/11", "3/12", "7/1"] * 3
    assert dated(*by_person)[0] == ["2025-11-05", "2025-12-03", "2026-01-07"] * 3
    assert dated("7/1", "3/12", "5/11")[0] == ["2026-01-07", "2025-12-03", "2025-11-05"]


def test_whole_year_in_order_passes_no_new_year():
    values = [f"1/{month}" for month in range(1, 13)]
    assert dated(*values, heading=("2025",))[0] == [f"2025-{month:02}-01" for month in range(1, 13)]


def test_dates_out_of_order_pass_no_new_year():
    assert dated("10/9", "3/9", "17/9", heading=("2025",))[0] == ["2025-09-10", "2025-09-03", "2025-09-17"]


def test_leap_day_finds_no_other_year():
    assert dated("29/2", heading=("2025",))[0] == [None]
