"""Half-years: the only dates that scientific files know. Batches are fixed by them."""

from datetime import date


def start_of(day: date) -> date:
    """The first day of the half-year of `day`."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def half_year(day: date) -> str:
    """The half-year of `day`: on 21 November 2026, "2026H2"."""
    return f"{day.year}H{1 if day.month <= 6 else 2}"


def last_whole(day: date) -> str:
    """The half-year that ended before `day`'s began: on 21 November 2026, "2026H1"."""
    return f"{day.year}H1" if day.month > 6 else f"{day.year - 1}H2"


def next_start(day: date) -> date:
    """The first day of the half-year after that of `day`."""
    return date(day.year, 7, 1) if day.month <= 6 else date(day.year + 1, 1, 1)
