"""What Ringar knows before it reads a list, as the pure rules want it."""

from datetime import date

from circles.models import RuleSet
from circles.register_import.importer import Importer
from circles.rules.register_reading.known import (
    LANGUAGE_SPELLINGS,
    Known,
    LeaderKnown,
    Words,
    municipality_spellings,
    words,
)
from circles.rules.register_reading.nearest import folded
from communicators.models import Communicator
from materials.models import Film, Programme
from organisations.models import Language, Municipality


class NothingKnown(Exception):
    """The installation has no reference data yet."""


def known_to(importer: Importer, today: date) -> Known:
    """Raises NothingKnown before `seed_reference` has run."""
    rules = tuple(RuleSet.objects.order_by("valid_from"))
    if not rules or not Municipality.objects.exists():
        raise NothingKnown
    return Known(
        today=today,
        municipalities=_municipalities(),
        languages=_languages(),
        films=_films(),
        programmes=tuple(Programme.objects.values_list("code", "circle_title")),
        ceilings=tuple((rule.valid_from, rule.max_hours_per_session) for rule in rules),
        most_people=tuple((rule.valid_from, rule.max_people) for rule in rules),
        leaders=_leaders(importer),
        only_municipality=importer.only_municipality,
    )


def _municipalities() -> Words:
    rows = Municipality.objects.values_list("code", "name")
    return words((code, name, municipality_spellings(name)) for code, name in rows)


def _languages() -> Words:
    """Spellings in use come before names in other languages, which some languages share."""
    rows = list(Language.objects.values_list("code", "iso639_3", "name_sv", "name_en", "autonym"))
    used = [(code, name, LANGUAGE_SPELLINGS.get(iso, ())) for code, iso, name, _, _ in rows]
    more = [(code, name, (english, own, iso)) for code, iso, name, english, own in rows]
    return words([*used, *more])


def _films() -> Words:
    rows = Film.objects.values_list("code", "title", "ordinal")
    return words((code, title, (f"Film {ordinal}", str(ordinal))) for code, title, ordinal in rows)


def _leaders(importer: Importer) -> dict[str, LeaderKnown]:
    hubs = {hub.pk for hub in importer.hubs.values()}
    found = Communicator.objects.filter(hub__in=hubs, is_active=True).prefetch_related("languages")
    return {folded(leader.name): _leader(leader) for leader in found}


def _leader(leader: Communicator) -> LeaderKnown:
    languages = [language.pk for language in leader.languages.all()]
    return LeaderKnown(leader.name, leader.municipality_id or "", languages[0] if len(languages) == 1 else "")
