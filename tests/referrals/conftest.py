"""A referral on its way, at whichever place a test needs it."""

from datetime import date

import pytest

from participants.models import Consent, ConsentText
from referrals import actions


@pytest.fixture
def texts(world):
    """Reviewed consent texts in Swedish and English; the Arabic one waits for its reader."""
    for code, reviewer in (("sv", "Redaktionen"), ("en", "Redaktionen"), ("ar", "")):
        ConsentText.objects.create(
            purpose="referral",
            version=1,
            language=world.languages[code],
            text=f"Får vi fråga? ({code})",
            reviewed_by=reviewer,
            valid_from=date(2024, 1, 1),
        )


@pytest.fixture
def person(world):
    """A card in Sahar's circle."""
    return world.circle.enrolments.order_by("pk").first().participant


@pytest.fixture
def draft(world, person):
    """Offered by Sahar, with contact details and no answer yet."""
    return actions.create_draft(
        by=world.sahar,
        participant=person,
        needs=world.offer.needs.all(),
        language=world.languages["prs"],
        municipality=world.places["Malmö"],
        contact={"phone": "070-123 45 67", "area": "Söder", "times": ["weekday_morning"]},
        offered_by=world.sahar.communicator,
    )


@pytest.fixture
def consented(world, draft):
    """The person has said yes to IM, and to everything the draft holds."""
    return say_yes(world, draft)


def say_yes(world, draft, *, to=("im",), fields=("contact", "area", "times")):
    return actions.record_consent(
        by=world.sahar,
        referral=draft,
        given=Consent.Given.SPOKEN,
        language=draft.language,
        text_version=1,
        organisations=[world.organisations[key] for key in to],
        fields=fields,
    )


@pytest.fixture
def sent(world, consented):
    """Eva has asked IM."""
    return actions.send(by=world.eva, referral=consented, offer=world.offer)


@pytest.fixture
def accepted(world, sent):
    return actions.accept(by=world.im, referral=sent, contact_person="Maja Ek")
