"""Dates as people write them. No database."""

from datetime import date, datetime, time

import pytest

from circles.rules.register_reading.dates import looks_like_date, read_date, suggest_date

TODAY = date(2026, 3, 20)
THIRD = date(2025, 9, 3)


def read(value, epoch_1904=False):
    return read_date(value, epoch_1904=epoch_1904, today=TODAY)


@pytest.mark.parametrize(
    "value",
    [
        datetime(2025, 9, 3), THIRD, 45903, 45903.0, "45903", "2025-09-03", "2025/9/3", "20250903", "250903",
        "25-09-03",
        "03-09-25", "3-9-2025", "3.9.2025", "3/9/2025", "3/9 2025", "3/9-25", "3/9 -25", "3 sep 2025", "3 sept. 2025",
        "3 September 2025", "den 3 september 2025", "3:e sep 2025", "ons 3 sep 2025", "Onsdag 3/9 2025",
        "onsdagen den 3/9-25",
        "1. 3/9 2025", "3/9 2025 (träff 1)", "3/9 2025 Sorg", "3 sep 2025: sorg", "03-sep-25", "3-sep-2025",
        "Träff 1 3/9 2025", "Träff 1:\n3/9 2025", "v. 36 3/9-25", "Sept 3, 2025", "٣/٩/٢٠٢٥", "3\u00a0sep\u00a02025",
    ],
)  # fmt: skip
def test_with_a_year(value):
    written = read(value)
    assert written.in_year(written.year) == THIRD


@pytest.mark.parametrize("value", ["3/9", "3.9", "3 sep", "ons 3/9", "3 september", "den 3 sep.", "Träff 2 3/9"])
def test_without_a_year(value):
    assert (read(value).day, read(value).month, read(value).year) == (3, 9, None)


@pytest.mark.parametrize(("value", "epoch_1904"), [(45903, False), (45903 - 1462, True), ("44441", True)])
def test_day_numbers_of_both_systems(value, epoch_1904):
    written = read(value, epoch_1904)
    assert written.in_year(written.year) == THIRD


@pytest.mark.parametrize(
    "value",
    [
        datetime(2025, 9, 3, 17, 30),
        45903.72916667,
        "2025-09-03 17:30",
        "3/9 2025 kl 17.30",
        "3 sep 2025 17:30–20:30",
        "3/9 2025 17.30-20.30",
        "2025-09-03\n17.30–20.30",
        "3/9-25 kl 17.30–20.30",
        "3/9 2025 17.30",
    ],
)
def test_hour_beside_the_date(value):
    assert read(value).start == time(17, 30)


@pytest.mark.parametrize(
    ("value", "minutes"), [("3/9-25 kl 17.30–20.30", 180), ("3/9-25 kl 17-20", 180), ("3/9-25", None)]
)
def test_minutes_beside_the_date(value, minutes):
    assert read(value).minutes == minutes


@pytest.mark.parametrize(
    "value",
    ["31 sep 2025", "30/2", "3/13", "2025-13-03", "3 spt", "Summa", "", None, 4, True, 3.9, "15-09-20"],
)
def test_no_date(value):
    assert read(value) is None


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("31 sep 2025", date(2025, 9, 30)),
        ("2025-13-03", date(2025, 3, 13)),
        ("3 spt 2025", THIRD),
        ("9/25", None),
        ("hej", None),
    ],
)
def test_nearest_day(value, near):
    assert suggest_date(value, TODAY) == (near or (date(2026, 9, 25) if value == "9/25" else None))


@pytest.mark.parametrize(
    ("value", "looks"),
    [
        ("31 sep", True),
        ("3 spt", True),
        (45903, True),
        ("Summa", False),
        ("Nr", False),
        (14, False),
        ("3-spt", True),
        ("17.30–20.30", False),
        ("kl 17-20", False),
        ("18.00", False),
        ("3.10", True),
    ],
)
def test_meant_as_a_date(value, looks):
    assert looks_like_date(value) is looks
