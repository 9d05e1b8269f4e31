"""The rule coach: how far a circle is from counting as a study circle, said while there is time to act.

Three people, three meetings, nine study hours. A meeting may be held and still not count; the coach says why.
Source of every number: RuleSet.source.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from circles.rules.facts import RuleFacts
from circles.rules.verdict import Reason, reason


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of the circle. `attended` holds opaque ids; `hours` are confirmed, or proposed where none are.

    `register_missing`: it is over, and nobody has said whether it was held. `confirmed`: the hours are.
    """

    number: int
    day: date
    held: bool
    attended: frozenset = frozenset()
    leaders: int = 1
    guests: int = 0
    hours: int = 0
    approved_leader: bool = True
    register_missing: bool = False
    confirmed: bool = False

    @property
    def reportable_people(self) -> int:
        return len(self.attended) + self.leaders

    @property
    def met_people(self) -> int:
        return self.reportable_people + self.guests


@dataclass(frozen=True, slots=True)
class Ring:
    """`done` of `needed`; `reached_on` is when the plan would fill it, None where it is full or can't be.

    `by_register`: that day has been, and its missing register is what would fill the ring.
    """

    done: int
    needed: int
    reached_on: date | None = None
    by_register: bool = False

    @property
    def full(self) -> bool:
        return self.done >= self.needed

    @property
    def filled(self) -> int:
        return min(self.done, self.needed)


@dataclass(frozen=True, slots=True)
class NotCounting:
    number: int
    day: date
    reason: Reason


@dataclass(frozen=True, slots=True)
class Coach:
    """`people` is the smallest count at a meeting that counts; `met` and `reportable` are numbers of meetings,
    `met_people` and `counted_people` of persons. `unconfirmed` are the numbers of meetings that count by proposed
    hours: the totals take them in when the hours are confirmed. `notes` are what the rules say of the circle as a
    whole."""

    people: Ring
    meetings: Ring
    hours: Ring
    met: int
    reportable: int
    not_counting: tuple[NotCounting, ...]
    not_yet_seen: int
    last_first_meeting: date | None
    met_people: int
    counted_people: int
    unconfirmed: tuple[int, ...] = ()
    notes: tuple[Reason, ...] = ()

    @property
    def status(self) -> str:
        """'counts', 'on_way' while the plan still can reach it, else 'short'."""
        if self.meetings.full and self.hours.full and self.people.full:
            return "counts"
        reachable = all(ring.full or ring.reached_on for ring in (self.meetings, self.hours))
        return "on_way" if reachable else "short"


def why_not(meeting: Meeting, facts: RuleFacts) -> Reason | None:
    """Why a held meeting isn't reportable, the reason nearest to hand first; None where it is."""
    if meeting.reportable_people < facts.min_present:
        return reason("too_few_present", people=meeting.reportable_people, least=facts.min_present)
    if meeting.reportable_people > facts.max_people:
        return reason("too_many_present", people=meeting.reportable_people, most=facts.max_people)
    if not meeting.approved_leader:
        return reason("leader_not_approved")
    if meeting.hours < 1:
        return reason("no_whole_hour", minutes=facts.minutes_per_hour)
    return None


def coach(
    meetings: Sequence[Meeting],
    enrolled: frozenset,
    facts: RuleFacts,
    *,
    left_out: frozenset = frozenset(),
    notes: tuple[Reason, ...] = (),
) -> Coach:
    """The three rings of a circle whose `meetings` come in order of time, cancelled ones left out. Who is `left_out`
    of the figures is at the meetings like anybody, and isn't a counted participant.
    """
    held = [meeting for meeting in meetings if meeting.held]
    met = frozenset().union(*(meeting.attended for meeting in held))
    coming = [meeting for meeting in meetings if not meeting.held]
    counting = [meeting for meeting in held if why_not(meeting, facts) is None]
    return Coach(
        people=_people(held, counting, facts),
        meetings=_meetings(counting, coming, facts),
        hours=_hours(counting, coming, facts),
        met=len(held),
        reportable=len(counting),
        not_counting=tuple(
            NotCounting(meeting.number, meeting.day, found)
            for meeting in held
            if (found := why_not(meeting, facts)) is not None
        ),
        not_yet_seen=len(enrolled - met),
        last_first_meeting=_last_of_the_first(meetings, facts),
        met_people=len(met),
        counted_people=len(counted_participants(counting, facts, left_out=left_out)),
        unconfirmed=tuple(meeting.number for meeting in counting if not meeting.confirmed),
        notes=notes,
    )


def _people(held, counting, facts) -> Ring:
    least = min((meeting.reportable_people for meeting in counting or held), default=0)
    return Ring(least, facts.min_present)


def _meetings(counting, coming, facts) -> Ring:
    missing = facts.min_sessions - len(counting)
    if not 0 < missing <= len(coming):
        return Ring(len(counting), facts.min_sessions)
    last = coming[missing - 1]
    return Ring(len(counting), facts.min_sessions, last.day, last.register_missing)


def _hours(counting, coming, facts) -> Ring:
    done = so_far = sum(meeting.hours for meeting in counting)
    if done >= facts.min_hours:
        return Ring(done, facts.min_hours)
    for meeting in coming:
        so_far += meeting.hours
        if so_far >= facts.min_hours:
            return Ring(done, facts.min_hours, meeting.day, meeting.register_missing)
    return Ring(done, facts.min_hours)


def _last_of_the_first(meetings, facts) -> date | None:
    """The last of the first meetings, where a person must have been once, while it still lies ahead."""
    first = meetings[: facts.counted_needs_first]
    ahead = first and not first[-1].held and not first[-1].register_missing
    return first[-1].day if ahead else None


def counted_participants(counting: Sequence[Meeting], facts: RuleFacts, *, left_out: frozenset) -> frozenset:
    """Of those who came to the meetings that count, the ones in the figures: also who has left since."""
    came = frozenset().union(*(meeting.attended for meeting in counting))
    return frozenset(one for one in came - left_out if counts_as_participant(one, counting, facts))


def counts_as_participant(person, counting: Sequence[Meeting], facts: RuleFacts) -> bool:
    """At least three meetings, one of the first three of the circle, and nine hours; where the rule is on."""
    return why_no_participant(person, counting, facts) is None


def why_no_participant(person, counting: Sequence[Meeting], facts: RuleFacts) -> Reason | None:
    """What the person lacks in the meetings that count; None for a counted participant."""
    there = [meeting for meeting in counting if person in meeting.attended]
    if not there:
        return reason("no_counting_meeting")
    if not facts.counted_rule_on:
        return None
    if not any(meeting.number <= facts.counted_needs_first for meeting in there):
        return reason("none_of_the_first", first=facts.counted_needs_first)
    if len(there) < facts.counted_needs_sessions:
        return reason("too_few_meetings", meetings=len(there), needed=facts.counted_needs_sessions)
    hours = sum(meeting.hours for meeting in there)
    if hours < facts.counted_needs_hours:
        return reason("too_few_hours", hours=hours, needed=facts.counted_needs_hours)
    return None


def may_yet_count(person, counting: Sequence[Meeting], pending: Sequence[Meeting], facts: RuleFacts) -> bool:
    """Whether the person would count if the `pending` meetings did: those to come with her there, and those held
    whose hours are not confirmed."""
    hoped = [one if one.held else replace(one, attended=one.attended | {person}) for one in pending]
    return counts_as_participant(person, [*counting, *hoped], facts)
