"""What the planning page shows: what may be chosen, and the dates that a choice would give."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access.roles import Role
from circles.actions.planning import facts_for
from circles.holidays import chosen_days_off, days_off
from circles.leading import busy_of, leaders_at, meetings_beside
from circles.models import Circle, Session
from circles.rules.leading import ON_THE_WAY, is_near, may_lead_at, may_lead_series, may_meet_at, overlaps
from circles.rules.planning import LONGEST_SEARCH, Busy, PlannedTime, Series, Spot, Weekly, plan_series
from circles.rules.verdict import Reason
from circles.words import sentences
from communicators.models import Communicator, LeaderApproval
from core.times import clock
from materials.models import Programme
from organisations.models import Hub, Language, Membership, Municipality, Organisation, Project

USUAL_START = time(17, 30)


@dataclass(frozen=True)
class PlanChoices:
    programme: QuerySet
    leader: QuerySet
    language: QuerySet
    municipality: QuerySet
    association: QuerySet
    project: QuerySet


@dataclass(frozen=True)
class Note:
    """What stands in the way of one date. `kind`: leader (can't be), near (less than an hour from another place) or
    room (somebody else has it)."""

    kind: str
    busy: Busy


@dataclass(frozen=True)
class Preview:
    """The dates, the days stepped over, and everything that the leader or the room has at the same time."""

    series: Series
    notes: dict[PlannedTime, tuple[Note, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it can't be planned so: what the series says, and every meeting at which the leader is taken."""
        busy = [note.busy for notes in self.notes.values() for note in notes if note.kind == "leader"]
        return (*self.series.verdict.reasons, *may_lead_series(self.series.times, busy).reasons)

    @property
    def ok(self) -> bool:
        return self.series.verdict.ok and not self.reasons

    @property
    def sentences(self) -> list[str]:
        return sentences(self.reasons)

    @property
    def rows(self) -> list[tuple]:
        """(number, planned time, notes)"""
        return [
            (number, planned, self.notes.get(planned, ())) for number, planned in enumerate(self.series.times, start=1)
        ]


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
    start = first_guess_day(timezone.localdate(), count)
    return {
        "programme": programme,
        "title": next_title(leader.hub, programme) if leader and programme else "",
        "leader": leader,
        "language": leader.languages.first() if leader else None,
        "municipality": (leader.municipality or leader.hub.municipalities.first()) if leader else None,
        "first_day": start,
        "weekdays": [str(start.weekday())],
        "proposed_weekday": str(start.weekday()),
        "count": count,
    } | _evening(start, programme)


def _evening(day: date, programme: Programme | None) -> dict:
    """As long as the programme's meetings are; without one the form has its own times."""
    if programme is None:
        return {}
    starts = datetime.combine(day, USUAL_START)
    return {"starts": starts.time(), "ends": (starts + timedelta(minutes=programme.minutes)).time()}


def first_guess_day(today: date, count: int) -> date:
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


@dataclass(frozen=True)
class Wish:
    """What the planner has chosen. `keep_free` are codes of circles.holidays.OBSERVANCES."""

    weekly: list[Weekly]
    first_day: date
    count: int
    leader: Communicator
    every: int = 1
    skip_holidays: bool = True
    keep_free: tuple[str, ...] = ()
    association: Organisation | None = None
    municipality: Municipality | None = None
    place: str = ""
    room: str = ""

    @property
    def spot(self) -> Spot:
        return Spot(self.municipality.pk if self.municipality else "", self.place)


def preview(wish: Wish) -> Preview:
    """The series that these choices give, and what it would overlap with. Saves nothing."""
    years = wish.first_day.year, (wish.first_day + LONGEST_SEARCH).year
    holidays = days_off(*years, wish.keep_free) if wish.skip_holidays else chosen_days_off(*years, wish.keep_free)
    series = plan_series(
        wish.weekly,
        first_day=wish.first_day,
        count=wish.count,
        every=wish.every,
        holidays=holidays,
        facts=facts_for(wish.first_day),
    )
    if not series.times:
        return Preview(series)
    return Preview(series, _notes(series, wish), _remarks(wish))


def _notes(series: Series, wish: Wish) -> dict[PlannedTime, tuple[Note, ...]]:
    start, end = series.times[0].starts_at - ON_THE_WAY, series.times[-1].ends_at + ON_THE_WAY
    sessions = Session.objects.busy(start=start, end=end)
    led = [_busy("leader", one) for one in sessions.in_calendar_of(wish.leader)]
    rooms = []
    if wish.place and wish.room:
        rooms = [_busy("room", one) for one in _in_room(sessions, wish.spot, wish.room)]
    return {planned: tuple(_notes_at(planned, wish.spot, led, rooms)) for planned in series.times}


def _in_room(sessions, spot: Spot, room: str):
    """The town is asked for too: there is a Linden in many."""
    return sessions.filter(at_place__iexact=spot.place, at_room__iexact=room, circle__municipality=spot.town)


def _notes_at(planned: PlannedTime, spot: Spot, led: list[Busy], rooms: list[Busy]):
    yield from (Note("leader", one) for one in led if overlaps(planned, one))
    yield from (Note("near", one) for one in led if is_near(planned, spot, one))
    yield from (Note("room", one) for one in rooms if overlaps(planned, one))


def _busy(kind: str, session: Session) -> Busy:
    return Busy(kind, session.circle.title, session.starts_at, session.ends_at, session.spot)


def _remarks(wish: Wish) -> tuple[str, ...]:
    """What can be planned so, and be mended before the first meeting."""
    approvals = LeaderApproval.objects.filter(
        communicator=wish.leader, association=wish.association, state=LeaderApproval.State.APPROVED
    )
    if wish.association is None or approvals.exists():
        return ()
    words = _("%(leader)s är inte godkänd av %(association)s än. Träffarna räknas när godkännandet finns.")
    return (words % {"leader": wish.leader.name, "association": wish.association.label},)


def time_notes(session: Session, *, starts_at: datetime, ends_at: datetime, place: str, room: str) -> list[str]:
    """What a changed or an added session would overlap with, as one types. `session` may be unsaved."""
    planned = PlannedTime(starts_at, ends_at)
    spot, at_room = session.circle.spot_of(place), room or ("" if place else session.circle.room)
    found = []
    for leader in leaders_at(session):
        busy = busy_of(leader, planned, but=session if session.pk else None)
        found += may_lead_at(planned, spot, busy, accepts_near=True).reasons
    if not any(one.code == "leader_busy" for one in found):
        found += may_meet_at(planned, meetings_beside(session, planned)).reasons
    return [*dict.fromkeys(sentences(found)), *_room_notes(session, planned, spot, at_room)]


def _room_notes(session: Session, planned: PlannedTime, spot: Spot, room: str) -> list[str]:
    if not (spot.place and room):
        return []
    taken = Session.objects.busy(start=planned.starts_at, end=planned.ends_at).exclude(pk=session.pk)
    words = _("%(circle)s har rummet %(start)s–%(end)s.")
    return [
        words % {"circle": one.circle.title, "start": clock(one.starts_at), "end": clock(one.ends_at)}
        for one in _in_room(taken, spot, room)
    ]
