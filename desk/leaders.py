"""Who can lead: a coordinator's leaders with the ladder, and languages × places with those who wait."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from circles.models import Enrolment
from communicators.access import coordinated, hubs_of
from communicators.detail import ShownLeader, shown_leader
from communicators.readiness import LeaderRow, ladder, leader_row
from communicators.rules.matrix import Matrix, matrix
from disclosure import Policy, Shown, mask
from organisations.models import Language, Municipality

PLACES_SHOWN = 5
WITHOUT_LEADER_FROM = 5  # a gap is pointed at where this many wait: fewer may be one person


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filter, as the address says it."""

    text: str = ""
    language: str = ""
    place: str = ""
    expiring: bool = False
    all_places: bool = False

    @classmethod
    def of(cls, query) -> "Wanted":
        return cls(
            text=query.get("q", "").strip(),
            language=query.get("language", ""),
            place=query.get("place", ""),
            expiring="expiring" in query,
            all_places="places" in query,
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.language or self.place or self.expiring)


@dataclass(frozen=True, slots=True)
class Cell:
    """`leaders` is exact, leaders are staff; `waiting` is masked, None where nobody waits."""

    leaders: int
    waiting: Shown | None

    @property
    def strength(self) -> str:
        if not self.leaders:
            return "gap" if self.waiting else "empty"
        return str(min(self.leaders, 3))


@dataclass(frozen=True, slots=True)
class Gap:
    language: Language
    place: Municipality
    waiting: Shown
    elsewhere: Municipality | None  # where the language has most leaders


@dataclass(frozen=True)
class Radar:
    places: list[Municipality]
    rows: list[tuple[Language, list[Cell]]]
    more_places: int
    gap: Gap | None
    without_place: int  # leaders who may lead but whose municipality isn't known


@dataclass(frozen=True)
class LeadersPage:
    hubs: list
    total: int
    may_lead: int
    expiring: int
    leaders: list[ShownLeader]
    languages: list[Language]
    places: list[Municipality]
    radar: Radar


def leaders_page(user, wanted: Wanted, today: date) -> LeadersPage:
    """Every leader of the hubs is read, and the filter works on them: there are hundreds, not thousands."""
    courses, hubs = ladder(), list(hubs_of(user))
    rows = [leader_row(one, courses, today) for one in coordinated(user).active().with_ladder()]
    found = set(coordinated(user).search(wanted.text).values_list("pk", flat=True)) if wanted.text else None
    languages = {one.code: one for row in rows for one in row.communicator.languages.all()}
    places = {
        row.communicator.municipality.code: row.communicator.municipality
        for row in rows
        if row.communicator.municipality
    }
    return LeadersPage(
        hubs=hubs,
        total=len(rows),
        may_lead=sum(row.may_lead for row in rows),
        expiring=sum(row.expires_soon for row in rows),
        leaders=[shown_leader(row, courses) for row in rows if _is_wanted(row, wanted, found)],
        languages=sorted(languages.values(), key=lambda one: one.sort_key),
        places=sorted(places.values(), key=lambda one: one.sort_key),
        radar=_radar(rows, hubs, wanted),
    )


def _is_wanted(row: LeaderRow, wanted: Wanted, found: set | None) -> bool:
    leader = row.communicator
    return (
        (found is None or leader.pk in found)
        and (not wanted.expiring or row.expires_soon)
        and (not wanted.place or leader.municipality_id == wanted.place)
        and (not wanted.language or any(one.code == wanted.language for one in leader.languages.all()))
    )


def _radar(rows: list[LeaderRow], hubs: list, wanted: Wanted) -> Radar:
    leading = [row.communicator for row in rows if row.may_lead]
    pairs = [(one.code, who.municipality_id) for who in leading if who.municipality_id for one in who.languages.all()]
    waiting = _waiting(hubs)
    table = matrix(pairs, waiting)
    languages = Language.objects.in_bulk(table.languages)
    places = Municipality.objects.in_bulk(table.places)
    shown = list(table.places) if wanted.all_places else list(table.places[:PLACES_SHOWN])
    return Radar(
        places=[places[code] for code in shown],
        rows=[(languages[code], [_cell(table, waiting, code, place) for place in shown]) for code in table.languages],
        more_places=len(table.places) - len(shown),
        gap=_gap(table, waiting, languages, places),
        without_place=sum(not who.municipality_id for who in leading),
    )


def _waiting(hubs: list) -> Counter:
    """(language, place) → people who wait for a seat in a circle there."""
    rows = (
        Enrolment.objects.filter(status=Enrolment.Status.WAITING, circle__hub__in=hubs)
        .values_list("circle__language", "circle__municipality")
        .annotate(people=Count("participant", distinct=True))
        .order_by()
    )
    return Counter({(language, place): people for language, place, people in rows})


def _cell(table: Matrix, waiting: Counter, language: str, place: str) -> Cell:
    people = waiting[language, place]
    return Cell(table.count(language, place), mask(people, Policy.SCREEN) if people else None)


def _gap(table: Matrix, waiting: Counter, languages: dict, places: dict) -> Gap | None:
    """Where most people wait and nobody can lead."""
    for (language, place), people in waiting.most_common():
        if people >= WITHOUT_LEADER_FROM and not table.count(language, place):
            elsewhere = table.places_with(language)
            return Gap(
                languages[language],
                places[place],
                mask(people, Policy.SCREEN),
                places[elsewhere[0]] if elsewhere else None,
            )
    return None
