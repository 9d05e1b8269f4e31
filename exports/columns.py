"""What the scientific files hold: sheets, columns, labels, definitions; declared once, in two languages.

The workbook, the codebook and the screens are written from these. The gate has a list of its own.
"""

from collections.abc import Mapping

from exports.described import (
    KIND_WORDS,
    MISSING,
    MISSING_CODES,
    NOT_APPLICABLE,
    OTHER,
    OUTSIDE,
    REFUSED,
    WITHHELD,
    Column,
    Kind,
    Sheet,
    Words,
    coarsened_columns,
    count_column,
)
from exports.outcome_columns import MODEL, OUTCOMES, STATISTICS

CHARACTERISTICS = Sheet(
    "A_characteristics",
    Words("En rad per person", "One row a person"),
    (
        Column(
            "id",
            Kind.ID,
            Words("Radens id", "Id of the row"),
            Words(
                "Lottat för just den här filen. Ingen lista över vem som har vilket finns.",
                "Drawn by lot for this file only. No list of who has which exists.",
            ),
        ),
        *coarsened_columns("sex", Words("Kön", "Sex"), Words("Som personen själv sagt.", "As the person told.")),
        *coarsened_columns(
            "age_band",
            Words("Ålder", "Age"),
            Words(
                "Åldern det år cirkeln avslutades, räknad från mitten av fem födelseår.",
                "The age in the year the circle closed, counted from the middle of five birth years.",
            ),
        ),
        *coarsened_columns(
            "language_group",
            Words("Språkgrupp", "Language group"),
            Words("Språket som personen helst talar.", "The language the person prefers."),
        ),
        *coarsened_columns(
            "arrival_band",
            Words("Tid i Sverige", "Time in Sweden"),
            Words("När personen fick sitt kort.", "When the person got the card."),
        ),
        *coarsened_columns(
            "dose_band",
            Words("Dos", "Dose"),
            Words(
                "Träffar personen var med på ÷ erbjudna träffar med anteckning, i tredjedelar.",
                "Sessions attended ÷ sessions offered that have a mark, in thirds.",
            ),
        ),
        *coarsened_columns(
            "period",
            Words("Period", "Period"),
            Words("Halvåret då personens cirkel avslutades.", "The half-year in which the person's circle closed."),
        ),
    ),
)

ATTENDANCE = Sheet(
    "C_attendance",
    Words("Närvaro per träff", "Attendance by session"),
    (
        Column(
            "session",
            Kind.ORDINAL,
            Words("Träffens nummer i cirkeln", "Ordinal of the session in its circle"),
            Words(
                "Räknat från cirkelns första träff. Inställda träffar har nummer men ingen närvaro.",
                "From the circle's first session on. Cancelled sessions have an ordinal but no attendance.",
            ),
            {OUTSIDE: Words("fler träffar än programmet har", "sessions beyond the programme's own")},
        ),
        count_column(
            "at_risk",
            Words("Kunde ha kommit", "Could have attended"),
            Words(
                "Personer som erbjöds träffen: den hölls mellan inskrivningen och cirkelns slut. "
                "Inställda träffar räknas inte.",
                "People to whom the session was offered: it was held between enrolment and the circle's end. "
                "Cancelled sessions don't count.",
            ),
        ),
        count_column(
            "attended",
            Words("Var med", "Attended"),
            Words(
                "Personer som var med hela träffen eller en del av den.",
                "People who were present for all or part of the session.",
            ),
        ),
        count_column(
            "not_recorded",
            Words("Inte antecknat", "Not recorded"),
            Words(
                "Av dem som kunde ha kommit: ingen anteckning finns. Det är saknad uppgift, inte frånvaro: "
                "andelen som var med räknas på at_risk minus not_recorded.",
                "Of those who could have attended: no mark exists. That is missing, not absent: "
                "take the share who attended of at_risk minus not_recorded.",
            ),
        ),
    ),
)

DELIVERY = Sheet(
    "D_delivery",
    Words("Moduler och filmer", "Modules and films"),
    (
        Column(
            "part",
            Kind.CODE,
            Words("Vad raden gäller", "What the row is about"),
            Words("En modul i programmet eller en film.", "A module of the programme or a film."),
            {"module": Words("modul", "module"), "film": Words("film", "film")},
        ),
        Column(
            "module",
            Kind.ORDINAL,
            Words("Modulens nummer", "Ordinal of the module"),
            Words("Träffmallens plats i programmet.", "The session template's place in the programme."),
            {OUTSIDE: Words("träffar utan modul i programmet", "sessions outside the programme's modules")},
        ),
        Column(
            "film",
            Kind.ORDINAL,
            Words("Filmens nummer", "Ordinal of the film"),
            Words("Filmens plats i serien.", "The film's place in the series."),
        ),
        Column(
            "language",
            Kind.CODE,
            Words("Filmens språk", "Language of the film"),
            Words(
                "Språkkod (BCP 47). Språk som visats i färre än tre cirklar är samlade i other.",
                "Language tag (BCP 47). Languages shown in fewer than three circles are pooled in other.",
            ),
            {OTHER: Words("övriga språk", "other languages")},
        ),
        count_column(
            "planned",
            Words("Planerade träffar", "Planned sessions"),
            Words(
                "Träffar som planerades med modulen, även de som ställdes in.",
                "Sessions planned with the module, those cancelled included.",
            ),
        ),
        count_column(
            "held",
            Words("Hållna träffar", "Sessions held"),
            Words(
                "Träffar som hölls med modulen, eller där filmen visades.",
                "Sessions held with the module, or in which the film was shown.",
            ),
        ),
        count_column(
            "minutes",
            Words("Minuter film", "Minutes of film"),
            Words(
                "Talet i held gånger visningarnas medellängd i hela minuter.",
                "The figure in held times the mean length of a showing in whole minutes.",
            ),
        ),
    ),
)

STEPS: dict[str, Words] = {
    "invited": Words("inbjudna", "invited"),
    "enrolled": Words("inskrivna", "enrolled"),
    "started": Words("började", "started"),
    "completed": Words("gick klart", "completed"),
    "before": Words("svarade före", "answered before"),
    "after": Words("svarade efter", "answered after"),
    "left": Words("slutade eller kom aldrig", "left or never came"),
}
REASONS: dict[str, Words] = {
    "work_or_studies": Words("arbete eller studier", "work or studies"),
    "moved": Words("har flyttat", "moved"),
    "time_or_place": Words("tiden eller platsen passar inte", "time or place"),
    "health": Words("hälsa", "health"),
    "childcare": Words("barnpassning", "childcare"),
    "other_circle": Words("annan cirkel", "another circle"),
    "did_not_fit": Words("cirkeln passade inte", "the circle did not fit"),
    "not_said": Words("inte sagt", "not said"),
    "never_came": Words("kom aldrig", "never came"),
}

FLOW = Sheet(
    "F_flow",
    Words("Vägen genom cirkeln", "The way through the circle"),
    (
        Column(
            "step",
            Kind.CODE,
            Words("Steg", "Step"),
            Words(
                "enrolled: har haft en plats. started: var med minst en gång. "
                "completed: dose minst 2/3 och med på någon av de två sista hållna träffarna. "
                "dose = träffar personen var med på ÷ erbjudna med anteckning (band vid 1/3 och 2/3). "
                "before, after: har svarat på något, vilken studie som än frågade; −97 när ingen har frågats.",
                "enrolled: has had a seat. started: attended at least once. "
                "completed: dose at least 2/3 and attended one of the last two sessions held. "
                "dose = sessions attended ÷ sessions offered that have a mark (bands at 1/3 and 2/3). "
                "before, after: has answered anything, whichever study asked; −97 where nobody was asked.",
            ),
            STEPS,
        ),
        Column(
            "reason",
            Kind.CODE,
            Words("Skäl att sluta", "Reason for leaving"),
            Words("Bara för steget left.", "For the step left only."),
            REASONS,
        ),
        count_column("people", Words("Personer", "People"), Words("Personer i steget.", "People in the step.")),
    ),
)

SHEETS = (CHARACTERISTICS, OUTCOMES, ATTENDANCE, DELIVERY, FLOW, STATISTICS, MODEL)
VARIABLES = sum(len(sheet.columns) for sheet in SHEETS)


def sheets_in(figures: Mapping[str, object], sheets: tuple[Sheet, ...] = SHEETS) -> tuple[Sheet, ...]:
    """The sheets that these figures have. A batch too small for A, B or S, and files made before them, lack those."""
    return tuple(sheet for sheet in sheets if sheet.name in figures)


__all__ = [
    "ATTENDANCE",
    "CHARACTERISTICS",
    "DELIVERY",
    "FLOW",
    "KIND_WORDS",
    "MISSING",
    "MISSING_CODES",
    "MODEL",
    "NOT_APPLICABLE",
    "OTHER",
    "OUTCOMES",
    "OUTSIDE",
    "REASONS",
    "REFUSED",
    "SHEETS",
    "STATISTICS",
    "STEPS",
    "VARIABLES",
    "WITHHELD",
    "Column",
    "Kind",
    "Sheet",
    "Words",
    "sheets_in",
]
