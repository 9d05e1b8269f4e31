"""Tell the whole demo world."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.test.utils import override_settings

from demo.answers import tell_today
from demo.films import tell_films
from demo.history import tell_history
from demo.leaders import tell_leaders
from demo.offers import tell_offers
from demo.people import give_everyone_the_password, tell_people
from demo.present import tell_present
from demo.referrals import tell_referrals
from demo.statistics import analyse
from demo.studies import tell_studies
from demo.world import World, world
from exports.rules.halfyears import start_of

NO_LETTERS = {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


@contextmanager
def unheard() -> Iterator[None]:
    """One transaction whose letters go to nobody: the addresses are invented. They leave when it has ended."""
    with override_settings(**NO_LETTERS), transaction.atomic():
        yield


def seed(*, now: datetime, seed: int, password: str) -> World:
    """Expects the reference data, and to be `unheard`: so that a world is there whole or not at all."""
    w = world(now, seed, password)
    tell_people(w)
    tell_leaders(w)
    tell_films(w)
    tell_offers(w)
    tell_history(w, start_of(w.today))
    tell_present(w)
    tell_referrals(w)
    tell_studies(w)
    tell_today(w)
    w.story.run()
    give_everyone_the_password(w)
    analyse()
    return w
