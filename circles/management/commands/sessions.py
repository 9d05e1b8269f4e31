"""python manage.py sessions --leader EMAIL [--circle TITLE | --hub NAME] --json: sessions by the Swedish clock."""

import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from circles.calendars import add_scope, asked_calendar


class Command(BaseCommand):
    help = "List a person's sessions, or a circle's or hub's: id, local start and end, status."

    def add_arguments(self, parser):
        parser.add_argument("--leader", required=True, metavar="EMAIL", help="who asks: a leader, or a coordinator")
        add_scope(parser)
        parser.add_argument("--json", action="store_true")

    def handle(self, *, leader, circle=None, hub=None, **options):
        rows = [_row(session) for session in asked_calendar(leader, circle=circle, hub=hub).sessions]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write("  ".join(row.values()))


def _row(session) -> dict[str, str]:
    """Local ISO 8601 times with their offset: 2026-11-24T17:30:00+01:00 is half past five on a Swedish clock."""
    return {
        "id": str(session.public_id),
        "start": _local(session.starts_at),
        "end": _local(session.ends_at),
        "status": "cancelled" if session.circle.status == "cancelled" else session.status,
    }


def _local(moment) -> str:
    return timezone.localtime(moment).isoformat()
