"""Days on which no circle meets: Swedish holidays, the eves that everyone keeps, and days that a planner chooses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.utils.translation import gettext_lazy
from holidays.calendars import JULIAN_CALENDAR
from holidays.groups import ChristianHolidays, IslamicHolidays, PersianCalendarHolidays
from holidays.holiday_base import HolidayBase

from circles.rules.planning import DayOff


@lru_cache(maxsize=16)
def swedish_holidays(first_year: int, last_year: int) -> Mapping[date, str]:
    """Each holiday of the years with its Swedish name, midsommarafton, julafton and nyårsafton included."""
    return dict(
        holidays.country_holidays(
            "SE",
            years=range(first_year, last_year + 1),
            language="sv",
            categories=("public", "de_facto"),
        )
    )


@dataclass(frozen=True)
class Observance:
    """Days that a planner may keep free. `evenings`: the day is as others until the evening."""

    label: str
    populate: Callable[["_Calendar"], object]
    evenings: bool = False
    is_estimate: bool = True  # of a calendar by the moon: a computed day may come a day sooner or later


class _Calendar(HolidayBase, ChristianHolidays, IslamicHolidays, PersianCalendarHolidays):
    """The package's own calendars, without a country. Source: the package holidays, which is maintained."""

    def __init__(self, observance: Observance, years: range):
        self._observance = observance
        ChristianHolidays.__init__(self, JULIAN_CALENDAR)
        IslamicHolidays.__init__(self, show_estimated=False)
        PersianCalendarHolidays.__init__(self)
        super().__init__(years=years)

    def _populate_public_holidays(self):
        self._observance.populate(self)


def _ramadan(calendar: _Calendar) -> None:
    """Every day from its first until the day before Eid al-Fitr. One that begins in December goes on in January."""
    year = calendar._year
    starts = [day for at in (year - 1, year) for day, _ in calendar._islamic_calendar.ramadan_beginning_dates(at)]
    ends = sorted(day for at in (year, year + 1) for day, _ in calendar._islamic_calendar.eid_al_fitr_dates(at))
    for start in starts:
        end = next((day for day in ends if day > start), start)
        for number in range((end - start).days):
            day = start + timedelta(days=number)
            if day.year == year:
                calendar._add_holiday("ramadan", day)


def _eid_al_fitr(calendar: _Calendar) -> None:
    calendar._add_eid_al_fitr_day("eid")
    calendar._add_eid_al_fitr_day_two("eid")
    calendar._add_eid_al_fitr_day_three("eid")


def _eid_al_adha(calendar: _Calendar) -> None:
    calendar._add_eid_al_adha_day("eid")
    calendar._add_eid_al_adha_day_two("eid")
    calendar._add_eid_al_adha_day_three("eid")


def _nowruz(calendar: _Calendar) -> None:
    calendar._add_nowruz_day("nowruz")
    calendar._add_nowruz_day_two("nowruz")


def _orthodox(calendar: _Calendar) -> None:
    calendar._add_good_friday("easter")
    calendar._add_easter_sunday("easter")
    calendar._add_easter_monday("easter")
    calendar._add_christmas_day("christmas")


OBSERVANCES = {
    "ramadan": Observance(gettext_lazy("Ramadan, kvällar"), _ramadan, evenings=True),
    "eid_al_fitr": Observance(gettext_lazy("Id al-fitr"), _eid_al_fitr),
    "eid_al_adha": Observance(gettext_lazy("Id al-adha"), _eid_al_adha),
    "nowruz": Observance(gettext_lazy("Nouruz"), _nowruz, is_estimate=False),
    "orthodox": Observance(gettext_lazy("Ortodox påsk och jul"), _orthodox, is_estimate=False),
}


@lru_cache(maxsize=64)
def _days_of(code: str, first_year: int, last_year: int) -> frozenset[date]:
    return frozenset(_Calendar(OBSERVANCES[code], range(first_year, last_year + 1)))


def chosen_days_off(first_year: int, last_year: int, chosen: Iterable[str]) -> dict[date, DayOff]:
    """The chosen observances alone. A day of two of them is kept free for longer of the two."""
    found: dict[date, DayOff] = {}
    for code in sorted(chosen, key=lambda code: OBSERVANCES[code].evenings, reverse=True):
        one = OBSERVANCES[code]
        found |= dict.fromkeys(
            _days_of(code, first_year, last_year), DayOff(str(one.label), one.evenings, one.is_estimate)
        )
    return found


def days_off(first_year: int, last_year: int, chosen: Iterable[str] = ()) -> dict[date, DayOff]:
    """Swedish holidays and the chosen observances. A day that is both is a holiday, all day long."""
    swedish = {day: DayOff(name) for day, name in swedish_holidays(first_year, last_year).items()}
    return chosen_days_off(first_year, last_year, chosen) | swedish
