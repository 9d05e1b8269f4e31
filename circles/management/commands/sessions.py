"""python manage.py sessions --leader EMAIL --json: a leader's sessions in Swedish wall-clock time."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from circles.feed import communicator_by_email, sessions_of


class Command(BaseCommand):
    help = "List a leader's sessions: id, local start and end, status."

    def add_arguments(self, parser):
        parser.add_argument("--leader", required=True, metavar="EMAIL")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, leader, **options):
        communicator = communicator_by_email(leader)
        if communicator is None:
            raise CommandError(
                _("Ingen ledare har adressen %(email)s. Adresserna i demon skrivs ut av make demo.") % {"email": leader}
            )
        rows = [_row(session) for session in sessions_of(communicator)]
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
