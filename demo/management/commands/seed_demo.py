"""`manage.py seed_demo`: tell the invented world, once."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from core.times import date_words
from demo.bench_world import fill
from demo.fresh import begin_anew
from demo.password import password
from demo.seed import seed as tell
from demo.seed import unheard
from demo.statistics import analyse
from demo.told import Told, is_empty, note, told

SIZES = ("small", "large")
NO_TABLES = "The database has no tables yet. Run first: manage.py migrate, and manage.py createcachetable."


class Command(BaseCommand):
    help = "Fill an empty database with the invented world of the demo. A second time says so and changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=7, help="another number tells another world")
        parser.add_argument("--size", choices=SIZES, default="small", help="large adds 10 000 circles in bulk")
        parser.add_argument("--fresh", action="store_true", help="throw away an earlier demo world first")

    def handle(self, *, seed: int, size: str, fresh: bool, **options):
        if settings.RINGAR_PRODUCTION:
            raise CommandError("A demo world has no place in a production database.")
        try:
            earlier = told()
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(NO_TABLES) from error
        if earlier and not fresh:
            self.stdout.write(_here_already(earlier))
            return
        if earlier:
            begin_anew()
        elif not is_empty():
            raise CommandError("This database holds people already. The demo world needs an empty one.")
        self._tell(seed, size)

    def _tell(self, seed: int, size: str) -> None:
        self.stdout.write("Telling the demo world …")
        self.stdout.flush()
        call_command("seed_reference", verbosity=0, stdout=StringIO())
        with unheard():
            tell(now=timezone.now(), seed=seed, password=password(settings.RINGAR_DATA))
            note(seed, "small")
        if size == "large":  # minutes: whoever breaks it off has a demo world, and --fresh begins it anew
            fill(seed=seed, say=self.stdout.write)
            analyse()
            note(seed, size)
        self.stdout.write("The demo world is ready.")


def _here_already(earlier: Told) -> str:
    said = f"The demo world is here already (seed {earlier.seed}, {earlier.size}). Nothing changed."
    if earlier.day == timezone.localdate():
        return said
    return (
        f"{said}\nIt was told on {date_words(earlier.day)}, so its tonight has passed. For a world of today, stop the "
        "demo and run: python manage.py seed_demo --fresh"
    )
