"""What the parts of the demo world share: the day, the dice, the people and the places, by short names."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import cycle
from random import Random

from django.utils import timezone

from circles.models import Session
from demo.story import Story
from organisations.models import Language, Municipality

DOMAIN = "ringar.example"


@dataclass
class World:
    now: datetime
    rng: Random
    password: str
    story: Story
    users: dict = field(default_factory=dict)  # by the part of the address before @
    organisations: dict = field(default_factory=dict)
    hubs: dict = field(default_factory=dict)
    leaders: dict = field(default_factory=dict)  # communicators by the part of the address before @
    circles: dict = field(default_factory=dict)  # by title
    keys: dict = field(default_factory=dict)  # short name → title, of the circles that others tell of
    offers: dict = field(default_factory=dict)
    studies: dict = field(default_factory=dict)  # by code
    releases: dict = field(default_factory=dict)  # the latest of each study, by its code
    numbers: dict = field(default_factory=dict)  # of the latest "Vägar vidare" in each hub
    project: object = None
    cancel_reasons: object = field(default_factory=lambda: cycle(Session.CancelReason.values))
    # Why a coordinator opened a signed list again: the first few lists of the world.
    reopen_reasons: object = field(default_factory=lambda: iter(("hours_differ", "people_differ", "session_missing")))

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def moment(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        """Swedish wall-clock time."""
        return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())

    def days(self, number: int, hour: int = 9, minute: int = 0) -> datetime:
        """So many days from today (negative: ago) at that hour."""
        return self.moment(self.today + timedelta(days=number), hour, minute)

    def workdays_ago(self, number: int, hour: int = 9) -> datetime:
        """At least so many Mondays to Fridays back."""
        day = self.today
        while number:
            day -= timedelta(days=1)
            number -= day.weekday() < 5
        return self.moment(day, hour)

    def language(self, code: str) -> Language:
        return Language.objects.get(code=code)

    def place(self, name: str) -> Municipality:
        return Municipality.objects.get(name=name)


def world(now: datetime, seed: int, password: str) -> World:
    return World(now, Random(seed), password, Story(until=now))
