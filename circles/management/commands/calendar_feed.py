"""python manage.py calendar_feed EMAIL: the leader's calendar on standard output, as the feed serves it."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from circles.feed import communicator_by_email, edition_of


class Command(BaseCommand):
    help = "Write the calendar (RFC 5545) of the leader with this e-mail address to standard output."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        communicator = communicator_by_email(email)
        if communicator is None:
            raise CommandError(
                _("Ingen ledare har adressen %(email)s. Adresserna i demon skrivs ut av make demo.") % {"email": email}
            )
        data = edition_of(communicator).data
        out = getattr(self.stdout, "_out", sys.stdout)
        if hasattr(out, "buffer"):  # bytes: a text stream would turn CRLF into what the machine likes
            out.buffer.write(data)
            out.buffer.flush()
        else:
            out.write(data.decode())
