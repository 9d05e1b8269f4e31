"""Which circle of Ringar a list speaks of: the same title, place and calendar year (rule 9 of study circles)."""

from datetime import date

from django.utils import timezone

from circles.models import Circle
from circles.rules.register_reading.reading import CircleRead
from core.search import folded
from organisations.models import Hub


def standing_circle(read: CircleRead, hub: Hub | None) -> Circle | None:
    """The circle that meets on the list's days, else that began in the same year, else that has no meetings yet.

    A title begins anew each calendar year, and is another circle then. A cancelled one is never meant.
    """
    if hub is None:
        return None
    same = Circle.objects.filter(hub=hub, municipality=read.municipality, search_text=folded(read.title))
    found = same.exclude(status=Circle.Status.CANCELLED).prefetch_related("sessions").order_by("-pk")
    listed = {session.day for session in read.sessions}
    ranked = [(_likeness(days_of(circle), listed), circle) for circle in found]
    fitting = [(likeness, circle) for likeness, circle in ranked if likeness is not None]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def days_of(circle: Circle) -> set[date]:
    """The days of its sessions, by the Swedish calendar."""
    return {timezone.localtime(session.starts_at).date() for session in circle.sessions.all()}


def _likeness(held: set[date], listed: set[date]) -> tuple[int, int] | None:
    """How much speaks for it, to compare; None for another circle."""
    if common := len(held & listed):
        return 2, common
    if not held or not listed:
        return 0, 0
    return (1, 0) if min(held).year == min(listed).year else None
