"""A circle planned once more, in the next term: what the form then stands at."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone

from circles.models import Circle, Session
from circles.planning import PlanChoices, first_guess_day, next_title


def guess_from(circle: Circle, choices: PlanChoices) -> dict:
    """What the form stands at when a circle is planned once more: as it was, in the next term."""
    sessions = list(circle.sessions.filter(moved_from=None).order_by("starts_at"))
    starts = [timezone.localtime(one.starts_at) for one in sessions]
    ends = [timezone.localtime(one.ends_at) for one in sessions]
    usual = Counter((at.time(), to.time()) for at, to in zip(starts, ends, strict=True))
    begins, until = usual.most_common(1)[0][0] if usual else (time(17, 30), time(20, 30))
    count = circle.sessions.exclude(status=Session.Status.CANCELLED).count() or 10
    every = _weeks_between(starts)
    weekdays = sorted({str(at.weekday()) for at in starts}) or ["0"]
    leader = circle.leader_links.filter(ended_on=None, part="leader").first()
    kept = ("programme", "language", "municipality", "association", "project", "place", "room", "door_code", "capacity")
    return {name: getattr(circle, name) for name in kept} | {
        "title": next_title(circle.hub, circle.programme) if circle.programme else circle.title,
        "leader": leader.communicator if leader else choices.leader.first(),
        "weekdays": weekdays,
        "proposed_weekday": weekdays[0] if len(weekdays) == 1 else "",
        "starts": begins,
        "ends": until,
        "count": count,
        "every": every,
        "first_day": _next_term(starts, count * every // max(1, len(weekdays))),
        "copied_from": circle.public_id,
        "take_queue": True,
    }


def _weeks_between(starts: list[datetime]) -> int:
    """Every week, unless the weeks with a meeting most often lie further apart."""
    mondays = sorted({at.date() - timedelta(days=at.weekday()) for at in starts})
    gaps = Counter((later - sooner).days // 7 for sooner, later in pairwise(mondays))
    return min(4, gaps.most_common(1)[0][0]) if gaps else 1


def _next_term(starts: list[datetime], weeks: int) -> date:
    """The weekday of the first meeting, a week after the last one at the soonest, with room before New Year."""
    last = starts[-1].date() if starts else timezone.localdate()
    soonest = max(last, timezone.localdate())
    weekday = starts[0].weekday() if starts else soonest.weekday()
    return first_guess_day(soonest + timedelta(days=(weekday - soonest.weekday()) % 7), weeks)
