"""Which open tables there are, and what they mean: fixed, declared once, in two languages.

No level, category or row is chosen by looking at the data. The gate has a list of its own.
"""

from dataclasses import dataclass, field

from exports import hierarchies
from exports.columns import ATTENDANCE, DELIVERY, OTHER, STEPS, Column, Kind, Sheet, Words
from exports.hierarchies import TOP

ALL, REST = "all", "rest"
ALL_WORDS = Words("summan av det som visas", "the sum of what is shown")
REST_WORDS = Words("uppgift saknas eller grövre", "missing, or coarser than this table")


@dataclass(frozen=True, slots=True)
class Category:
    """One row of a breakdown: everyone whose label in A_characteristics is one of these, or finer."""

    code: str
    words: Words
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A column of A_characteristics, merged to categories. Whatever fits in none is `REST`, a category of its own."""

    column: str
    label: Words
    categories: tuple[Category, ...]
    place: dict[str, str] = field(init=False, repr=False, compare=False)  # label of A → category

    def __post_init__(self):
        found = {
            label: category.code
            for category in self.categories
            for broad in category.labels
            for label in hierarchies.at_or_below(self.column, broad)
        }
        object.__setattr__(self, "place", found)

    @property
    def codes(self) -> tuple[str, ...]:
        return (*(category.code for category in self.categories), REST)

    @property
    def as_column(self) -> Column:
        values = {category.code: category.words for category in self.categories} | {REST: REST_WORDS, ALL: ALL_WORDS}
        definition = Words(
            "Kolumnen med samma namn i forskningsfilernas A_characteristics, sammanslagen till fasta grupper.",
            "The column of the same name in A_characteristics of the scientific files, merged to fixed groups.",
        )
        return Column(self.column, Kind.CODE, self.label, definition, values)


def _kept(column: str, *labels: str) -> tuple[Category, ...]:
    """Labels of the hierarchy as they are."""
    words = hierarchies.words()[column]
    return tuple(Category(label, Words(*words[label]), (label,)) for label in labels)


LARGE_FAMILIES = ("semitic", "iranian", "cushitic", "slavic")
_SMALL_FAMILIES = tuple(
    family for family in hierarchies.labels("language_group", 1) if family not in (*LARGE_FAMILIES, TOP, "unknown")
)
SEX = Dimension("sex", Words("Kön", "Sex"), _kept("sex", "woman", "man", "other_or_not_said"))
AGE = Dimension("age_band", Words("Ålder", "Age"), _kept("age_band", "under_50", "50+"))
LANGUAGE = Dimension(
    "language_group",
    Words("Språkfamilj", "Language family"),
    (
        *_kept("language_group", *LARGE_FAMILIES),
        Category("other_families", Words("övriga språkfamiljer", "other language families"), _SMALL_FAMILIES),
    ),
)
ARRIVAL = Dimension(
    "arrival_band", Words("Tid i Sverige", "Time in Sweden"), _kept("arrival_band", "under_3", "3_or_more")
)
DOSE = Dimension("dose_band", Words("Dos", "Dose"), _kept("dose_band", "below_high", "high"))

_ROUNDED = Words(
    "Avrundat till fem. −96: kan vara 7 eller färre, eller alla.",
    "Rounded to five. −96: may be 7 or fewer, or everyone.",
)


def _count(name: str, label: Words, definition: Words) -> Column:
    return Column(name, Kind.COUNT, label, Words(f"{definition.sv} {_ROUNDED.sv}", f"{definition.en} {_ROUNDED.en}"))


def _percent(of: Words) -> Column:
    told = Words(
        f"Andel av {of.sv}, räknad på de avrundade talen. 0 och 100 % skrivs inte (−96).",
        f"Share of {of.en}, made of the rounded numbers. 0 and 100 % are not written (−96).",
    )
    return Column("percent", Kind.PERCENT, Words("Procent", "Per cent"), told)


_PEOPLE = _count("people", Words("Personer", "People"), Words("Personer i gruppen.", "People in the group."))
_OF_WRITTEN = Words("de tal som skrivs i tabellen", "the numbers written in the table")


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A sheet, and the dimensions of people that it is a breakdown by: none where it counts something else."""

    sheet: Sheet
    dimensions: tuple[Dimension, ...] = ()

    @property
    def name(self) -> str:
        return self.sheet.name


def _of_people(name: str, title: Words, *dimensions: Dimension) -> OpenTable:
    columns = (*(dimension.as_column for dimension in dimensions), _PEOPLE, _percent(_OF_WRITTEN))
    return OpenTable(Sheet(name, title, columns), dimensions)


def _column(sheet: Sheet, name: str) -> Column:
    return next(column for column in sheet.columns if column.name == name)


_STEP = Column(
    "step",
    Kind.CODE,
    Words("Steg", "Step"),
    Words(
        "Stegen i forskningsfilernas F_flow. before, after: −97 när ingen har frågats.",
        "The steps of F_flow in the scientific files. before, after: −97 where nobody was asked.",
    ),
    {step: words for step, words in STEPS.items() if step != "left"},
)
_LANGUAGE = Column(
    "language",
    Kind.CODE,
    Words("Filmens språk", "Language of the film"),
    Words("Språkkod (BCP 47), alla filmer tillsammans.", "Language tag (BCP 47), all films together."),
    {OTHER: Words("övriga språk", "other languages"), ALL: ALL_WORDS},
)

SEX_AGE = _of_people("P1_sex_age", Words("Deltagare efter kön och ålder", "Participants by sex and age"), SEX, AGE)
LANGUAGES = _of_people("P2_language", Words("Deltagare efter språk", "Participants by language"), LANGUAGE)
ARRIVALS = _of_people("P3_arrival", Words("Deltagare efter tid i Sverige", "Participants by time in Sweden"), ARRIVAL)
DOSES = _of_people(
    "P4_dose", Words("Deltagare efter andel träffar de var med på", "Participants by share of sessions attended"), DOSE
)
FLOW = OpenTable(
    Sheet(
        "P5_flow",
        Words("Vägen genom cirkeln", "The way through the circle"),
        (
            _STEP,
            _count("people", Words("Personer", "People"), Words("Personer i steget.", "People in the step.")),
            _percent(Words("de inbjudna", "those invited")),
        ),
    )
)
SESSIONS = OpenTable(
    Sheet(
        "P6_sessions",
        Words("Närvaro per träff", "Attendance by session"),
        (
            _column(ATTENDANCE, "session"),
            _count(
                "marked",
                Words("Antecknade", "Marked"),
                Words(
                    "Personer som kunde ha kommit och har en anteckning: at_risk minus not_recorded i C_attendance.",
                    "People who could have come and have a mark: at_risk minus not_recorded of C_attendance.",
                ),
            ),
            _count("attended", Words("Var med", "Attended"), Words("Av dem var så många med.", "Of them, who came.")),
            _percent(Words("de antecknade", "those marked")),
        ),
    )
)
MODULES = OpenTable(
    Sheet(
        "P7_modules",
        Words("Hållna moduler av planerade", "Modules held of those planned"),
        (
            _column(DELIVERY, "module"),
            _count(
                "planned", Words("Planerade träffar", "Planned sessions"), Words("Med modulen.", "With the module.")
            ),
            _count("held", Words("Hållna träffar", "Sessions held"), Words("Med modulen.", "With the module.")),
            _percent(Words("de planerade", "those planned")),
        ),
    )
)
FILMS = OpenTable(
    Sheet(
        "P8_films",
        Words("Visade filmer per språk", "Films shown by language"),
        (
            _LANGUAGE,
            _count(
                "showings",
                Words("Visningar", "Showings"),
                Words("Träffar där en film visades på språket.", "Sessions in which a film was shown in the language."),
            ),
            _percent(_OF_WRITTEN),
        ),
    )
)
TABLES = (SEX_AGE, LANGUAGES, ARRIVALS, DOSES, FLOW, SESSIONS, MODULES, FILMS)
SHEETS = tuple(table.sheet for table in TABLES)
TITLES = {table.name: table.sheet.title for table in TABLES}
MERGED_TO = sum(len(dimension.codes) for table in TABLES for dimension in table.dimensions)
MERGED_FROM = sum(len(hierarchies.level_of()[dimension.column]) for table in TABLES for dimension in table.dimensions)
