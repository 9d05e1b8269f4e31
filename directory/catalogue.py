"""The catalogue page: the choices a reader has made, what they leave, and the counts beside each choice."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.times import short_day
from directory.models import SupportOffer
from directory.rules.freshness import review_due
from organisations.models import Language

FRESH_DAYS = 90
PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader chose; empty means everything."""

    words: str = ""
    levels: tuple[int, ...] = ()
    municipalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    drop_in: bool = False
    fresh: bool = False
    order: str = "reviewed"


@dataclass(frozen=True, slots=True)
class Option:
    value: object
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    offers: QuerySet
    total: int
    levels: list[Option]
    municipalities: list[Option]
    languages: list[Option]
    drop_in: int = 0
    fresh: int = 0
    chips: list[str] = field(default_factory=list)


def catalogue(listed: QuerySet, choices: Choices, *, today: date) -> Catalogue:
    """`listed` narrowed by the choices. Counts say what each choice would give with the search words alone."""
    worded = listed.found_by(choices.words).distinct()
    fresh_since = today - timedelta(days=FRESH_DAYS)
    found = worded
    if choices.levels:
        found = found.filter(level__in=choices.levels)
    if choices.municipalities:
        found = found.filter(pk__in=worded.filter(municipalities__in=choices.municipalities).values("pk"))
    if choices.languages:
        found = found.filter(pk__in=worded.filter(languages__in=choices.languages).values("pk"))
    if choices.drop_in:
        found = found.filter(joining=SupportOffer.Joining.DROP_IN)
    if choices.fresh:
        found = found.filter(reviewed_on__gte=fresh_since)
    order = ("title_sv",) if choices.order == "title" else ("-reviewed_on", "title_sv")
    return Catalogue(
        offers=found.for_cards().order_by(*order, "pk"),
        total=listed.count(),
        levels=_levels(worded, choices),
        municipalities=_places(worded, choices),
        languages=_languages(worded, choices),
        drop_in=worded.filter(joining=SupportOffer.Joining.DROP_IN).count(),
        fresh=worded.filter(reviewed_on__gte=fresh_since).count(),
    )


def _levels(worded: QuerySet, choices: Choices) -> list[Option]:
    """The top of the pyramid first."""
    counts = Counter(level for _pk, level in worded.order_by().values_list("pk", "level"))
    return [
        Option(level.value, str(level.label), counts[level.value], level.value in choices.levels)
        for level in reversed(SupportOffer.Level)
    ]


def _places(worded: QuerySet, choices: Choices) -> list[Option]:
    rows = worded.order_by().values_list("pk", "municipalities", "municipalities__name").distinct()
    return _most_first(rows, choices.municipalities)


def _languages(worded: QuerySet, choices: Choices) -> list[Option]:
    rows = list(worded.order_by().values_list("pk", "languages").distinct())
    labels = {code: language.label for code, language in Language.objects.in_bulk({code for _pk, code in rows}).items()}
    return _most_first(((pk, code, labels.get(code, "")) for pk, code in rows), choices.languages)


def _most_first(rows, chosen: tuple[str, ...]) -> list[Option]:
    counts = Counter((code, name) for _pk, code, name in rows if code)
    options = [Option(code, name, count, code in chosen) for (code, name), count in counts.items()]
    return sorted(options, key=lambda option: (-option.count, option.label))


@dataclass(frozen=True, slots=True)
class Freshness:
    tone: str
    icon: str
    text: str


def freshness(offer: SupportOffer, *, today: date) -> Freshness:
    """The badge at the foot of a card: closed, asks for a review, or when it was last reviewed."""
    if offer.status in ("draft", "dormant", "ended"):
        return Freshness("quiet", "minus", str(offer.get_status_display()))
    if offer.closed_until and offer.closed_until > today:
        return Freshness("info", "pause", _("Stängt till %(day)s") % {"day": short_day(offer.closed_until)})
    if review_due(status=offer.status, reviewed_on=offer.reviewed_on, today=today):
        return Freshness("now", "hourglass-medium", _("Behöver granskas"))
    return Freshness("done", "check", _("Granskad %(day)s") % {"day": short_day(offer.reviewed_on)})
