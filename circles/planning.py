"""What the planning page shows: what may be chosen, and the dates that a choice would give."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts.access.roles import Role
from circles.actions.planning import facts_for
from circles.holidays import swedish_holidays
from circles.models import Circle, Session
from circles.rules.planning import LONGEST_SEARCH, Busy, Clash, Series, Weekly, clashes, plan_series
from circles.words import sentences
from communicators.models import Communicator
from materials.models import Programme
from organisations.models import Hub, Language, Membership, Municipality, Organisation, Project


@dataclass(frozen=True)
class PlanChoices:
    programme: QuerySet
    leader: QuerySet
    language: QuerySet
    municipality: QuerySet
    association: QuerySet
    project: QuerySet


@dataclass(frozen=True)
class Preview:
    """The dates, the holidays stepped over, and every overlap with the leader's or the room's other meetings."""

    series: Series
    clashes: tuple[Clash, ...]

    @property
    def ok(self) -> bool:
        return self.series.verdict.ok

    def clash_at(self, planned) -> Clash | None:
        return next((clash for clash in self.clashes if clash.planned == planned), None)

    @property
    def sentences(self) -> list[str]:
        return sentences(self.series.verdict.reasons)

    @property
    def rows(self) -> list[tuple]:
        """(number, planned time, clash or None)"""
        return [(number, planned, self.clash_at(planned)) for number, planned in enumerate(self.series.times, start=1)]


def plan_choices(user, hubs: QuerySet) -> PlanChoices:
    """A leader plans her own circles, a coordinator those of every leader in the hub."""
    coordinated = Membership.objects.of(user, Role.COORDINATOR).values("hubs")
    leaders = Communicator.objects.filter(is_active=True, hub__in=hubs).select_related("hub")
    return PlanChoices(
        programme=Programme.objects.filter(is_active=True),
        leader=leaders.filter(hub__in=coordinated) | leaders.filter(user=user),
        language=Language.objects.all(),
        municipality=Municipality.objects.filter(hubs__in=hubs).distinct(),
        association=Organisation.objects.filter(kind=Organisation.Kind.STUDY_ASSOCIATION),
        project=Project.objects.all(),
    )


def first_guess(user, choices: PlanChoices, programme: Programme | None) -> dict:
    """What the form stands at when it opens: next week, the leader's own language and municipality."""
    leader = choices.leader.filter(user=user).first() or choices.leader.first()
    count = (programme.sessions.count() or 10) if programme else 10
    start = _first_guess_day(timezone.localdate(), count)
    return {
        "programme": programme,
        "title": next_title(leader.hub, programme) if leader and programme else "",
        "leader": leader,
        "language": leader.languages.first() if leader else None,
        "municipality": (leader.municipality or leader.hub.municipalities.first()) if leader else None,
        "first_day": start,
        "weekdays": [str(start.weekday())],
        "count": count,
    }


def _first_guess_day(today: date, count: int) -> date:
    """In a week; in the second week of January where a weekly circle would not be done before New Year."""
    start = today + timedelta(days=7)
    if (start + timedelta(weeks=count)).year == start.year:
        return start
    second_week = date(start.year + 1, 1, 8)
    return second_week + timedelta(days=(start.weekday() - second_week.weekday()) % 7)


def next_title(hub: Hub, programme: Programme) -> str:
    """ "Vägar vidare 15" after "Vägar vidare 14": the number says nothing about what is talked about."""
    name = programme.circle_title
    numbers = [
        int(found[1])
        for title in Circle.objects.filter(hub=hub, title__startswith=name).values_list("title", flat=True)
        if (found := re.fullmatch(rf"{re.escape(name)} (\d+)", title))
    ]
    return f"{name} {max(numbers, default=0) + 1}"


def preview(
    *, weekly: list[Weekly], first_day: date, count: int, skip_holidays: bool, leader, place: str, room: str
) -> Preview:
    """The series that these choices give, and what it would overlap with. Saves nothing."""
    last_year = (first_day + LONGEST_SEARCH).year
    series = plan_series(
        weekly,
        first_day=first_day,
        count=count,
        holidays=swedish_holidays(first_day.year, last_year),
        facts=facts_for(first_day),
        skip_holidays=skip_holidays,
    )
    if not series.times:
        return Preview(series, ())
    return Preview(series, clashes(series.times, _busy(series, leader, place, room)))


def _busy(series: Series, leader, place: str, room: str) -> list[Busy]:
    sessions = Session.objects.busy(start=series.times[0].starts_at, end=series.times[-1].ends_at)
    led = sessions.filter(circle__leader_links__communicator=leader, circle__leader_links__ended_on=None)
    found = [Busy("leader", one.circle.title, one.starts_at, one.ends_at) for one in led]
    if place and room:
        taken = sessions.filter(at_place__iexact=place, at_room__iexact=room, circle__hub=leader.hub_id)
        found += [Busy("room", one.circle.title, one.starts_at, one.ends_at) for one in taken]
    return found
