"""The match page: the rule's answers as rows with words."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.times import short_day
from directory.models import SupportOffer
from referrals.matches import matches_for
from referrals.models import Referral
from referrals.rules.matching import Fit, Match
from referrals.words import MatchWords


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One offer. `unless` is what it would take; `seats` and `taken` are drawn beside the pledge."""

    offer: SupportOffer
    tones: tuple[str, ...]
    good: tuple[str, ...]
    less: tuple[str, ...]
    unless: tuple[str, ...]
    places: str
    pledged: str
    seats: range
    taken: range
    label: str
    covered: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Matches:
    fits: list[MatchRow] = field(default_factory=list)
    nearly: list[MatchRow] = field(default_factory=list)
    rest: list[MatchRow] = field(default_factory=list)


def match_rows(referral: Referral, *, today: date) -> Matches:
    found, rows = matches_for(referral, today=today)
    words, page = MatchWords(), Matches()
    kinds = {Fit.FITS: page.fits, Fit.NEARLY: page.nearly, Fit.NOT: page.rest}
    for match in found:
        kinds[match.fit].append(_row(match, rows[match.offer.id], words))
    return page


def _row(match: Match, offer: SupportOffer, words: MatchWords) -> MatchRow:
    free = max(0, (match.offer.places or 0) - match.offer.asked)
    return MatchRow(
        offer=offer,
        tones=match.tones,
        good=tuple(words.remarks(match.good)),
        less=tuple(words.remarks(match.less)),
        unless=tuple(words.remarks(match.unless)),
        places=_places(match, free),
        pledged=_("lovat %(day)s") % {"day": short_day(offer.pledged_on)} if match.offer.places else _("inget löfte"),
        seats=range(free if match.offer.places and match.offer.places <= 6 else 0),
        taken=range(min(match.offer.asked, 3) if free and match.offer.places <= 6 else 0),
        label=_("%(on)d av 5 delar passar") % {"on": match.tones.count("on")},
        covered=not any(reason.code == "no_yes" for reason in match.unless),
        waits=any(reason.code in ("full", "closed") for reason in match.unless),
    )


def _places(match: Match, free: int) -> str:
    offer = match.offer
    if offer.places is None:
        return _("Drop-in") if offer.joining == SupportOffer.Joining.DROP_IN else _("Fråga om plats")
    if free == 0:
        return _("Fullt")
    return ngettext("%(free)d plats", "%(free)d platser", free) % {"free": free}
