"""A circle's page for participants: opened, closed, given another link, filled with facts."""

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.models import Circle, CirclePage
from circles.public_page.links import link_hash, new_link
from circles.querysets import MEETING
from circles.rules.verdict import Refused, reason


@transaction.atomic
def open_page(*, circle: Circle, by) -> CirclePage:
    """The page with its link; one that was closed opens again with another link, so that the old one stays dead.

    Refused for a circle that isn't planned or running.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    if circle.status not in MEETING:
        raise Refused(reason("page_needs_circle"))
    page = CirclePage.objects.filter(circle=circle).first()
    if page is not None and page.closed_at is None:
        return page
    page = page or CirclePage(circle=circle)
    page.closed_at = None
    _give_link(page)
    record("circle_page.open", page, by=by)
    return page


@transaction.atomic
def change_link(*, page: CirclePage, by) -> CirclePage:
    """Another link. The one before is dead, on every invitation it is printed on."""
    page = CirclePage.objects.select_for_update().get(pk=page.pk)
    _give_link(page)
    record("circle_page.change_link", page, by=by)
    return page


@transaction.atomic
def close_page(*, page: CirclePage, by) -> bool:
    """Nobody can read it any more; False where it was closed before. What is written on it stays."""
    closed = CirclePage.objects.filter(pk=page.pk, closed_at=None).update(closed_at=timezone.now())
    if closed:
        record("circle_page.close", page, by=by)
    return bool(closed)


@transaction.atomic
def edit_page(*, page: CirclePage, by, **facts) -> CirclePage:
    """What the page says; `facts` are fields of CirclePage. The link stays as it is, whoever changes it meanwhile."""
    for name, value in facts.items():
        setattr(page, name, value)
    page.save(update_fields=[*facts, "updated_at"])
    record("circle_page.edit", page, by=by, fields=sorted(facts))
    return page


def _give_link(page: CirclePage) -> None:
    page.link = new_link()
    page.link_hash, page.linked_at = link_hash(page.link), timezone.now()
    page.save()
