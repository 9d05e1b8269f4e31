"""Invite a person from the machine: how the first administrator of an installation comes in."""

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import translation

from accounts.access.roles import Role
from audit.events import CONSOLE
from organisations.invitations import AccountClosed, HasRole, invite
from organisations.models import Hub, Organisation


class Command(BaseCommand):
    help = "Mail an invitation to take up a role (administrator unless said otherwise)."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--organisation", required=True, help="its name; made if it is not known yet")
        parser.add_argument("--kind", choices=Organisation.Kind.values, default=Organisation.Kind.CIVIL_SOCIETY)
        parser.add_argument("--role", choices=Role.values, default=Role.ADMINISTRATOR)
        parser.add_argument("--hub", action="append", default=[], help="a hub's name, for roles that work in hubs")
        parser.add_argument("--site", required=True, help="the address of this site, https://…")
        parser.add_argument("--language", default="sv")

    def handle(self, *, email, name, organisation, kind, role, hub, site, language, **options):
        hubs = list(Hub.objects.filter(name__in=hub))
        if unknown := set(hub) - {row.name for row in hubs}:
            raise CommandError(f"No such hub: {', '.join(sorted(unknown))}.")
        row, _ = Organisation.objects.get_or_create(name=organisation, defaults={"kind": kind})
        try:
            with translation.override(language):
                invite(
                    email=email,
                    name=name,
                    organisation=row,
                    role=Role(role),
                    hubs=hubs,
                    link_of=lambda token: f"{site.rstrip('/')}{reverse('stewardship:invitation', args=[token])}",
                    by=CONSOLE,
                )
        except AccountClosed:
            raise CommandError(f"The account of {email} is shut off. Open it again first.") from None
        except HasRole:
            raise CommandError(f"{email} has that role already. No letter was sent.") from None
        self.stdout.write(f"An invitation is on its way to {email}.")
