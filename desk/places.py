"""The places a role works in: what the rail and the phone's bottom navigation are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access.roles import Role


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is a URL name without arguments, `icon` one of the sprite, `waiting` the key of a count, if any."""

    name: str
    label: str
    icon: str
    waiting: str = ""


TONIGHT = Place("desk:home", _("I kväll"), "moon-stars")
OVERVIEW = Place("desk:home", _("Översikt"), "house")
CIRCLES = Place("circles:circle_list", _("Cirklar"), "circles-three")
CALENDAR = Place("circles:calendar", _("Kalender"), "calendar-blank")
BOARD = Place("circles:board", _("Söker ledare"), "push-pin")
REFERRALS = Place("referrals:referral_list", _("Hänvisningar"), "hand-heart", waiting="referrals")
INBOX = Place("referrals:inbox", _("Till oss"), "tray", waiting="inbox")
LEADERS = Place("desk:leader_list", pgettext_lazy("flera", "Ledare"), "users-three")
PARTNERS = Place("organisations:organisation_list", _("Partner"), "buildings")
DIRECTORY = Place("directory:offer_list", _("Stödkatalog"), "book-open")
OWN_OFFERS = Place("directory:own_offers", _("Våra insatser"), "notebook")
TRAINING = Place("communicators:own_training", _("Min utbildning"), "graduation-cap")
MATERIALS = Place("materials:programme_list", _("Filmer och plan"), "film-strip")
QUESTIONS = Place("evaluation:question_list", _("Frågor"), "question")
STUDIES = Place("exports:study_list", _("Studier"), "flask")
RELEASES = Place("exports:release_list", _("Utgåvor"), "package")
AUDIT = Place("stewardship:audit_list", _("Åtkomstlogg"), "shield-check")
APPROVALS = Place("communicators:approval_list", _("Godkännanden"), "seal-check", waiting="approvals")
PEOPLE = Place("stewardship:person_list", _("Personer"), "identification-card")
REFLECTIONS = Place("circles:reflection_list", _("Reflektioner"), "note-pencil")
MORE = Place("desk:more", _("Mer"), "dots-three-circle")

PLACES: dict[str, tuple[Place, ...]] = {
    Role.COMMUNICATOR: (TONIGHT, CIRCLES, CALENDAR, BOARD, REFERRALS, DIRECTORY, MATERIALS, TRAINING, QUESTIONS),
    Role.COORDINATOR: (OVERVIEW, CIRCLES, CALENDAR, REFERRALS, LEADERS, PARTNERS, DIRECTORY, MATERIALS, QUESTIONS),
    Role.PARTNER: (OVERVIEW, INBOX, OWN_OFFERS, DIRECTORY),
    Role.OFFICER: (OVERVIEW, CIRCLES, APPROVALS),
    Role.CONVENER: (OVERVIEW, DIRECTORY, PARTNERS),
    Role.EVALUATOR: (OVERVIEW, STUDIES, RELEASES),
    Role.STEWARD: (OVERVIEW, RELEASES, STUDIES, AUDIT, CIRCLES, REFERRALS, QUESTIONS),
    Role.SUPERVISOR: (OVERVIEW, REFLECTIONS, DIRECTORY),
    Role.ADMINISTRATOR: (OVERVIEW, PEOPLE, PARTNERS),
}

# In this order a person with several roles meets them: what the evening asks for comes first.
ORDER = tuple(PLACES)


def in_order(roles: Iterable[str]) -> list[str]:
    """The roles, each once, in the order of the first page."""
    return sorted(set(roles), key=ORDER.index)


def places_of(roles: Iterable[str]) -> list[Place]:
    """Every place of the roles once, "Mer" last. The first role names the first page."""
    found: dict[str, Place] = {}
    for role in in_order(roles):
        for place in PLACES[role]:
            found.setdefault(place.name, place)
    return [*found.values(), MORE] if found else []
