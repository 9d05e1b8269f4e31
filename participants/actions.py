"""Writes of this room: a new card, a yes, a yes taken back, and a communicator's own name notes."""

from collections.abc import Iterable, Mapping
from random import Random, SystemRandom

from django.db import transaction
from django.utils import timezone

from audit.events import record
from organisations.models import Hub
from participants.models import Consent, ConsentPurpose, NameNote, NameNoteLock, Participant
from participants.rules.cards import Card, draw


@transaction.atomic
def give_consent(
    *,
    by,
    participant: Participant,
    purpose: ConsentPurpose,
    given: Consent.Given,
    language,
    text_version: int,
    organisations: Iterable = (),
    fields: Iterable[str] = (),
) -> Consent:
    """A yes as it was given: how, in which language, to which version of the text; for a referral also for whom
    and which kinds of fact (codes of referrals.rules.consent)."""
    consent = Consent.objects.create(
        participant=participant,
        purpose=purpose,
        text_version=text_version,
        language=language,
        given=given,
        given_at=timezone.now(),
        recorded_by=by,
        fields=sorted(fields),
    )
    consent.organisations.set(organisations)
    record("consent.given", consent, by=by, purpose=str(purpose), how=str(given))
    return consent


@transaction.atomic
def withdraw_consent(*, by, consent: Consent) -> bool:
    """Take a yes back; False where it was taken back before. What rested on it is its room's to end."""
    withdrawn = Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if withdrawn:
        consent.refresh_from_db(fields=["withdrawn_at"])
        record("consent.withdrawn", consent, by=by, purpose=consent.purpose)
    return bool(withdrawn)


@transaction.atomic
def issue_card(*, hub: Hub, by, rng: Random | None = None, **facts) -> Participant:
    """A new person in the hub with a card nobody there has. `facts` are the coarse bands of Participant's fields.

    `rng` None: the system's own randomness. Only an invented world has a seeded one, so that it comes out the same.
    Raises participants.rules.cards.NoCardLeft.
    """
    return issue_cards(hub=hub, people=[facts], by=by, rng=rng)[0]


@transaction.atomic
def issue_cards(*, hub: Hub, people: Iterable[dict], by, rng: Random | None = None) -> list[Participant]:
    """New people in the hub, one card each, in the order given.

    The hub's row is held until the transaction ends, so that two people enrolled at once never get the same card.
    Raises participants.rules.cards.NoCardLeft.
    """
    Hub.objects.select_for_update().get(pk=hub.pk)
    taken = {Card(*parts) for parts in Participant.objects.filter(hub=hub).values_list("colour", "picture", "number")}
    return [_issue(hub, taken, rng or SystemRandom(), facts, by) for facts in people]


def _issue(hub: Hub, taken: set[Card], rng: Random, facts: dict, by) -> Participant:
    card = draw(rng, taken)
    taken.add(card)
    participant = Participant.objects.create(
        hub=hub, colour=card.colour, picture=card.picture, number=card.number, **facts
    )
    record("participant.issue_card", participant, by=by)
    return participant


@transaction.atomic
def lock_names(*, by, salt: str, rounds: int, check_text: str) -> bool:
    """A lock for all of the owner's notes; False where she has one, which only erasing takes away."""
    _, made = NameNoteLock.objects.get_or_create(
        owner=by, defaults={"salt": salt, "rounds": rounds, "check_text": check_text}
    )
    if made:
        record("name_note.locked", by=by)
    return made


@transaction.atomic
def keep_names(*, by, texts: Mapping[Participant, str]) -> int:
    """Write the locked texts; an empty one takes the note away. How many were written or taken away."""
    gone = [person for person, text in texts.items() if not text]
    NameNote.objects.filter(owner=by, participant__in=gone).delete()
    for person, text in texts.items():
        if text:
            NameNote.objects.update_or_create(owner=by, participant=person, defaults={"locked_text": text})
    if texts:
        record("name_note.saved", by=by, notes=len(texts))
    return len(texts)


@transaction.atomic
def erase_names(*, by) -> int:
    """All notes and their lock: a lost passphrase can't be had back, only begun anew. How many notes there were."""
    gone, _ = NameNote.objects.filter(owner=by).delete()
    NameNoteLock.objects.filter(owner=by).delete()
    record("name_note.erased", by=by, notes=gone)
    return gone
