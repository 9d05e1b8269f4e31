"""python manage.py calendar_feed EMAIL [--circle TITLE] [--hub NAME]: a calendar, as the feed serves it."""

import sys

from django.core.management.base import BaseCommand

from circles.calendars import add_scope, asked_calendar
from circles.feed import bytes_of


class Command(BaseCommand):
    help = "Write the calendar (RFC 5545) of the person with this e-mail address to standard output."

    def add_arguments(self, parser):
        parser.add_argument("email")
        add_scope(parser)

    def handle(self, *, email, circle=None, hub=None, **options):
        data = bytes_of(asked_calendar(email, circle=circle, hub=hub))
        out = getattr(self.stdout, "_out", sys.stdout)
        if hasattr(out, "buffer"):  # bytes: a text stream would turn CRLF into what the machine likes
            out.buffer.write(data)
            out.buffer.flush()
        else:
            out.write(data.decode())
