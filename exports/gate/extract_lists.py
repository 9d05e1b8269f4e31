"""What a research extract may hold, written down a second time: columns, and a test of every value."""

import re
from collections.abc import Callable

Test = Callable[[object], bool]
NOT_APPLICABLE, MISSING = -97, -99
SHEETS = ("people", "attendance", "answers")
FOLDERS = {"csv": (".csv", "-excel.csv"), "spss": (".sav",), "stata": (".dta",), "parquet": (".parquet",)}
WHO = {"person", "circle", "leader"}  # columns of pseudonyms
KEYS = {"people": (0,), "attendance": (0, 1, 3), "answers": (0, 1, 2, 3, 4)}  # by which rows are sorted


def pseudonym(kind: str, *others: int) -> Test:
    form = re.compile(rf"{kind}[a-z2-7]{{16}}")
    return lambda value: value in others or (type(value) is str and form.fullmatch(value) is not None)


def number(low: int, high: int, *others: int) -> Test:
    return lambda value: type(value) is int and (low <= value <= high or value in others)


def one_of(*codes) -> Test:
    return lambda value: value in codes and type(value) in (str, int)


def like(form: str, *others: int) -> Test:
    pattern = re.compile(form)
    return lambda value: value in others or (type(value) is str and pattern.fullmatch(value) is not None)


LANGUAGE = r"[a-z]{2,3}(-[A-Za-z]{2,4})?"
PEOPLE = [
    ("sex", one_of("woman", "man", "other_or_not_said")),
    ("age_band", one_of("under_20", "20-29", "30-39", "40-49", "50-59", "60+", "unknown")),
    ("language_group", like(r"[a-z_]{3,30}")),
    ("arrival_band", one_of("under_1", "1_to_3", "3_to_6", "6_or_more", "unknown")),
    ("schooling", one_of("none", "up_to_9", "10_or_more", "unknown")),
]
COLUMNS: dict[str, list[tuple[str, Test]]] = {
    "people": [
        ("person", pseudonym("p")),
        *PEOPLE,
        ("circles", number(1, 50)),
        ("offered", number(0, 500)),
        ("attended", number(0, 500)),
    ],
    "attendance": [
        ("person", pseudonym("p")),
        ("circle", pseudonym("c")),
        ("leader", pseudonym("l", NOT_APPLICABLE)),
        ("session", number(1, 99)),
        ("module", number(1, 40, 99)),
        ("week", number(0, 150)),
        ("state", one_of("held", "cancelled")),
        ("mark", one_of("present", "part", "notified", "absent", NOT_APPLICABLE, MISSING)),
        ("offered", one_of(1, NOT_APPLICABLE, MISSING)),
        ("attended", one_of(0, 1, NOT_APPLICABLE, MISSING)),
        ("minutes", number(0, 720, NOT_APPLICABLE)),
        ("film", number(1, 40, NOT_APPLICABLE)),
        ("film_language", like(LANGUAGE, NOT_APPLICABLE)),
        ("film_minutes", number(0, 720, NOT_APPLICABLE)),
        ("seat", one_of("active", "completed", "left", "never_came")),
        (
            "reason",
            one_of(
                NOT_APPLICABLE,
                *("work_or_studies", "moved", "time_or_place", "health", "childcare", "other_circle", "did_not_fit"),
                "not_said",
            ),
        ),
        ("enrolled_week", number(0, 150)),
        ("circle_language", like(LANGUAGE)),
        ("county", like(r"[0-2]\d")),
        ("circle_sessions", number(1, 99)),
        *PEOPLE,
    ],
    "answers": [
        ("person", pseudonym("p")),
        ("circle", pseudonym("c")),
        ("instrument", like(r"[a-z][a-z0-9]{0,20}-\d{1,2}")),
        ("wave", one_of("before", "after", "three_months")),
        ("item", number(0, 40)),
        ("answer", number(0, 200, NOT_APPLICABLE, MISSING)),
    ],
}
# What the report has to say: every condition in this order, and every column that stands for something finer.
CONDITIONS = (
    "extract_mode",
    "extract_ethics",
    "extract_agreement",
    "extract_dpia",
    "extract_purpose",
    "extract_notice",
    "extract_recipient",
    "extract_destroy_by",
    "extract_principal",
    "extract_second_person",
    "extract_public_key",
    "extract_open",
)
COARSENED = {"age_band", "arrival_band", "schooling", "session", "week", "enrolled_week", "county"}
