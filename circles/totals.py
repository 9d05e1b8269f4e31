"""The totals of a circle, to tick against the study association's e-list: by meeting, by card, and in all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from circles.coaching import attended_in, hours_in_year, left_out_of, meetings_of, rules_of
from circles.models import Circle, Enrolment, Session
from circles.rules.circle_notes import reportable_hours
from circles.rules.coach import Meeting, may_yet_count, why_no_participant, why_not
from circles.rules.facts import RuleFacts
from circles.rules.verdict import Reason, reason
from circles.words import sentence


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """What is in the figures, or the reason why it isn't."""

    reason: Reason | None

    @property
    def counts(self) -> bool:
        return self.reason is None

    @property
    def why(self) -> str:
        return sentence(self.reason) if self.reason else ""


@dataclass(frozen=True, kw_only=True)
class MeetingTotal(_Judged):
    """`met` counts everybody in the room, guests too; `reportable` the cards that are in the figures."""

    session: Session
    met: int
    reportable: int
    hours: int


@dataclass(frozen=True, kw_only=True)
class PersonTotal(_Judged):
    """`hours` are those of the meetings that count; `reported` what fits under the year's ceiling, 0 for who isn't
    a counted participant. `reason` says why somebody isn't; `may_yet` that meetings to come could make it so."""

    seat: Enrolment
    meetings: int
    hours: int
    reported: int
    left_out: bool
    may_yet: bool


@dataclass(frozen=True)
class Totals:
    circle: Circle
    meetings: tuple[MeetingTotal, ...]
    people: tuple[PersonTotal, ...]

    @property
    def met(self) -> int:
        return len(self.meetings)

    @property
    def reportable(self) -> int:
        return sum(one.counts for one in self.meetings)

    @property
    def hours(self) -> int:
        """Confirmed at all held meetings."""
        return sum(one.hours for one in self.meetings)

    @property
    def reportable_hours(self) -> int:
        return sum(one.hours for one in self.meetings if one.counts)

    @property
    def people_met(self) -> int:
        return sum(one.meetings > 0 for one in self.people)

    @property
    def people_counted(self) -> int:
        return sum(one.counts for one in self.people)

    @property
    def person_hours(self) -> int:
        """Hours times persons, as far as they can be reported."""
        return sum(one.reported for one in self.people)

    @property
    def figures(self) -> dict[str, int]:
        """Counts and hours alone, as a version of the list keeps them."""
        names = ("met", "reportable", "hours", "reportable_hours", "people_met", "people_counted", "person_hours")
        return {name: getattr(self, name) for name in names}


def totals_of(circle: Circle) -> Totals:
    """The same queries, however many sessions and people."""
    sessions = list(circle.sessions.exclude(status=Session.Status.CANCELLED).order_by("starts_at"))
    for session in sessions:
        session.circle = circle
    facts, attended = rules_of(sessions), attended_in(circle)
    seats = list(circle.enrolments.select_related("participant").order_by("enrolled_at", "pk"))
    left_out = left_out_of(seats, sessions, facts)
    meetings = meetings_of(circle, sessions, attended, facts, timezone.now())
    pairs = [(session, meeting) for session, meeting in zip(sessions, meetings, strict=True) if meeting.held]
    counting = [meeting for session, meeting in pairs if _reason(session, meeting, facts) is None]
    pending = [one for one in meetings if not one.held or (why_not(one, facts) is None and not one.confirmed)]
    return Totals(
        circle=circle,
        meetings=tuple(_meeting_total(session, meeting, left_out, facts) for session, meeting in pairs),
        people=tuple(_people(circle, seats, pairs, counting, pending, left_out, facts)),
    )


def _meeting_total(session: Session, meeting: Meeting, left_out: frozenset, facts: RuleFacts) -> MeetingTotal:
    return MeetingTotal(
        session=session,
        met=meeting.met_people,
        reportable=len(meeting.attended - left_out),
        hours=session.study_hours or 0,
        reason=_reason(session, meeting, facts),
    )


def _reason(session: Session, meeting: Meeting, facts: RuleFacts) -> Reason | None:
    """Why the meeting isn't reported. The coach counts with proposed hours; a list only with confirmed ones."""
    found = why_not(meeting, facts)
    return reason("hours_unconfirmed") if found is None and not meeting.confirmed else found


def _people(circle, seats: Sequence[Enrolment], pairs, counting, pending, left_out: frozenset, facts: RuleFacts):
    held = [meeting for _, meeting in pairs]
    year = held[0].day.year if held else 0
    elsewhere = hours_in_year([seat.participant_id for seat in seats], year, but=circle) if held else {}
    for seat in seats:
        meetings = sum(seat.pk in meeting.attended for meeting in held)
        if not meetings:
            continue
        hours = sum(meeting.hours for meeting in counting if seat.pk in meeting.attended)
        out = seat.pk in left_out
        why = reason("not_in_figures", least=facts.min_age) if out else why_no_participant(seat.pk, counting, facts)
        fits = 0 if why else reportable_hours(hours, elsewhere.get(seat.participant_id, 0), facts)
        may_yet = not out and may_yet_count(seat.pk, counting, pending, facts)
        yield PersonTotal(
            seat=seat, meetings=meetings, hours=hours, reported=fits, left_out=out, may_yet=may_yet, reason=why
        )
