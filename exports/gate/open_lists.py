"""What finished open tables may hold. Written down here a second time, on purpose."""

import re
from collections.abc import Callable
from dataclasses import dataclass

WITHHELD, NOT_APPLICABLE = -96, -97
ALL, REST = "all", "rest"

# Column of A_characteristics → category → labels whose people it holds, with all finer ones.
FAMILIES = "chadic indic germanic romance baltic turkic niger_congo uralic sino_tibetan other_family"
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "sex": {"woman": ("woman",), "man": ("man",), "other_or_not_said": ("other_or_not_said",)},
    "age_band": {"under_50": ("under_50",), "50+": ("50+",)},
    "language_group": {
        "semitic": ("semitic",),
        "iranian": ("iranian",),
        "cushitic": ("cushitic",),
        "slavic": ("slavic",),
        "other_families": tuple(FAMILIES.split()),
    },
    "arrival_band": {"under_3": ("under_3",), "3_or_more": ("3_or_more",)},
    "dose_band": {"below_high": ("below_high",), "high": ("high",)},
}


@dataclass(frozen=True)
class Allowed:
    """`keys` name a row; `counts` are numbers. A breakdown has sums and shares of them, else the last is a part of the
    one before, or of the first row's."""

    keys: tuple[str, ...]
    counts: tuple[str, ...]
    is_breakdown: bool = False

    @property
    def header(self) -> list[str]:
        return [*self.keys, *self.counts, "percent"]


TABLES: dict[str, Allowed] = {
    "P1_sex_age": Allowed(("sex", "age_band"), ("people",), True),
    "P2_language": Allowed(("language_group",), ("people",), True),
    "P3_arrival": Allowed(("arrival_band",), ("people",), True),
    "P4_dose": Allowed(("dose_band",), ("people",), True),
    "P5_flow": Allowed(("step",), ("people",)),
    "P6_sessions": Allowed(("session",), ("marked", "attended")),
    "P7_modules": Allowed(("module",), ("planned", "held")),
    "P8_films": Allowed(("language",), ("showings",), True),
}
OF_PEOPLE = ("P1_sex_age", "P2_language", "P3_arrival", "P4_dose")
STEPS = ("invited", "enrolled", "started", "completed", "before", "after")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?|other|all")
MIN_PEOPLE, MIN_CIRCLES = 30, 3


def _ordinal(value) -> bool:
    return type(value) is int and (1 <= value <= 40 or value == 99)


def _of(column: str) -> Callable[[object], bool]:
    return lambda value: value in (*GROUPS[column], REST, ALL)


LABELS: dict[str, Callable[[object], bool]] = {
    **{column: _of(column) for column in GROUPS},
    "step": lambda value: value in STEPS,
    "session": _ordinal,
    "module": _ordinal,
    "language": lambda value: type(value) is str and LANGUAGE.fullmatch(value) is not None,
}
