"""Fill in what every installation needs. Run again, it adds and changes nothing that people have edited."""

import json

from django.core.management.base import BaseCommand
from django.db import transaction

from circles import reference as circles
from communicators import reference as communicators
from directory import reference as directory
from materials import reference as materials
from organisations import reference as organisations
from participants import reference as participants

# Places and languages come first: the others point at them.
ROOMS = [organisations, communicators, materials, directory, participants, circles]


class Command(BaseCommand):
    help = "Municipalities, languages, programmes, courses, rule sets, needs and consent texts (idempotent)."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="standard output holds JSON alone")

    @transaction.atomic
    def handle(self, *args, **options):
        counts = {name: count for room in ROOMS for name, count in room.seed().items()}
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        for name, count in counts.items():
            self.stdout.write(f"{count:4}  {name.replace('_', ' ')}")
