"""What the rule coach is fed with: a circle's meetings, its people, and what they do elsewhere the same year."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone

from circles.actions.planning import facts_for
from circles.models import ATTENDED, Attendance, Circle, CircleLeader, Enrolment, Session
from circles.querysets import SEATED
from circles.rules.circle_notes import CircleFacts, circle_notes, too_young
from circles.rules.coach import Coach, Meeting, coach
from circles.rules.facts import RuleFacts
from circles.rules.lifecycle import past_without_register
from circles.rules.study_hours import propose_hours
from communicators.models import LeaderApproval
from core.times import minutes_between

Attended = dict[int, frozenset[int]]


def attended_in(circle: Circle) -> dict[int, frozenset[int]]:
    """Session → the seats of those who came."""
    found = defaultdict(set)
    rows = Attendance.objects.filter(session__circle=circle, status__in=ATTENDED)
    for session, enrolment in rows.values_list("session", "enrolment"):
        found[session].add(enrolment)
    return {session: frozenset(seats) for session, seats in found.items()}


def coach_of(circle: Circle, sessions: Sequence[Session], attended: Attended, moment: datetime) -> Coach:
    """The coach of a circle with all its `sessions` in order of time; the rules are those of its first day."""
    facts = rules_of(sessions)
    everybody = list(circle.enrolments.select_related("participant"))
    seats = [seat for seat in everybody if seat.status in SEATED]
    to_be = [one for one in sessions if one.status != Session.Status.CANCELLED]
    leading = Leading([circle], to_be)
    meetings = [meeting_of(one, circle, attended, leading, facts, moment) for one in to_be]
    left_out = left_out_of(everybody, to_be, facts)
    return coach(
        meetings,
        frozenset(seat.pk for seat in seats),
        facts,
        left_out=left_out,
        notes=circle_notes(_facts_of(circle, seats, leading.parts(circle), meetings, to_be), facts),
    )


def rules_of(sessions: Sequence[Session]) -> RuleFacts:
    return facts_for(sessions[0] if sessions else timezone.localdate())


def meetings_of(
    circle: Circle, sessions: Sequence[Session], attended: Attended, facts: RuleFacts, moment: datetime
) -> list[Meeting]:
    leading = Leading([circle], sessions)
    return [meeting_of(one, circle, attended, leading, facts, moment) for one in sessions]


class Leading:
    """Who leads these circles, and since when who is approved: two queries, however many circles."""

    def __init__(self, circles: Iterable[Circle], sessions: Iterable[Session]):
        self._parts: dict[int, dict[int, str]] = defaultdict(dict)
        # Substitutes of single meetings stand at those meetings.
        links = CircleLeader.objects.as_a_rule().filter(circle__in=circles)
        for circle, communicator, part in links.values_list("circle", "communicator", "part"):
            self._parts[circle][communicator] = part
        people = {one for parts in self._parts.values() for one in parts}
        people |= {one.substitute_id for one in sessions if one.substitute_id}
        approved = LeaderApproval.objects.filter(communicator__in=people, state=LeaderApproval.State.APPROVED)
        self._approvals = list(approved.values_list("communicator", "association", "decided_on"))

    def parts(self, circle: Circle) -> dict[int, str]:
        """Who leads as a rule → the part."""
        return self._parts[circle.pk]

    def is_approved(self, communicators: Collection[int], circle: Circle, day: date) -> bool:
        """Whether one of them was approved by the circle's association (any, where none stands behind it)."""
        return any(
            communicator in communicators and since and since <= day
            for communicator, association, since in self._approvals
            if circle.association_id in (None, association)
        )


def meeting_of(
    session: Session, circle: Circle, attended: Attended, leading: Leading, facts: RuleFacts, moment: datetime
) -> Meeting:
    leaders, came = leading.parts(circle), attended.get(session.pk, frozenset())
    present = {one for one, part in leaders.items() if part != CircleLeader.Part.LEADER or not session.substitute_id}
    present |= {session.substitute_id} if session.substitute_id else set()
    day, count = timezone.localdate(session.starts_at), max(1, len(present))
    return Meeting(
        number=session.ordinal,
        day=day,
        held=session.status == Session.Status.HELD,
        attended=came,
        leaders=count,
        guests=max(0, (session.adults_counted or 0) - len(came) - count),
        hours=_hours(session, facts),
        register_missing=past_without_register(
            status=session.status,
            ends_at=session.ends_at,
            register_closed=session.register_closed_at is not None,
            now=moment,
        ),
        confirmed=session.study_hours is not None,
        approved_leader=leading.is_approved(present, circle, day),
    )


def _hours(session: Session, facts: RuleFacts) -> int:
    if session.study_hours is not None:
        return session.study_hours
    minutes = minutes_between(session.starts_at, session.ends_at)
    return propose_hours(minutes=minutes, break_minutes=session.break_minutes, facts=facts).hours


def left_out_of(seats: Sequence[Enrolment], sessions: Sequence[Session], facts: RuleFacts) -> frozenset:
    """The seats that are not in the figures for the grant: by choice, or because the person is too young."""
    year = timezone.localdate(sessions[0].starts_at).year if sessions else timezone.localdate().year
    return frozenset(
        seat.pk for seat in seats if not seat.in_grant_figures or too_young(seat.participant.birth_band, year, facts)
    )


def _facts_of(
    circle: Circle, seats: Sequence[Enrolment], leaders: Collection, meetings: Sequence[Meeting], sessions
) -> CircleFacts:
    people = [seat.participant_id for seat in seats]
    return CircleFacts(
        days=[meeting.day for meeting in meetings],
        work_plan_on=timezone.localdate(circle.work_plan_at) if circle.work_plan_at else None,
        people=len(seats) + len(leaders),
        births={seat.pk: seat.participant.birth_band for seat in seats},
        hours=hours_in_year(people, meetings[0].day.year) if meetings else {},
        left_out=frozenset(seat.pk for seat in seats if not seat.in_grant_figures),
        unapproved=[one.number for one in meetings if not one.held and not one.approved_leader],
        doubles=_doubles(circle, people, sessions),
    )


def hours_in_year(people: Sequence[int], year: int, *, but: Circle | None = None) -> dict[int, int]:
    """Participant → study hours of the meetings attended in the calendar year, in all circles."""
    came = Attendance.objects.filter(
        enrolment__participant__in=people,
        status__in=ATTENDED,
        session__status=Session.Status.HELD,
        session__starts_at__year=year,
    )
    if but is not None:
        came = came.exclude(session__circle=but)
    rows = came.order_by().values("enrolment__participant").annotate(hours=Sum("session__study_hours"))
    return {row["enrolment__participant"]: row["hours"] or 0 for row in rows}


def _doubles(circle: Circle, people: Sequence[int], sessions: Sequence[Session]) -> int:
    """How many are in another circle that meets between this one's first and last day."""
    if not sessions:
        return 0
    between = Session.objects.filter(
        circle=OuterRef("circle"), starts_at__gte=sessions[0].starts_at, starts_at__lte=sessions[-1].ends_at
    ).exclude(status=Session.Status.CANCELLED)
    others = Enrolment.objects.filter(Exists(between), participant__in=people, status__in=SEATED)
    return others.exclude(circle=circle).exclude(circle__status="cancelled").values("participant").distinct().count()
