"""The proposed study hours of several sessions at once: two queries, however many sessions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from circles.models import RuleSet, Session
from circles.rules.facts import RuleFacts
from circles.rules.study_hours import HoursProposal, propose_hours


def proposals_for(sessions: Sequence[Session]) -> dict[int, HoursProposal]:
    """Session key → what `actions.hours.proposal_for` says of it."""
    if not sessions:
        return {}
    rules, weeks = list(RuleSet.objects.order_by("-valid_from")), _weeks(sessions)
    return {session.pk: _proposal(session, rules, weeks) for session in sessions}


def _proposal(session: Session, rules: list[RuleSet], weeks: dict) -> HoursProposal:
    others = [hours for pk, hours in weeks.get(_week_of(session), ()) if pk != session.pk]
    return propose_hours(
        minutes=session.minutes,
        break_minutes=session.break_minutes,
        facts=facts_on(rules, timezone.localdate(session.starts_at)),
        week_meetings=len(others),
        week_hours=sum(hours or 0 for hours in others),
    )


def facts_on(rules: Sequence[RuleSet], day: date) -> RuleFacts:
    """Of rule sets, the latest first, the one in force on `day`; before the first of them, the first."""
    found = next((one for one in rules if one.valid_from <= day), rules[-1])
    return RuleFacts(**{name: getattr(found, name) for name in RuleFacts.__dataclass_fields__})


def _weeks(sessions: Sequence[Session]) -> dict[tuple, list]:
    """(circle, Monday) → (key, study hours) of every held session in the weeks of `sessions`."""
    first, last = min(one.starts_at for one in sessions), max(one.starts_at for one in sessions)
    week = timedelta(days=7)
    held = Session.objects.filter(
        circle__in={one.circle_id for one in sessions},
        status=Session.Status.HELD,
        starts_at__gt=first - week,
        starts_at__lt=last + week,
    )
    found: dict[tuple, list] = {}
    for pk, circle, starts_at, hours in held.values_list("pk", "circle", "starts_at", "study_hours"):
        found.setdefault((circle, _monday(starts_at)), []).append((pk, hours))
    return found


def _week_of(session: Session) -> tuple[int, date]:
    return session.circle_id, _monday(session.starts_at)


def _monday(moment: datetime) -> date:
    day = timezone.localdate(moment)
    return day - timedelta(days=day.weekday())
