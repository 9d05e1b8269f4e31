"""The days that a circle's meetings can be on: asked by the forms as one types, and by the actions once more."""

from datetime import date

from django.utils import timezone

from circles.models import RuleSet, Session
from circles.rules.planning import may_meet_on
from circles.rules.verdict import YES, Verdict


def may_be_on(session: Session, day: date) -> Verdict:
    """Whether the session can be on `day`; the day it has is always right. `session` may be unsaved."""
    today = timezone.localdate()
    if session.pk and day == timezone.localdate(session.starts_at):
        return YES
    near = may_meet_on(day, today=today)
    if not near.ok or not RuleSet.objects.facts_on(day).one_calendar_year:
        return near
    others = session.circle.sessions.exclude(pk=session.pk).exclude(status=Session.Status.CANCELLED)
    years = {timezone.localdate(starts_at).year for starts_at in others.values_list("starts_at", flat=True)}
    return may_meet_on(day, today=today, years=years)
