"""Which offers fit a referral, in plain reasons. No scores: five segments, each on, near or off.

An offer fits when no segment is off. It nearly fits when something that may change stands in the way: a place that
becomes free, an opening, another time, a yes to one more partner. Else it doesn't fit, and says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from circles.rules.verdict import Reason, reason

ON, NEAR, OFF = "on", "near", "off"
SEGMENTS = ("language", "place", "time", "need", "free_place")
OLD_AFTER = 90  # days since the last review
FREE_TO_COME = "drop_in"
# What stands in the way but may change: it is said as "Passar om …".
CHANGES = {"full", "closed", "other_times", "only_swedish"}


class Fit(StrEnum):
    FITS = "fits"
    NEARLY = "nearly"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. Codes of languages, municipalities, needs, times of the week and wishes."""

    language: str
    municipality: str
    hub_municipalities: frozenset[str]
    needs: frozenset[str]
    receivers: frozenset[int]  # the organisations that the person has said yes to
    times: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()
    level: int | None = None
    needs_childcare: bool = False
    needs_interpreter: bool = False
    born: tuple[int, int] | None = None  # first and last possible year


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered. `asked` counts the referrals on their way to it that its pledge hasn't seen."""

    id: int
    title: str
    organisation: int
    organisation_name: str
    languages: frozenset[str]
    municipalities: frozenset[str]
    needs: frozenset[str]
    level: int
    joining: str
    reviewed_on: date
    times: frozenset[str] = frozenset()
    places: int | None = None
    asked: int = 0
    closed_until: date | None = None
    has_childcare: bool = False
    women_only: bool = False
    ages: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Match:
    """`tones` in the order of SEGMENTS; `good` fits, `less` doesn't quite, `unless` is what it would take."""

    offer: Offer
    fit: Fit
    tones: tuple[str, ...]
    good: tuple[Reason, ...]
    less: tuple[Reason, ...]
    unless: tuple[Reason, ...]
    is_old: bool


def matches(wish: Wish, offers: Iterable[Offer], *, today: date) -> list[Match]:
    """Every offer, those that fit first; within a kind fresh before old, fuller rings first, then by title."""
    found = [match(wish, offer, today=today) for offer in offers]
    return sorted(found, key=_order)


def _order(found: Match):
    return (
        list(Fit).index(found.fit),
        found.is_old,
        -found.tones.count(ON),
        found.tones.count(OFF),
        found.offer.title.casefold(),
        found.offer.id,
    )


def match(wish: Wish, offer: Offer, *, today: date) -> Match:
    parts = [
        _language(wish, offer),
        _place(wish, offer),
        _time(wish, offer),
        _need(wish, offer),
        _free_place(offer, today),
    ]
    tones = tuple(tone for tone, _ in parts)
    said = [*parts, *_extras(wish, offer, today)]
    unless = _unless(wish, offer, parts)
    age = (today - offer.reviewed_on).days
    less = [why for tone, why in said if tone != ON and why.code not in CHANGES]
    return Match(
        offer=offer,
        fit=_fit(said, unless),
        tones=tones,
        good=tuple(why for tone, why in said if tone == ON),
        less=(*less, reason("old", days=age)) if age > OLD_AFTER else tuple(less),
        unless=unless,
        is_old=age > OLD_AFTER,
    )


def _fit(said: list[tuple[str, Reason]], unless: tuple[Reason, ...]) -> Fit:
    off = [why for tone, why in said if tone == OFF]
    if len(off) > 1 or any(why.code not in CHANGES for why in off):
        return Fit.NOT
    return Fit.NEARLY if unless else Fit.FITS


def _unless(wish: Wish, offer: Offer, parts: list[tuple[str, Reason]]) -> tuple[Reason, ...]:
    """What it would take: what stands in the way but may change, and the yes that is missing."""
    said = [why for _, why in parts if why.code in CHANGES]
    if offer.organisation not in wish.receivers:
        said.append(reason("no_yes", name=offer.organisation_name))
    return tuple(said)


def _language(wish: Wish, offer: Offer) -> tuple[str, Reason]:
    if wish.language in offer.languages:
        return ON, reason("language", language=wish.language)
    if "sv" in offer.languages and not wish.needs_interpreter:
        return NEAR, reason("only_swedish")
    return OFF, reason("not_language", language=wish.language)


def _place(wish: Wish, offer: Offer) -> tuple[str, Reason]:
    if wish.municipality in offer.municipalities:
        return ON, reason("place", municipality=wish.municipality)
    if near := sorted(offer.municipalities & wish.hub_municipalities):
        return NEAR, reason("neighbour", municipality=near[0])
    return OFF, reason("far")


def _time(wish: Wish, offer: Offer) -> tuple[str, Reason]:
    if not offer.times:
        return NEAR, reason("times_unknown")
    if not wish.times:
        return ON, reason("any_time")
    if shared := sorted(wish.times & offer.times):
        return ON, reason("time", times=tuple(shared))
    return OFF, reason("other_times", times=tuple(sorted(offer.times)))


def _need(wish: Wish, offer: Offer) -> tuple[str, Reason]:
    met = wish.needs & offer.needs
    if not met:
        return OFF, reason("not_needs")
    if wish.level is not None and offer.level != wish.level:
        return NEAR, reason("other_level", level=offer.level)
    if left := wish.needs - met:
        return NEAR, reason("some_needs", met=tuple(sorted(met)), left=tuple(sorted(left)))
    return ON, reason("needs_met", met=tuple(sorted(met)))


def _free_place(offer: Offer, today: date) -> tuple[str, Reason]:
    if offer.closed_until and offer.closed_until > today:
        return OFF, reason("closed", day=offer.closed_until)
    if offer.places is None:
        return (ON, reason("drop_in")) if offer.joining == FREE_TO_COME else (NEAR, reason("no_pledge"))
    free = offer.places - offer.asked
    if free <= 0:
        return OFF, reason("full", ahead=offer.asked)
    return (
        (NEAR, reason("places_asked", free=free, asked=offer.asked))
        if offer.asked
        else (
            ON,
            reason("places", free=free),
        )
    )


def _extras(wish: Wish, offer: Offer, today: date) -> list[tuple[str, Reason]]:
    """What the ring has no segment for. An age that surely lies outside is the only one that shuts out."""
    said = []
    if wish.needs_childcare:
        said.append((ON, reason("childcare")) if offer.has_childcare else (NEAR, reason("no_childcare")))
    if "women_group" in wish.wishes:
        said.append((ON, reason("women_group")) if offer.women_only else (NEAR, reason("mixed_group")))
    elif offer.women_only:
        said.append((NEAR, reason("women_only")))
    if outside_ages(wish.born, offer.ages, today=today):
        said.append((OFF, reason("not_ages", low=offer.ages[0], high=offer.ages[1])))
    return said


def outside_ages(born: tuple[int, int] | None, ages: tuple[int | None, int | None], *, today: date) -> bool:
    """Whether everyone born in those years is too young or too old, by year."""
    if born is None:
        return False
    first, last = born
    low, high = ages
    return (low is not None and today.year - first < low) or (high is not None and today.year - last > high)
