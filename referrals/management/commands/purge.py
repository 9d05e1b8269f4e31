"""Deletes contact details that have outlived their use. Run daily."""

from django.core.management.base import BaseCommand

from referrals.actions import purge_contact_details


class Command(BaseCommand):
    help = "Delete referrals' contact details 90 days after the end, 180 after the last event."

    def handle(self, **options):
        count = purge_contact_details()
        self.stdout.write(f"Contact details deleted in {count} referrals.")
