"""A series by weekdays in Swedish wall-clock time.

A circle that meets "mån och tors 17.30" meets at 17.30 all year, also across the clock changes in March and October.
Public holidays and the eves that everyone keeps (midsommarafton, julafton, nyårsafton) are skipped, and said to be; so
are the days that the planner chose to keep free.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from circles.rules.facts import RuleFacts
from circles.rules.verdict import YES, Reason, Verdict, no, reason

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LONGEST_SERIES = 60
LONGEST_SEARCH = timedelta(days=800)
RAREST = 8  # weeks from one meeting week to the next
EVENING = time(16)
CARE_AFTER = 2  # hours
LATE_ENTRY = timedelta(days=60)
FURTHEST = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Weekly:
    """One meeting a week: `weekday` 0 is Monday, `minutes` is the whole meeting with its break."""

    weekday: int
    start: time
    minutes: int


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """Aware moments in Europe/Stockholm."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that is kept free. `evenings`: only for meetings that go on after 16. `is_estimate`: the day follows the
    moon and was computed; it may come a day sooner or later."""

    name: str
    evenings: bool = False
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    day: date
    holiday: str
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """What would be planned. `verdict` refuses what can't be, its reasons may also be remarks."""

    times: tuple[PlannedTime, ...]
    skipped: tuple[Skipped, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a meeting is. The same name in two towns is two places; what is "" isn't known."""

    town: str = ""
    place: str = ""

    def is_elsewhere(self, other: "Spot") -> bool:
        if self.town and other.town and self.town != other.town:
            return True
        return bool(other.place) and self.place.casefold() != other.place.casefold()


@dataclass(frozen=True, slots=True)
class Busy:
    """Something that already has the leader or the room; `label` says what, in words of the screen."""

    kind: str
    label: str
    starts_at: datetime
    ends_at: datetime
    spot: Spot = Spot()


def wall_clock(day: date, start: time) -> tuple[datetime, Verdict]:
    """The moment that Swedish clocks show `day` `start`, and whether there is exactly one.

    02.30 on the last Sunday of March doesn't exist; on the last Sunday of October it comes twice.
    """
    moment = datetime.combine(day, start.replace(second=0, microsecond=0), tzinfo=STOCKHOLM)
    if moment.astimezone(UTC).astimezone(STOCKHOLM).replace(tzinfo=None) != moment.replace(tzinfo=None):
        return moment, no(reason("time_missing", day=day, time=start))
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        return moment, no(reason("time_twice", day=day, time=start))
    return moment, YES


def meeting(day: date, start: time, minutes: int) -> tuple[PlannedTime, Verdict]:
    """A meeting that begins by the wall clock and lasts `minutes` real minutes."""
    starts_at, verdict = wall_clock(day, start)
    ends_at = (starts_at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(STOCKHOLM)
    return PlannedTime(starts_at, ends_at), verdict


def minutes_between(start: time, end: time) -> int:
    """Negative where the end is earlier on the clock."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def following_end(starts: time, *, proposed: tuple[time, time]) -> time | None:
    """The end of a meeting as long as the proposed one; None where it would end after midnight."""
    minutes = minutes_between(time.min, starts) + minutes_between(*proposed)
    return time(*divmod(minutes, 60)) if 0 <= minutes < 24 * 60 else None


def may_meet_on(day: date, *, today: date, years: Collection[int] = ()) -> Verdict:
    """Whether a meeting can be planned on, added on or moved to `day`.

    Refused: more than 60 days back, where only what was held is written in late; more than two years ahead; and outside
    `years`, the circle's own where the rules want one calendar year.
    """
    first, last = today - LATE_ENTRY, today + FURTHEST
    if not first <= day <= last:
        return no(reason("day_out_of_reach", first=first, last=last))
    if years and day.year not in years:
        return no(reason("other_year", years=tuple(sorted(years))))
    return YES


def may_care_until(until: time, start: time, end: time) -> Verdict:
    """Whether childcare can go on till then, beside a meeting of one day: after its start, two hours after its end at
    most."""
    latest = time(23, 59) if end.hour + CARE_AFTER > 23 else end.replace(hour=end.hour + CARE_AFTER)
    if start < until <= latest:
        return YES
    return no(reason("care_until", start=start, latest=latest))


def plan_series(
    weekly: Sequence[Weekly],
    *,
    first_day: date,
    count: int,
    holidays: Mapping[date, str | DayOff],
    facts: RuleFacts,
    skip_holidays: bool = True,
    every: int = 1,
) -> Series:
    """`count` meetings on the weekdays of `weekly`, from `first_day` on (which counts if it is such a weekday).

    `every` n weeks, counted from the Monday of the first meeting. Refused: no weekday, fewer than one or more than 60
    meetings, more meetings a week than the rules allow, a time that clocks don't show or show twice, a series that
    finds no days within two years, and one over New Year where the rules want one calendar year.
    """
    refusal = _refused_pattern(weekly, count, every, facts)
    if refusal is not None:
        return Series((), (), refusal)
    times, skipped, reasons = _walk(
        _days(weekly, first_day, every), first_day, count, holidays if skip_holidays else {}
    )
    if len(times) < count:
        return Series(tuple(times), tuple(skipped), no(*reasons, reason("no_days_left", found=len(times))))
    if facts.one_calendar_year and times[0].starts_at.year != times[-1].starts_at.year:
        reasons.append(reason("over_new_year", last=times[-1].starts_at.date(), fits=_fitting(times)))
    return Series(tuple(times), tuple(skipped), Verdict(not reasons, tuple(reasons)))


def _refused_pattern(weekly: Sequence[Weekly], count: int, every: int, facts: RuleFacts) -> Verdict | None:
    if not weekly:
        return no(reason("no_weekday"))
    if not 1 <= every <= RAREST:
        return no(reason("bad_every", most=RAREST))
    if not 1 <= count <= LONGEST_SERIES:
        return no(reason("bad_count", most=LONGEST_SERIES))
    if len(weekly) > facts.max_sessions_per_week:
        return no(reason("too_many_a_week", most=facts.max_sessions_per_week))
    if any(one.minutes < facts.minutes_per_hour or one.minutes > 24 * 60 for one in weekly):
        return no(reason("too_short", minutes=facts.minutes_per_hour))
    return None


def _walk(days, first_day, count, holidays):
    times: list[PlannedTime] = []
    skipped: list[Skipped] = []
    reasons: list[Reason] = []
    for one, day in days:
        if len(times) == count or day - first_day > LONGEST_SEARCH:
            break
        planned, verdict = meeting(day, one.start, one.minutes)
        if off := _day_off(holidays.get(day), planned):
            skipped.append(Skipped(day, off.name, off.is_estimate))
            continue
        reasons.extend(verdict.reasons)
        times.append(planned)
    return times, skipped, reasons


def _day_off(found: str | DayOff | None, planned: PlannedTime) -> DayOff | None:
    off = DayOff(found) if isinstance(found, str) else found
    if off is None or (off.evenings and planned.ends_at.time() <= EVENING):
        return None
    return off


def _days(weekly: Sequence[Weekly], first_day: date, every: int) -> Iterable[tuple[Weekly, date]]:
    ordered = sorted(weekly, key=lambda one: (one.weekday, one.start))
    first = next(day for day in _from(first_day) if any(one.weekday == day.weekday() for one in ordered))
    monday = first - timedelta(days=first.weekday())
    for day in _from(first):
        if (day - monday).days // 7 % every:
            continue
        for one in ordered:
            if one.weekday == day.weekday():
                yield one, day


def _from(day: date) -> Iterable[date]:
    while True:
        yield day
        day += timedelta(days=1)


def _fitting(times: Sequence[PlannedTime]) -> int:
    return sum(planned.starts_at.year == times[0].starts_at.year for planned in times)
