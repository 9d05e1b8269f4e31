"""What the rule coach is fed with: a circle's meetings, its people, and what they do elsewhere the same year."""

from collections import defaultdict
from collections.abc import Sequence
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
    seats = list(circle.enrolments.seated().select_related("participant"))
    to_be = [one for one in sessions if one.status != Session.Status.CANCELLED]
    meetings = meetings_of(circle, to_be, attended, facts, moment)
    left_out = left_out_of(seats, to_be, facts)
    return coach(
        meetings,
        frozenset(seat.pk for seat in seats),
        facts,
        left_out=left_out,
        notes=circle_notes(_facts_of(circle, seats, meetings, to_be), facts),
    )


def rules_of(sessions: Sequence[Session]) -> RuleFacts:
    return facts_for(sessions[0] if sessions else timezone.localdate())


def meetings_of(
    circle: Circle, sessions: Sequence[Session], attended: Attended, facts: RuleFacts, moment: datetime
) -> list[Meeting]:
    leaders = _leaders(circle)
    approvals = _approvals(circle, [*leaders, *(one.substitute_id for one in sessions if one.substitute_id)])
    return [_meeting(one, attended.get(one.pk, frozenset()), leaders, approvals, facts, moment) for one in sessions]


def _leaders(circle: Circle) -> dict[int, str]:
    """Who leads as a rule → the part. Substitutes of single meetings stand at those meetings."""
    links = circle.leader_links.filter(ended_on=None).exclude(part=CircleLeader.Part.SUBSTITUTE, until__isnull=False)
    return dict(links.values_list("communicator", "part"))


def _approvals(circle: Circle, communicators) -> dict[int, date]:
    """Who is approved by the circle's association (any, where none stands behind it) → since when."""
    found = LeaderApproval.objects.filter(communicator__in=communicators, state=LeaderApproval.State.APPROVED)
    if circle.association_id:
        found = found.filter(association=circle.association_id)
    return dict(found.values_list("communicator", "decided_on"))


def _meeting(
    session: Session, attended: frozenset, leaders: dict, approvals: dict, facts: RuleFacts, moment
) -> Meeting:
    present = {one for one, part in leaders.items() if part != CircleLeader.Part.LEADER or not session.substitute_id}
    present |= {session.substitute_id} if session.substitute_id else set()
    day, count = timezone.localdate(session.starts_at), max(1, len(present))
    return Meeting(
        number=session.ordinal,
        day=day,
        held=session.status == Session.Status.HELD,
        attended=attended,
        leaders=count,
        guests=max(0, (session.adults_counted or 0) - len(attended) - count),
        hours=_hours(session, facts),
        register_missing=past_without_register(
            status=session.status,
            ends_at=session.ends_at,
            register_closed=session.register_closed_at is not None,
            now=moment,
        ),
        approved_leader=any(approvals.get(one) and approvals[one] <= day for one in present),
    )


def _hours(session: Session, facts: RuleFacts) -> int:
    if session.study_hours is not None:
        return session.study_hours
    return propose_hours(minutes=session.minutes, break_minutes=session.break_minutes, facts=facts).hours


def left_out_of(seats: Sequence[Enrolment], sessions: Sequence[Session], facts: RuleFacts) -> frozenset:
    """The seats that are not in the figures for the grant: by choice, or because the person is too young."""
    year = timezone.localdate(sessions[0].starts_at).year if sessions else timezone.localdate().year
    return frozenset(
        seat.pk for seat in seats if not seat.in_grant_figures or too_young(seat.participant.birth_band, year, facts)
    )


def _facts_of(circle: Circle, seats: Sequence[Enrolment], meetings: Sequence[Meeting], sessions) -> CircleFacts:
    people = [seat.participant_id for seat in seats]
    return CircleFacts(
        days=[meeting.day for meeting in meetings],
        work_plan_on=timezone.localdate(circle.work_plan_at) if circle.work_plan_at else None,
        people=len(seats) + len(_leaders(circle)),
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
