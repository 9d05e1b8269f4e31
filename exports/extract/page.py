"""What the page of a study's research extracts shows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from disclosure import midpoint6
from evaluation.models import Study
from exports.extract.columns import SHEETS
from exports.extract.conditions import conditions
from exports.extract.people import seats_of
from exports.models import Closing, Profile, Release
from exports.pages import Ledger, ledger
from exports.rules.extracts import Lacks, lacking
from exports.rules.lifecycle import UNDECIDED
from exports.words import CONDITIONS, in_readers_language
from materials.models import Programme


@dataclass(frozen=True)
class Condition:
    """One condition: `name` as the rule has it, and what it says where it holds or where it doesn't."""

    name: str
    is_met: bool
    words: str


@dataclass(frozen=True)
class Wish:
    programme: Programme
    is_open: bool  # an extract of it is on its way


@dataclass(frozen=True)
class ExtractPage:
    conditions: list[Condition]
    wishes: list[Wish]
    rows: list[Ledger]
    public_key: str
    closing: Closing | None

    @property
    def can_be_asked(self) -> bool:
        return all(one.is_met for one in self.conditions)


def extract_page(study: Study, *, asks, now: datetime) -> ExtractPage:
    found = conditions(study, asks=asks)
    missing = lacking(found, timezone.localdate(now))
    releases = study.releases.filter(profile=Profile.RX).with_file()
    on_their_way = set(releases.filter(status__in=UNDECIDED).values_list("programme_id", flat=True))
    return ExtractPage(
        conditions=[_condition(lack, lack not in missing) for lack in Lacks],
        wishes=[Wish(one, one.pk in on_their_way) for one in study.programmes.order_by("pk")],
        rows=ledger(releases, now),
        public_key=found.public_key,
        closing=Closing.objects.filter(study=study).first(),
    )


def _condition(lack: Lacks, is_met: bool) -> Condition:
    holds, lacks = CONDITIONS[lack]
    return Condition(lack.value, is_met, str(holds if is_met else lacks))


@dataclass(frozen=True)
class Delivery:
    """What an extract's page shows beside the ledger's line. People only in the midpoint of six: before it is made,
    whoever decides needs no more."""

    people: int
    waits_for_steward: bool
    waits_for_principal: bool
    key: str  # the public key's beginning and end
    rows: list[tuple[str, int]]
    inner_sha256: str


def delivery_of(release: Release) -> Delivery:
    is_open = release.status in ("requested", "previewed")
    told = release.archive.receipt if release.archive else {}
    return Delivery(
        people=midpoint6(_people(release)) if is_open and release.notice else 0,
        waits_for_steward=is_open and release.approved_at is None,
        waits_for_principal=is_open and release.principal_approved_at is None,
        key=f"{release.locked_for[:10]}…{release.locked_for[-6:]}" if release.locked_for else "",
        rows=[(in_readers_language(sheet.title), told["rows"][sheet.name]) for sheet in SHEETS] if told else [],
        inner_sha256=told.get("inner_sha256", ""),
    )


def _people(release: Release) -> int:
    return seats_of(release.study, release.programme, release.notice).values("participant").distinct().count()
