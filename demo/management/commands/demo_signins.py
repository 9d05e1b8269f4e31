"""`manage.py demo_signins`: who can be tried in the demo world, and the one password."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.access.roles import Role
from demo.leaders import LEADERS
from demo.password import password
from demo.people import ADMIN, STAFF
from demo.told import told
from demo.world import DOMAIN

SHOWN = [
    ("leader", Role.COMMUNICATOR),
    *((address, role) for address, _name, role, *_rest in STAFF),
    (ADMIN[0], Role.ADMINISTRATOR),
]
ENGLISH = {
    Role.COMMUNICATOR: "communicator, leads circles",
    Role.COORDINATOR: "coordinator",
    Role.PARTNER: "partner worker",
    Role.CONVENER: "convener",
    Role.EVALUATOR: "evaluator",
    Role.STEWARD: "data steward",
    Role.SUPERVISOR: "supervisor",
    Role.OFFICER: "study association officer",
    Role.ADMINISTRATOR: "administrator",
}


class Command(BaseCommand):
    help = "Print the demo's people and their password."

    def handle(self, **options):
        if told() is None:
            raise CommandError("There is no demo world here. Run: python manage.py seed_demo")
        names = {address: name for address, name, *_rest in STAFF} | {ADMIN[0]: ADMIN[1]}
        names |= {leader.address: leader.name for leader in LEADERS}
        for address, role in SHOWN:
            self.stdout.write(f"  {f'{address}@{DOMAIN}':<40} {names[address]}, {ENGLISH[role]}")
        self.stdout.write(f"Password for everyone: {password(settings.RINGAR_DATA)}")
