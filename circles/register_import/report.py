"""An import in figures and sentences: what the console prints and the screen shows."""

from circles.register_import.actions import Imported
from circles.register_import.plan import Plan, PlannedCircle
from circles.register_import.sentences import field_name, sentence
from circles.rules.register import Mark
from circles.rules.register_reading.reading import CircleRead, Reading
from circles.rules.register_reading.remarks import NOWHERE, Remark, Weight
from circles.rules.verdict import reason
from organisations.models import Language, Municipality


def remark_line(remark: Remark) -> dict:
    """`column` is the letter, `heading` what Ringar calls the column; `row` None speaks of a whole sheet."""
    place = remark.place
    return _line(sentence(remark), place.sheet, place.row or None, place.column_letters, field_name(remark.heading))


def no_key_written() -> dict:
    return remark_line(Remark(NOWHERE, Weight.DOUBT, reason("no_key_written")))


def of_plan(plan: Plan, *, saved: bool = False, unchanged: bool = False) -> dict:
    """The whole report as JSON. `attendance` counts people times sessions; what nobody wrote is not recorded."""
    planned = [_planned(circle) for circle in plan.circles]
    return of_reading(plan.reading) | {
        "saved": saved,
        "unchanged": unchanged,
        **({"circles": planned} if planned else {}),
        "errors": [remark_line(remark) for remark in plan.errors],
        "doubts": [remark_line(remark) for remark in plan.doubts],
    }


def of_import(imported: Imported) -> dict:
    return of_plan(imported.plan, saved=imported.batch is not None, unchanged=imported.batch is None)


def of_known(reading: Reading) -> dict:
    """The report of a file that has been imported before: what it says, and that nothing changed."""
    return of_reading(reading) | {"unchanged": True}


def of_reading(reading: Reading) -> dict:
    """What a list says, with nothing saved and nothing to remark."""
    return {
        "saved": False,
        "unchanged": False,
        "circles": [_facts(read) for read in reading.circles],
        "sessions": sum(len(read.sessions) for read in reading.circles),
        "participants": len({person.ref for read in reading.circles for person in read.people}),
        "attendance": _tally(reading),
        "errors": [],
        "doubts": [],
    }


def refused(text: str) -> dict:
    """The report of a file that could not be read at all."""
    return of_reading(Reading()) | {"errors": [_line(text)]}


def _line(text: str, sheet: str = "", row: int | None = None, column: str = "", heading: str = "") -> dict:
    return {"sheet": sheet, "row": row, "column": column, "heading": heading, "sentence": text}


def _planned(planned: PlannedCircle) -> dict:
    return _facts(planned.read) | {"known": planned.existing is not None, "new_people": len(planned.new_people)}


def _facts(read: CircleRead) -> dict:
    place = Municipality.objects.filter(pk=read.municipality).first()
    language = Language.objects.filter(pk=read.language).first()
    return {
        "title": read.title,
        "municipality": place.name if place else "",
        "language": language.name_sv if language else "",
        "language_code": read.language,
        "leader": ", ".join(read.leaders),
        "programme": read.programme,
        "sessions": len(read.sessions),
        "first": read.sessions[0].day.isoformat() if read.sessions else None,
        "last": read.sessions[-1].day.isoformat() if read.sessions else None,
        "participants": len(read.people),
        "study_hours": sum(session.hours or 0 for session in read.sessions),
        "attendance": read.tally(),
    }


def _tally(reading: Reading) -> dict[str, int]:
    counts = dict.fromkeys(map(str, Mark), 0)
    for read in reading.circles:
        for mark, count in read.tally().items():
            counts[mark] += count
    return counts
