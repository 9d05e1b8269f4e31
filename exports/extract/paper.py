"""An extract's words: README and codebook in Swedish and English, and the description every format is written from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exports.columns import Column, Kind, Sheet, Words
from exports.dataset import Description, Level, Table, Variable
from exports.document import Page, Value, codebook
from exports.extract.columns import SHEETS, TEXT
from exports.writers.papers import guide

Rows = Mapping[str, Sequence[Sequence[Value]]]
UNIT = Words("Personer", "People")
NO_ROWS: Rows = {sheet.name: () for sheet in SHEETS}


@dataclass(frozen=True, slots=True)
class About:
    """What the README says of the delivery."""

    code: str
    study: str
    recipient: str
    programme: str
    number: int
    ethics: str
    agreement: str
    dpia: str
    notice: int
    destroy_by: date


def pages(rows: Rows, lines: Sequence[Words]) -> list[Page]:
    """The workbook; `lines`: of its README."""
    return [
        Page("README", ("svenska", "english"), tuple((line.sv, line.en) for line in lines), (90, 90)),
        codebook((sheet, column, column.values) for sheet in SHEETS for column in sheet.columns),
        *(Page(sheet.name, sheet.header, tuple(rows[sheet.name]), _widths(sheet)) for sheet in SHEETS),
    ]


def description(stem: str, rows: Rows, about: About) -> Description:
    return Description(
        stem=stem,
        title=Words(f"Pseudonymiserat forskningsuttag {about.code}", f"Pseudonymised research extract {about.code}"),
        version=about.number,
        abstract=_of_this(about),
        unit=UNIT,
        confidentiality=ALWAYS,
        tables=tables(rows),
    )


def tables(rows: Rows) -> tuple[Table, ...]:
    return tuple(
        Table(sheet.name, sheet.title, tuple(map(_variable, sheet.columns)), tuple(rows[sheet.name]))
        for sheet in SHEETS
    )


def _variable(column: Column) -> Variable:
    level = {Kind.ORDINAL: Level.ORDINAL, Kind.COUNT: Level.SCALE}.get(column.kind, Level.NOMINAL)
    is_text = column.name in TEXT
    return Variable(column.name, column.label, column.definition, level, is_text, dict(column.values))


def _widths(sheet: Sheet) -> tuple[int, ...]:
    return tuple(20 if column.kind == Kind.ID else max(12, len(column.name) + 4) for column in sheet.columns)


def told(about: About) -> list[Words]:
    """The README, line by line."""
    return [*_of_this(about), *ALWAYS]


def not_anonymous(about: About) -> Words:
    return Words(
        f"Ringar: pseudonymiserat forskningsuttag {about.code}. Uppgifterna är inte anonyma: varje rad gäller en "
        "person, och den som vet när någon var med kan känna igen personen.",
        f"Ringar: pseudonymised research extract {about.code}. The data are not anonymous: each row is about one "
        "person, and whoever knows when somebody was there can recognise them.",
    )


def _of_this(about: About) -> list[Words]:
    return [
        not_anonymous(about),
        Words(
            f"Studie: {about.study}. Mottagare: {about.recipient}. Program: {about.programme}. "
            f"Leverans {about.number}.",
            f"Study: {about.study}. Recipient: {about.recipient}. Programme: {about.programme}. "
            f"Delivery {about.number}.",
        ),
        Words(
            f"Etikprövning: {about.ethics}. Avtal: {about.agreement}. Konsekvensbedömning: {about.dpia}. "
            f"Information till deltagarna: version {about.notice}.",
            f"Ethics reference: {about.ethics}. Agreement: {about.agreement}. Impact assessment: {about.dpia}. "
            f"Notice to participants: version {about.notice}.",
        ),
        Words(
            f"Förstör allt senast {about.destroy_by.isoformat()}, och en tidigare leverans så snart en ny har kommit "
            "eller Ringar ber om det: någon kan ha tagit tillbaka sitt ja.",
            f"Destroy everything by {about.destroy_by.isoformat()}, and a former delivery as soon as a new one has "
            "come or Ringar asks for it: somebody may have taken back their yes.",
        ),
    ]


ALWAYS = (
    Words(
        "Pseudonymerna gäller den här studien och mottagaren. De är desamma i varje leverans, och en annan mottagares "
        "är andra. Närvaron själv är nästan unik: två mottagares filer får aldrig läggas ihop.",
        "The pseudonyms are of this study and recipient. They are the same in every delivery, and another "
        "recipient's are others. Attendance itself is nearly unique: two recipients' files must never be combined.",
    ),
    Words(
        "Borttaget: kort, namn, datum, plats, kommun, knutpunkt, fritext. Träffar har nummer och vecka i stället för "
        "datum, ålder är i sex band, kommun är län.",
        "Removed: card, name, date, place, municipality, hub, free text. Sessions have an ordinal and a week "
        "instead of a date, age is in six bands, municipality is county.",
    ),
    Words(
        "Med är bara den som sagt ja till just den här studien och vars närvarolista är signerad. Personer med "
        "skyddade uppgifter är aldrig med.",
        "Only those who said yes to this very study and whose attendance list is signed are in it. People with a "
        "protected identity never are.",
    ),
    Words(
        "Lägg inte ihop filen med andra uppgifter för att känna igen någon, och ge den inte vidare.",
        "Do not combine the file with other data to recognise anyone, and do not pass it on.",
    ),
)


def readme(data: Description, title: str, lines: Sequence[Words], told: Callable[[Words], str]) -> bytes:
    """In the language that `told` picks of two."""
    return ("\n\n".join([f"# {title}", *map(told, lines), *guide(data, told)]) + "\n").encode()
