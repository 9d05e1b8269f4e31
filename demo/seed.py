"""Tell the whole demo world."""

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


def seed(*, now: datetime, seed: int, password: str) -> World:
    """In one transaction, so that a world is there whole or not at all. Expects the reference data.

    Letters are sent to nobody: the addresses are invented.
    """
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
    with override_settings(**NO_LETTERS), transaction.atomic():
        w.story.run()
        give_everyone_the_password(w)
        analyse()
    return w
