"""What the pages of studies and releases show, put together from few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEvent
from core import jobs
from core.templatetags.ui import Bar
from evaluation.models import Study
from exports import receipt_words, words
from exports.access import is_closed
from exports.actions.downloads import DOWNLOADED
from exports.columns import KIND_WORDS, MISSING_CODES, SHEETS, WITHHELD, Column, Sheet
from exports.compared import former_of, in_short
from exports.hierarchies import TOP
from exports.models import Archive, Batch, Release
from exports.numbers import numbers
from exports.offered import Offer, offer_of
from exports.receipt import WHAT_TO_COMPARE, Entry, Line, from_json
from exports.rules.halfyears import last_whole, next_start
from exports.waiting import waiting
from materials.models import Programme


@dataclass(frozen=True)
class Ledger:
    """A line of the ledger with its badge, its refusal in words, and who fetched the file last. `change`: how its
    codebook differs from that of the study's former one, where there is one."""

    release: Release
    tone: str
    icon: str
    word: str
    rules: list[str]
    at: datetime  # of what last happened to it
    fetched_by: str = ""
    stopped: str = ""  # why the work isn't going on
    change: str = ""


def ledger(releases: Iterable[Release], now: datetime) -> list[Ledger]:
    releases = list(releases)
    fetched = _last_fetched(releases)
    return [ledger_line(release, now, fetched.get(str(release.public_id), "")) for release in releases]


def ledger_line(release: Release, now: datetime, fetched_by: str = "") -> Ledger:
    tone, icon, word = words.badge(release, now)
    rules = [words.rule_sentence(rule) for rule in release.refusal.get("rules", [])]
    stopped = words.stopped_words(release.job) if release.has_stopped else ""
    at = release.ended_at or release.ready_at or release.approved_at or release.created_at
    return Ledger(release, tone, icon, word, rules, at, fetched_by, stopped)


def _beside_the_former(rows: Sequence[Ledger]) -> list[Ledger]:
    """The lines of one study, all of them."""
    releases = [row.release for row in rows]
    pairs = [(row, former_of(row.release, releases)) for row in rows]
    return [replace(row, change=in_short(row.release, former)) if former else row for row, former in pairs]


def _last_fetched(releases: Sequence[Release]) -> dict[str, str]:
    """Public id of a release → the name of who fetched its file last."""
    subjects = [str(release.public_id) for release in releases if release.archive_id]
    events = AuditEvent.objects.filter(verb=DOWNLOADED, subject_type="exports.release", subject__in=subjects)
    last = events.values("subject").annotate(last=Max("pk")).values("last")
    actors = dict(AuditEvent.objects.filter(pk__in=last).values_list("subject", "actor"))
    people = User.objects.filter(public_id__in=set(actors.values())).values_list("public_id", "name")
    names = {str(public_id): name for public_id, name in people}
    return {subject: names.get(actor, "") for subject, actor in actors.items()}


@dataclass(frozen=True)
class Work:
    """A release's job while it goes on, or where it stopped."""

    release: Release
    goes_on: bool
    percent: int
    step: str
    left: str
    stopped: str
    has_failed: bool


def work_of(release: Release, now: datetime) -> Work | None:
    """None when there is no work to show: none begun, or done."""
    job = release.job
    if job is None or job.state == job.State.DONE or release.status not in ("approved", "building"):
        return None
    goes_on = job.state not in jobs.ENDED
    return Work(
        release=release,
        goes_on=goes_on,
        percent=jobs.percent(job),
        step=words.step_words(job),
        left=words.time_left(jobs.seconds_left(job, now)),
        stopped="" if goes_on else words.stopped_words(job),
        has_failed=job.state == job.State.FAILED,
    )


@dataclass(frozen=True)
class AtK:
    """One place of the slider: what table A would be if at least `k` people read alike."""

    k: int
    people: str
    loss: str
    hidden: str
    largest: str
    compared: str
    is_refused: bool
    is_chosen: bool


def previews_of(batch: Batch | None) -> list[AtK]:
    """None where they have not been counted yet."""
    return [_at_k(batch, told) for told in batch.previews] if batch else []


def _at_k(batch: Batch, told: dict) -> AtK:
    refused = told.get("refused", False)
    return AtK(
        k=told["k"],
        people=words.people(told["k"]),
        loss="–" if refused else f"{told['loss']} %",
        hidden="–" if refused else f"{told['hidden']} %",
        largest="–" if refused else words.about_people(told["largest"]),
        compared=words.no_table() if refused else words.in_a_row(told["compared"]) or "–",
        is_refused=refused,
        is_chosen=told["k"] == batch.k,
    )


@dataclass(frozen=True)
class Ask:
    """A programme of the study: what can be asked for, and what the next batch waits for."""

    programme: Programme
    batch: Batch | None
    can_be_asked: bool
    is_complete: bool  # everything fixed so far is asked for
    carried_over: str
    holds_back: bool  # somebody waits for the next batch
    next_on: date
    previews: list[AtK]


def asks(study: Study, today: date) -> list[Ask]:
    """What may be asked for, by programme; nothing of a study that is closed."""
    if is_closed(study):
        return []
    fixed = {batch.programme_id: batch for batch in Batch.objects.open_to(study).order_by("-period")}
    known = set(Batch.objects.values_list("programme_id", flat=True))
    answered = set(study.releases.refused_in_half_year(today).values_list("programme_id", flat=True))
    return [
        _ask(programme, fixed.get(programme.pk), programme.pk in known, programme.pk in answered, today)
        for programme in study.programmes.order_by("pk")
    ]


def _ask(programme: Programme, batch: Batch | None, is_known: bool, is_answered: bool, today: date) -> Ask:
    found = waiting(programme, today)
    return Ask(
        programme=programme,
        batch=batch,
        can_be_asked=batch is not None or not (is_known or is_answered),
        is_complete=is_known and batch is None,
        carried_over=words.carried_over(found.shortfalls),
        holds_back=bool(found.people and found.shortfalls),
        next_on=next_start(today),
        previews=previews_of(batch),
    )


@dataclass(frozen=True)
class Population:
    """A programme's fixed batches, newest first, and what its next one waits for."""

    programme: Programme
    batches: list[Batch]
    carried_over: str
    can_be_fixed: bool


def populations(batches: Iterable[Batch], today: date) -> list[Population]:
    fixed = list(batches)
    return [_population(programme, fixed, today) for programme in Programme.objects.order_by("pk")]


def _population(programme: Programme, fixed: Sequence[Batch], today: date) -> Population:
    own = [batch for batch in fixed if batch.programme_id == programme.pk]
    shortfalls = waiting(programme, today).shortfalls
    is_fixed = any(batch.period == last_whole(today) for batch in own)
    return Population(programme, own, words.carried_over(shortfalls), not shortfalls and not is_fixed)


@dataclass(frozen=True)
class Stage:
    """One of a release's stages on its page: `state` is done, now or ahead."""

    word: str
    state: str
    at: datetime | None = None


PATH = ("requested", "previewed", "approved", "building", "ready")


def release_steps(release: Release) -> list[Stage]:
    """From request to ready; a release that ended otherwise shows how far it had come, and its end."""
    times = {
        "requested": release.created_at,
        "previewed": release.previewed_at,
        "approved": release.approved_at,
        "ready": release.ready_at,
    }
    status, labels = release.status, dict(Release.Status.choices)
    if status in PATH:
        here = PATH.index(status)
        done = here if status == "building" else here + 1  # a state's name says what has happened, but for that one
        return [Stage(labels[name], _state(place, done), times.get(name)) for place, name in enumerate(PATH)]
    passed = [Stage(labels[name], "done", at) for name, at in times.items() if at is not None]
    return [*passed, Stage(labels[status], "now", release.ended_at)]


def _state(place: int, done: int) -> str:
    if place <= done - 1:
        return "done"
    return "now" if place == done else "ahead"


@dataclass(frozen=True)
class ReceiptLine:
    title: str
    number: str
    why: str


@dataclass(frozen=True)
class Receipt:
    lines: list[ReceiptLine]
    can_compare: str
    cannot_compare: str
    kept: list[Bar]
    by_instrument: list[ReceiptLine] = field(default_factory=list)  # the same two lines for each: folded on a screen


BY_INSTRUMENT = (Line.NO_PAIR, Line.GROUPED)


def receipt_of(archive: Archive) -> Receipt:
    entries = from_json(archive.receipt["lines"])
    lines = [_receipt_line(one) for one in entries if one.line not in (*WHAT_TO_COMPARE, *BY_INSTRUMENT)]
    compare = next(receipt_words.what_to_compare(entry) for entry in entries if entry.line in WHAT_TO_COMPARE)
    kept = archive.receipt["kept"]
    return Receipt(
        lines,
        *compare,
        [Bar(receipt_words.kept_title(name), percent, f"{percent} %") for name, percent in kept.items()],
        [_receipt_line(one) for one in entries if one.line in BY_INSTRUMENT],
    )


def _receipt_line(entry: Entry) -> ReceiptLine:
    return ReceiptLine(receipt_words.title(entry), receipt_words.number(entry), receipt_words.reason(entry))


NOT_SHOWN = (WITHHELD, TOP)


@dataclass(frozen=True)
class Variable:
    name: str
    meaning: str
    definition: str
    kind: str
    values: list[tuple[str, int | None, str]] = field(default_factory=list)  # code, number in Stata, words
    withheld: int | None = None


@dataclass(frozen=True)
class SheetPage:
    name: str
    title: str
    variables: list[Variable]


def codebook(figures: dict | None = None, sheets: Sequence[Sheet] = SHEETS) -> list[SheetPage]:
    """Every sheet with its variables; with figures, how many cells of each are withheld."""
    return [
        SheetPage(
            sheet.name,
            words.in_readers_language(sheet.title),
            [_variable(sheet, place, column, figures) for place, column in enumerate(sheet.columns)],
        )
        for sheet in sheets
    ]


def _variable(sheet: Sheet, place: int, column: Column, figures: dict | None) -> Variable:
    own = numbers(column.name, column.values)
    return Variable(
        name=column.name,
        meaning=words.in_readers_language(column.label),
        definition=words.in_readers_language(column.definition),
        kind=words.in_readers_language(KIND_WORDS[column.kind]),
        values=[(str(value), own.get(value), words.in_readers_language(told)) for value, told in column.values.items()],
        withheld=sum(row[place] in NOT_SHOWN for row in figures.get(sheet.name, ())) if figures else None,
    )


def first_variables(sheet: SheetPage, number: int = 4) -> SheetPage:
    """Some of a sheet's variables, without the levels beside them."""
    told = [variable for variable in sheet.variables if not variable.name.endswith("_level")]
    return replace(sheet, variables=told[:number])


def missing_codes() -> list[tuple[str, str]]:
    return [(str(code).replace("-", "−"), words.in_readers_language(told)) for code, told in MISSING_CODES.items()]


@dataclass(frozen=True)
class Download:
    kind: str
    title: str
    icon: str
    what: str
    size: int  # bytes, 0 where nothing is made yet
    url: str


def downloads_of(release: Release) -> list[Download]:
    """A link for each format of the release's file: Excel, SPSS and CSV first, the package last."""
    if release.archive is None:
        return []
    others = {other.format: other for other in release.archive.formats.defer("content")}
    files = {release.archive.format: release.archive} | others
    return [_download(release, files[kind]) for kind in words.FILES if kind in files]


def _download(release: Release, file: Archive) -> Download:
    icon, what = words.FILES[file.format]
    if file.workbook_id is None:
        url = reverse("exports:release_file", args=[release.public_id])
    else:
        url = reverse("exports:release_format", args=[release.public_id, file.format])
    return Download(file.format, file.get_format_display(), icon, str(what), file.size, url)


@dataclass(frozen=True)
class StudyPage:
    study: Study
    rows: list[Ledger]
    latest: Release | None
    downloads: list[Download]
    offer: Offer
    receipt: Receipt | None
    works: list[Work]
    asks: list[Ask]

    @property
    def first_rows(self) -> list[Ledger]:
        return self.rows[:4]


def study_page(study: Study, releases: Iterable[Release], *, now: datetime) -> StudyPage:
    rows = _beside_the_former(ledger(releases, now))
    latest = next((row.release for row in rows if row.release.is_scientific and row.release.status == "ready"), None)
    works = [work for row in rows if (work := work_of(row.release, now))]
    receipt = receipt_of(latest.archive) if latest else None
    downloads = downloads_of(latest) if latest else []
    offer = offer_of(latest, now) if latest else Offer()
    return StudyPage(study, rows, latest, downloads, offer, receipt, works, asks(study, timezone.localdate(now)))
