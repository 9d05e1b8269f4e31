"""The list of circles, and what a person may do on a circle's page."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils import timezone

from accounts.access.policy import may
from accounts.access.verbs import Thing, Verb
from circles.models import Circle, Session
from communicators.models import Communicator
from core.search import folded

PAGE = 40


@dataclass(frozen=True)
class CircleList:
    query: str
    show: str
    page: Page
    open_count: int
    done_count: int
    may_import: bool
    may_plan: bool


def circles_for(user, asked) -> CircleList:
    """The circles a person may see, forty a page; `asked` is the query string: q, show (open or done), page."""
    visible = Circle.objects.visible_to(user)
    query, show = asked.get("q", "").strip()[:80], "done" if asked.get("show") == "done" else "open"
    if query:
        visible = visible.filter(search_text__contains=folded(query))
    done = visible.filter(status__in=Circle.OVER)
    chosen = done if show == "done" else visible.exclude(status__in=Circle.OVER)
    rows = chosen.for_list(timezone.now()).order_by("-pk" if show == "done" else "next_start", "title")
    return CircleList(
        query=query,
        show=show,
        page=Paginator(rows, PAGE).get_page(asked.get("page")),
        open_count=visible.exclude(status__in=Circle.OVER).count(),
        done_count=done.count(),
        may_import=may(getattr(user, "roles", ()), Verb.IMPORT, Thing.CIRCLE),
        may_plan=may(getattr(user, "roles", ()), Verb.CREATE, Thing.CIRCLE),
    )


@dataclass(frozen=True)
class May:
    read: bool  # cards and registers, without working with them
    people: bool
    plan: bool  # the circle as a whole: a substitute of one meeting doesn't
    edit: bool
    mark: bool
    sign: bool
    approve: bool
    check: bool
    confirm: bool  # an imported list that the coordinator stands for


def may_do(user, circle: Circle, session: Session | None = None) -> May:
    """Which buttons the page of a circle shows, or of its `session`. The gates decide again when one is pressed."""
    mine = Circle.objects.filter(pk=circle.pk)
    plans, with_people = mine.run_by(user).exists(), mine.visible_with_people(user).exists()
    works = plans
    if session is not None:
        works = with_people = Session.objects.filter(pk=session.pk).visible_with_people(user).exists()
    roles = getattr(user, "roles", ())
    return May(
        read=not with_people and mine.read_with_people(user).exists(),
        people=with_people,
        plan=plans,
        edit=works and circle.status not in Circle.OVER,
        mark=works and may(roles, Verb.MARK, Thing.CIRCLE),
        sign=circle.status == Circle.Status.ENDED and plans and mine.led_by(user).exists(),
        approve=circle.status == Circle.Status.AWAITING_APPROVAL and mine.approved_by(user).exists(),
        check=circle.status == Circle.Status.SIGNED and mine.checked_by(user).exists(),
        confirm=circle.is_imported and circle.status == Circle.Status.ENDED and mine.coordinated_by(user).exists(),
    )


def other_leaders(circle: Circle):
    """Communicators of the circle's hub who don't lead it now."""
    leading = circle.leader_links.filter(ended_on=None).values("communicator")
    return Communicator.objects.filter(hub=circle.hub_id, is_active=True).exclude(pk__in=leading)
