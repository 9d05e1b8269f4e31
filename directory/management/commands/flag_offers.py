"""Asks for a review of offers that nobody has looked at for half a year. Run daily."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from directory.actions import flag_for_review


class Command(BaseCommand):
    help = "Flag published offers last reviewed more than 180 days ago."

    def handle(self, **options):
        count = flag_for_review(timezone.localdate())
        self.stdout.write(f"{count} offers need a review.")
