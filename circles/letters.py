"""Letters to staff about a change of a meeting, sent once the change is saved. Neutral: no theme, no cards."""

from enum import StrEnum
from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.access.roles import Role
from accounts.models import User
from circles.models import Session
from core.lists import in_a_row
from core.site import whole_address
from organisations.models import Membership


class Change(StrEnum):
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    ADDED = "added"
    SUBSTITUTE = "substitute"
    WANTED = "wanted"


def staff_of(session: Session) -> list[User]:
    """Who works with the meeting: the circle's leaders, its substitute, the hub's coordinators; by name."""
    circle = session.circle
    led = circle.leader_links.as_a_rule()
    leading = Membership.objects.active().filter(role=Role.COMMUNICATOR).values("user")
    coordinating = Membership.objects.active().filter(role=Role.COORDINATOR, hubs=circle.hub_id).values("user")
    leaders = User.objects.filter(pk__in=leading, communicator__in=led.values("communicator"))
    substitute = User.objects.filter(pk__in=leading, communicator=session.substitute_id or 0)
    people = leaders.union(substitute, User.objects.filter(pk__in=coordinating))
    return sorted(people, key=lambda user: (user.name, user.pk))


def tell_staff(session: Session, change: Change, *, by) -> None:
    """One letter each, in the language of the reader; not to who made the change, nor about what is over.

    A mail server that is away is logged and stops nothing: the page says who should know.
    """
    if session.ends_at < timezone.now():
        return
    for user in staff_of(session):
        if user != by:
            letter = partial(send_mail, *_letter(session, change, user, by), None, [user.email])
            transaction.on_commit(letter, robust=True)


def _letter(session: Session, change: Change, user: User, by) -> tuple[str, str]:
    address = whole_address(reverse("circles:session", args=[session.public_id]))
    context = {"session": session, "circle": session.circle, "change": change, "by": by, "link": address}
    with translation.override(user.language):
        context["place"] = in_a_row([session.place_name, session.room_name])
        subject = render_to_string("circles/letters/session_subject.txt", context)
        return " ".join(subject.split()), render_to_string("circles/letters/session.txt", context)
