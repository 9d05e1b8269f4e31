"""What an extract holds: sheets, columns, labels and definitions, in two languages. The gate has a list of its own."""

from evaluation.catalogue import instruments
from exports import hierarchies
from exports.columns import OUTSIDE, REASONS, Column, Kind, Sheet, Words
from exports.languages import LANGUAGES
from organisations.lists import county_names

PERSON, CIRCLE, LEADER = (
    Column(
        name,
        Kind.ID,
        label,
        Words(
            f"Pseudonym för just den här studien och mottagaren. {kept.sv}",
            f"Pseudonym for this study and recipient only. {kept.en}",
        ),
    )
    for name, label, kept in (
        (
            "person",
            Words("Personens pseudonym", "Pseudonym of the person"),
            Words("Samma i varje leverans.", "The same in every delivery."),
        ),
        (
            "circle",
            Words("Cirkelns pseudonym", "Pseudonym of the circle"),
            Words("Samma i varje leverans.", "The same in every delivery."),
        ),
        (
            "leader",
            Words("Ledarens pseudonym", "Pseudonym of the leader"),
            Words("Vem som ledde träffen, vikarier medräknade.", "Whoever led the session, substitutes included."),
        ),
    )
)


def _ordinal(name: str, label: Words, definition: Words, values=None) -> Column:
    return Column(name, Kind.ORDINAL, label, definition, values or {})


def _code(name: str, label: Words, definition: Words, values) -> Column:
    return Column(name, Kind.CODE, label, definition, values)


def _number(name: str, label: Words, definition: Words) -> Column:
    return Column(name, Kind.COUNT, label, definition)


def _coarse(name: str, label: Words, definition: Words, level: int) -> Column:
    """A characteristic at one level of its hierarchy, the same for everybody."""
    words = hierarchies.words()[name]
    return _code(name, label, definition, {value: Words(*words[value]) for value in hierarchies.labels(name, level)})


AGE_LEVEL = 1
CHARACTERISTICS = (
    _coarse("sex", Words("Kön", "Sex"), Words("Som personen själv sagt.", "As the person told."), 0),
    _coarse(
        "age_band",
        Words("Ålder", "Age"),
        Words(
            "Åldern det år cirkeln avslutades, från mitten av fem födelseår, i sex band.",
            "The age in the year the circle closed, from the middle of five birth years, in six bands.",
        ),
        AGE_LEVEL,
    ),
    _coarse(
        "language_group",
        Words("Språkgrupp", "Language group"),
        Words("Språket som personen helst talar.", "The language the person prefers."),
        0,
    ),
    _coarse(
        "arrival_band",
        Words("Tid i Sverige", "Time in Sweden"),
        Words("När personen fick sitt kort.", "When the person got the card."),
        0,
    ),
    _code(
        "schooling",
        Words("Skolår", "Schooling"),
        Words("Som personen själv sagt, i band.", "As the person told, in bands."),
        {
            "none": Words("ingen skola", "no school"),
            "up_to_9": Words("1–9 år", "1–9 years"),
            "10_or_more": Words("10 år eller mer", "10 years or more"),
            "unknown": Words("inte sagt", "not said"),
        },
    ),
)

MARKS = {
    "present": Words("här", "present"),
    "part": Words("en stund", "part of it"),
    "notified": Words("hade meddelat", "had given notice"),
    "absent": Words("inte här", "absent"),
}
SEATS = {
    "active": Words("med", "taking part"),
    "completed": Words("har gått klart", "completed"),
    "left": Words("har slutat", "left"),
    "never_came": Words("kom aldrig", "never came"),
}
# All of them, as all languages: what stands in one delivery changes neither its codebook nor a number in Stata.
COUNTIES = {code: Words(name, name) for code, name in county_names().items()}
_WEEKS = Words("Hela veckor efter cirkelns första träff.", "Whole weeks after the circle's first session.")

PEOPLE = Sheet(
    "people",
    Words("En rad per person", "One row a person"),
    (
        PERSON,
        *CHARACTERISTICS,
        _number("circles", Words("Cirklar", "Circles"), Words("Cirklar i uttaget.", "Circles in the extract.")),
        _number(
            "offered",
            Words("Erbjudna träffar", "Sessions offered"),
            Words("Hållna träffar som har en anteckning.", "Sessions held that have a mark."),
        ),
        _number(
            "attended",
            Words("Träffar personen var med på", "Sessions attended"),
            Words("Hela eller en del.", "All or part."),
        ),
    ),
)

ATTENDANCE = Sheet(
    "attendance",
    Words("En rad per person och träff", "One row a person and session"),
    (
        PERSON,
        CIRCLE,
        LEADER,
        _ordinal(
            "session",
            Words("Träffens nummer", "Ordinal of the session"),
            Words("Räknat från cirkelns första träff.", "From the circle's first session on."),
        ),
        _ordinal(
            "module",
            Words("Modulens nummer", "Ordinal of the module"),
            Words("Träffmallens plats i programmet.", "The session template's place in the programme."),
            {OUTSIDE: Words("ingen modul i programmet", "no module of the programme")},
        ),
        _ordinal("week", Words("Vecka", "Week"), _WEEKS),
        _code(
            "state",
            Words("Träffens läge", "State of the session"),
            Words("Inställda träffar har ingen närvaro.", "Cancelled sessions have no attendance."),
            {"held": Words("hölls", "held"), "cancelled": Words("ställdes in", "cancelled")},
        ),
        _code(
            "mark",
            Words("Närvaro", "Attendance"),
            Words("Saknad anteckning är −99, inte frånvaro.", "A missing mark is −99, not absence."),
            MARKS,
        ),
        _number(
            "offered",
            Words("Erbjöds", "Offered"),
            Words(
                "1 om träffen hölls medan personen hade plats och har en anteckning. −99 om den saknas, −97 om "
                "träffen inte gällde personen.",
                "1 if it was held while the person had a seat, and has a mark. −99 if that is missing, −97 if the "
                "session did not concern the person.",
            ),
        ),
        _number(
            "attended",
            Words("Var med", "Attended"),
            Words(
                "1 för hela eller en del, 0 för frånvaro. −99 om anteckningen saknas: det är ingen frånvaro.",
                "1 for all or part, 0 for absence. −99 if the mark is missing, which is no absence.",
            ),
        ),
        _number(
            "minutes", Words("Träffens minuter", "Minutes of the session"), Words("Utan rast.", "Without the break.")
        ),
        _ordinal(
            "film",
            Words("Filmens nummer", "Ordinal of the film"),
            Words("Den första filmen som visades.", "The first film that was shown."),
        ),
        _code(
            "film_language",
            Words("Filmens språk", "Language of the film"),
            Words("Språkkod (BCP 47).", "Language tag (BCP 47)."),
            LANGUAGES,
        ),
        _number(
            "film_minutes",
            Words("Minuter film", "Minutes of film"),
            Words("Alla filmer på träffen.", "All films of the session."),
        ),
        _code(
            "seat",
            Words("Platsens läge", "State of the seat"),
            Words("När uttaget gjordes.", "When the extract was made."),
            SEATS,
        ),
        _code(
            "reason", Words("Skäl att sluta", "Reason for leaving"), Words("Bara för left.", "For left only."), REASONS
        ),
        _ordinal(
            "enrolled_week",
            Words("Inskriven vecka", "Week of enrolment"),
            Words(
                "Hela veckor efter cirkelns första träff; 0 är före den eller i dess vecka.",
                "Whole weeks after the circle's first session; 0 is before it or in its week.",
            ),
        ),
        _code(
            "circle_language",
            Words("Cirkelns språk", "Language of the circle"),
            Words("Språkkod (BCP 47).", "Language tag (BCP 47)."),
            LANGUAGES,
        ),
        _code(
            "county",
            Words("Cirkelns län", "County of the circle"),
            Words("Länskod. Kommunen visas inte.", "County code. The municipality is not shown."),
            COUNTIES,
        ),
        _number(
            "circle_sessions",
            Words("Cirkelns träffar", "Sessions of the circle"),
            Words("Planerade, även inställda.", "Planned, those cancelled included."),
        ),
        *CHARACTERISTICS,
    ),
)

ANSWERS = Sheet(
    "answers",
    Words("En rad per fråga", "One row an item"),
    (
        PERSON,
        CIRCLE,
        _code(
            "instrument",
            Words("Instrument", "Instrument"),
            Words("Instrumentets id och version.", "Id and version of the instrument."),
            {key: Words(one.name["sv"], one.name["en"]) for key, one in instruments().items()},
        ),
        _code(
            "wave",
            Words("Mättillfälle", "Wave"),
            Words("När frågan ställdes.", "When it was asked."),
            {
                "before": Words("före cirkeln", "before the circle"),
                "after": Words("efter cirkeln", "after the circle"),
                "three_months": Words("tre månader efter", "three months after"),
            },
        ),
        _ordinal(
            "item",
            Words("Frågans nummer", "Ordinal of the item"),
            Words("0 är summan, där bara den är inskriven.", "0 is the total, where only that was entered."),
        ),
        _number("answer", Words("Svar", "Answer"), Words("Som det gavs, inte vänt.", "As it was given, not reversed.")),
    ),
)

SHEETS = (PEOPLE, ATTENDANCE, ANSWERS)
TEXT = {
    *("person", "circle", "leader", "state", "mark", "film_language", "seat", "reason", "circle_language", "county"),
    *("instrument", "wave", *(column.name for column in CHARACTERISTICS)),
}
VARIABLES = len({column.name for sheet in SHEETS for column in sheet.columns})
