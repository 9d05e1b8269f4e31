"""Whose calendar is asked for on the command line, by the same rights as on the screen."""

from contextlib import suppress
from uuid import UUID

from django.core.management.base import CommandError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from circles.access import circles_with_calendar, hubs_with_calendar
from circles.feed import Calendar, circle_calendar, hub_calendar, own_calendar
from communicators.models import Communicator
from core.lists import in_a_row


def add_scope(parser) -> None:
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--circle", metavar="TITLE", help="one circle that the person leads or coordinates, or its id")
    scope.add_argument("--hub", metavar="NAME", help="a hub that the person coordinates, or its id")


def asked_calendar(email: str, *, circle: str | None = None, hub: str | None = None) -> Calendar:
    """The person's own calendar, or that of a circle or hub. Raises CommandError with what to write instead."""
    if circle or hub:
        user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(
                _("Ingen loggar in med %(email)s. Adresserna i demon skrivs ut av make demo.") % {"email": email}
            )
        if circle:
            return circle_calendar(_one(circles_with_calendar(user), "title", circle))
        return hub_calendar(_one(hubs_with_calendar(user), "name", hub))
    communicator = Communicator.objects.filter(user__email=email.strip().lower()).first()
    if communicator is None:
        raise CommandError(
            _("Ingen ledare har adressen %(email)s. Adresserna i demon skrivs ut av make demo.") % {"email": email}
        )
    return own_calendar(communicator)


def _one(rows: QuerySet, column: str, asked: str):
    found = rows.filter(**{column: asked}).order_by("pk").last()
    with suppress(ValueError):
        found = found or rows.filter(public_id=UUID(asked)).first()
    if found is None:
        known = in_a_row(sorted(set(rows.values_list(column, flat=True)))[:10])
        raise CommandError(_("%(asked)s finns inte bland dem. Det finns: %(known)s") % {"asked": asked, "known": known})
    return found
