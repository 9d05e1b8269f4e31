"""Who of a list is in Ringar already. Only a key can tell, and only for the cards of the hub."""

from dataclasses import dataclass

from circles.models import Circle, Enrolment
from circles.register_import.key import Key, KeyEntry
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.nearest import nearest
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.people import name_key
from circles.rules.register_reading.reading import CircleRead, PersonRead
from organisations.models import Hub
from participants.models import Participant

NEAR = 0.85  # two spellings of one name, as difflib counts


@dataclass(frozen=True)
class Recognised:
    """Both None: a new person. `enrolment` None: a known person who is new in this circle."""

    participant: Participant | None = None
    enrolment: Enrolment | None = None


NOBODY = Recognised()


def recognise(
    read: CircleRead, hub: Hub | None, existing: Circle | None, key: Key, notes: Notes
) -> dict[int, Recognised]:
    """Each person of the circle by PersonRead.ref. A known circle without its key is an error."""
    if hub is None:
        return dict.fromkeys((person.ref for person in read.people), NOBODY)
    cards = _cards(key, hub)
    enrolled = _enrolled(existing)
    known = {entry: cards[entry] for entry in key.of_circle(read.title) if entry in cards}
    earlier = {entry: one for entry, one in known.items() if one.pk not in enrolled}
    known = {entry: one for entry, one in known.items() if one.pk in enrolled}
    if enrolled and not known:
        notes.error(read.place, "other_key" if key.entries else "key_missing", Field.CIRCLE)
        return dict.fromkeys((person.ref for person in read.people), NOBODY)
    found: dict[int, Recognised] = {}
    for person in read.people:
        taken = {one.participant.pk for one in found.values() if one.participant}
        free = {entry: one for entry, one in known.items() if one.pk not in taken}
        found[person.ref] = _here(person, free, enrolled)
    for person in read.people:
        if found[person.ref] is NOBODY:
            taken = {one.participant.pk for one in found.values() if one.participant}
            found[person.ref] = _earlier(person, earlier, taken, notes)
        if found[person.ref] is NOBODY:
            found[person.ref] = _elsewhere(person, key, cards, enrolled, notes)
        if found[person.ref] is NOBODY and enrolled:
            is_near = bool(nearest(person.name, (entry.name for entry in known), NEAR))
            notes.doubt(person.place, "new_in_known_circle", Field.PERSON, is_near=is_near)
    return found


def _cards(key: Key, hub: Hub) -> dict[KeyEntry, Participant]:
    """The people of the hub whose cards the key names."""
    parsed = {entry: card for entry in key.entries if (card := entry.parsed())}
    numbers = {card.number for card in parsed.values()}
    people = Participant.objects.filter(hub=hub, number__in=numbers) if numbers else ()
    by_card = {person.card: person for person in people}
    return {entry: by_card[card] for entry, card in parsed.items() if card in by_card}


def _enrolled(existing: Circle | None) -> dict[int, Enrolment]:
    return {row.participant_id: row for row in existing.enrolments.all()} if existing else {}


def _here(person: PersonRead, known: dict[KeyEntry, Participant], enrolled: dict[int, Enrolment]) -> Recognised:
    """By name among the key's people of this circle; two of one name are told apart by gender and band."""
    same = [participant for entry, participant in known.items() if name_key(entry.name) == person.key]
    if len(same) > 1:
        same = [participant for participant in same if _fits(person, participant)] or same
    return Recognised(same[0], enrolled.get(same[0].pk)) if same else NOBODY


def _earlier(person: PersonRead, earlier: dict[KeyEntry, Participant], taken: set[int], notes: Notes) -> Recognised:
    """By name among those of the same title in another year, unless gender or band say that it is somebody else."""
    for entry, participant in earlier.items():
        if name_key(entry.name) == person.key and participant.pk not in taken and _may_be(person, participant):
            notes.doubt(person.place, "known_from_other_circle", Field.PERSON)
            return Recognised(participant)
    return NOBODY


def _may_be(person: PersonRead, participant: Participant) -> bool:
    pairs = ((person.birth_band, participant.birth_band), (person.gender, participant.gender))
    return all(not one or not other or one == other for one, other in pairs)


def _elsewhere(person: PersonRead, key: Key, cards, enrolled: dict[int, Enrolment], notes: Notes) -> Recognised:
    """Of another circle: only name, gender and band together make it the same person, and that is told."""
    for entry in key.named(person.key):
        participant = cards.get(entry)
        if participant and person.birth_band and person.gender and _fits(person, participant):
            notes.doubt(person.place, "known_from_other_circle", Field.PERSON)
            return Recognised(participant, enrolled.get(participant.pk))
    return NOBODY


def _fits(person: PersonRead, participant: Participant) -> bool:
    return (participant.birth_band, participant.gender) == (person.birth_band, person.gender)
