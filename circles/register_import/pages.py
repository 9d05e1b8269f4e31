"""What the pages of an import show."""

from dataclasses import dataclass

from circles.models import Circle, ImportBatch, ImportKey
from circles.register_import import importer, report
from circles.register_import.drafts import Opened
from circles.register_import.plan import Plan, PlannedCircle, plan_import
from circles.register_import.sentences import field_name
from circles.rules.register_reading.reading import CircleRead, Understood
from organisations.models import Language, Municipality


@dataclass(frozen=True)
class Start:
    """Before a file is chosen: what is left from earlier imports."""

    keys: list[ImportKey]
    to_confirm: list[Circle]


@dataclass(frozen=True)
class CircleShown:
    """One circle as it was understood. `municipality` and `language` None where the list lacks them."""

    read: CircleRead
    municipality: Municipality | None
    language: Language | None
    is_known: bool
    new_people: int
    new_marks: int
    tally: dict[str, int]

    @property
    def hours(self) -> int:
        return sum(session.hours or 0 for session in self.read.sessions)


@dataclass(frozen=True)
class DryRun:
    circles: list[CircleShown]
    errors: list[dict]
    doubts: list[dict]
    tables: list[dict]
    adds: bool
    adds_people: bool
    minutes_left: int


def start_of(user) -> Start:
    """The importer's keys that are not saved yet, and imported circles that wait for the coordinator's word."""
    waiting = Circle.objects.coordinated_by(user).filter(is_imported=True, status=Circle.Status.ENDED)
    return Start(keys_of(user), list(waiting.select_related("municipality", "language").order_by("title")))


def is_saved(user, public_id) -> bool:
    """Whether the user's own dry run of this address has become an import."""
    return ImportBatch.objects.filter(by=user, public_id=public_id).exists()


def keys_of(user, batch: ImportBatch | None = None) -> list[ImportKey]:
    found = ImportKey.objects.filter(by=user, **({"batch": batch} if batch else {}))
    return list(found.select_related("leader", "batch").order_by("-batch__created_at", "leader__sort_key"))


def plan_of(opened: Opened, user) -> Plan:
    return plan_import(opened.reading, importer.coordinator(user), opened.key)


def dry_run_of(opened: Opened, plan: Plan, minutes_left: int) -> DryRun:
    planned = {id(one.read): one for one in plan.circles}
    places = Municipality.objects.in_bulk([read.municipality for read in plan.reading.circles])
    languages = Language.objects.in_bulk([read.language for read in plan.reading.circles])
    return DryRun(
        circles=[
            _shown(read, planned.get(id(read)), places.get(read.municipality), languages.get(read.language))
            for read in plan.reading.circles
        ],
        errors=[report.remark_line(remark) for remark in plan.errors],
        doubts=[report.remark_line(remark) for remark in plan.doubts],
        tables=[_table(table) for table in opened.reading.understood],
        adds=plan.adds,
        adds_people=plan.adds_people,
        minutes_left=minutes_left,
    )


def _shown(read: CircleRead, planned: PlannedCircle | None, place, language) -> CircleShown:
    return CircleShown(
        read=read,
        municipality=place,
        language=language,
        is_known=bool(planned and planned.existing),
        new_people=len(planned.new_people) if planned else len(read.people),
        new_marks=len(planned.marks) if planned else len(read.marks),
        tally=read.tally(),
    )


def _table(table: Understood) -> dict:
    """Which column was read as what, in words."""
    return {
        "sheet": table.sheet,
        "is_matrix": table.layout == "matrix",
        "row": table.heading_row,
        "columns": [(letters, field_name(code)) for letters, code in table.columns],
        "left_out": table.left_out,
    }


@dataclass(frozen=True)
class Done:
    batch: ImportBatch
    circles: list[Circle]
    keys: list[ImportKey]


def done_of(batch: ImportBatch, user) -> Done:
    circles = batch.circles.select_related("municipality", "language").order_by("title")
    return Done(batch, list(circles), keys_of(user, batch))
