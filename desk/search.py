"""One search over what a person may see: circles, leaders, offers, code cards. Protected people are never found."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.access.policy import may
from accounts.access.verbs import Thing, Verb
from circles.access import list_seen
from circles.models import Circle, Enrolment
from communicators.models import Communicator
from core.search import folded
from desk.person import Person
from directory.models import SupportOffer
from participants.rules.cards import COLOURS, PICTURES, Card

SHOWN = 10
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    text: str
    url: str
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    icon: str
    hits: list[Hit]


def found(person: Person, words: str) -> list[Group]:
    """Groups with at least one hit, each of at most ten. Fewer than two letters find nothing."""
    needle = folded(words)
    if len(needle) < SHORTEST:
        return []
    groups = [
        Group(_("Cirklar"), "circles-three", _circles(person, needle)),
        Group(pgettext("flera", "Ledare"), "users-three", _leaders(person, needle)),
        Group(_("Stöd"), "book-open", _offers(person, needle)),
        Group(_("Kort"), "identification-card", _cards(person, needle)),
    ]
    return [group for group in groups if group.hits]


def _circles(person: Person, needle: str) -> list[Hit]:
    if not may(person.roles, Verb.SEE, Thing.CIRCLE):
        return []
    list_seen(person.user)
    rows = Circle.objects.visible_to(person.user).filter(search_text__contains=needle)
    return [
        Hit(
            row.title,
            f"{row.municipality.name} · {row.language} · {row.get_status_display()}",
            reverse("circles:circle_detail", args=[row.public_id]),
        )
        for row in rows.select_related("municipality", "language")[:SHOWN]
    ]


def _leaders(person: Person, needle: str) -> list[Hit]:
    if not may(person.roles, Verb.SEE, Thing.LEADER):
        return []
    rows = Communicator.objects.visible_to(person.user).filter(search_text__contains=needle)
    return [
        Hit(row.name, row.hub.name, reverse("communicators:communicator_detail", args=[row.public_id]))
        for row in rows.select_related("hub")[:SHOWN]
    ]


def _offers(person: Person, needle: str) -> list[Hit]:
    if not may(person.roles, Verb.SEE, Thing.OFFER):
        return []
    rows = SupportOffer.objects.visible_to(person.user).filter(search_text__contains=needle)
    return [
        Hit(row.title, row.organisation.label, reverse("directory:offer_detail", args=[row.public_id]))
        for row in rows.select_related("organisation")[:SHOWN]
    ]


def _cards(person: Person, needle: str) -> list[Hit]:
    """By any of colour, picture and number, in whichever order they are written."""
    if not may(person.roles, Verb.SEE, Thing.PARTICIPANT):
        return []
    asked = _asked_card(needle.split())
    if not asked:
        return []
    seats = Enrolment.objects.filter(circle__in=Circle.objects.visible_with_people(person.user))
    rows = seats.filter(
        participant__is_protected=False, **{f"participant__{key}": value for key, value in asked.items()}
    )
    latest = rows.select_related("participant", "circle").order_by("participant", "-enrolled_at")
    return [_card_hit(seat) for seat in _one_each(latest[: SHOWN * 5])][:SHOWN]


def _one_each(seats) -> list[Enrolment]:
    """Each person's latest seat: a card leads to the circle where its owner is met."""
    found: dict[int, Enrolment] = {}
    for seat in seats:
        found.setdefault(seat.participant_id, seat)
    return list(found.values())


def _asked_card(words: list[str]) -> dict:
    asked = {}
    for word in words:
        colour = next((code for code, one in COLOURS.items() if word in (one.common, one.neuter)), None)
        picture = next((code for code, one in PICTURES.items() if word == one.noun), None)
        digits = word.partition("-")[0]
        if colour:
            asked["colour"] = colour
        elif picture:
            asked["picture"] = picture
        elif digits.isdecimal() and len(digits) <= 2:
            asked["number"] = int(digits)
        else:
            return {}
    return asked


def _card_hit(seat: Enrolment) -> Hit:
    card = seat.participant.card
    return Hit(card.name, seat.circle.title, reverse("circles:people", args=[seat.circle.public_id]), card)
