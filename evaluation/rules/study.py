"""What a study must say before it can be opened, and after every change."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ALWAYS_TOLD_IN = ("sv", "en")  # who reads another language that isn't there gets both


class Lacks(StrEnum):
    POPULATION = "population"  # no programme: nobody to ask, nothing to release
    PURPOSE = "purpose"
    ETHICS_REFERENCE = "ethics_reference"
    ORDER_OF_DATES = "order_of_dates"
    RECIPIENT = "recipient"  # the notice doesn't name the one who is to have the answers
    NOTICE_TEXT = "notice_text"
    INSTRUMENT = "instrument"  # waves without anything to ask
    WAVE = "wave"  # instruments, and no time to ask
    LICENCE = "licence"
    ANSWERED = "answered"  # what somebody has answered is taken out of the plan


@dataclass(frozen=True, slots=True)
class Plan:
    """`dates`: start, end, and the day by which the recipient destroys what they have.

    `recipient` and `named` are organisations: the study's own, and those of the notice. `licensed` are the instruments
    that somebody's licence is needed for; `answered` those instruments and waves that answers stand on.
    """

    programmes: Collection
    purpose: str
    mode: str
    ethics_reference: str
    dates: tuple[date, date, date]
    recipient: object
    named: Collection
    texts: Mapping[str, str]
    instruments: Collection[str] = ()
    waves: Collection[str] = ()
    licensed: Collection[str] = ()
    licence_reference: str = ""
    answered: Collection[str] = ()


def lacking(plan: Plan) -> tuple[Lacks, ...]:
    starts, ends, destroyed = plan.dates
    checks = {
        Lacks.POPULATION: not plan.programmes,
        Lacks.PURPOSE: not plan.purpose.strip(),
        Lacks.ETHICS_REFERENCE: plan.mode == "ethics" and not plan.ethics_reference.strip(),
        Lacks.ORDER_OF_DATES: not starts <= ends <= destroyed,
        Lacks.RECIPIENT: plan.recipient not in plan.named,
        Lacks.NOTICE_TEXT: not all(plan.texts.get(code, "").strip() for code in ALWAYS_TOLD_IN),
        Lacks.INSTRUMENT: bool(plan.waves) and not plan.instruments,
        Lacks.WAVE: bool(plan.instruments) and not plan.waves,
        Lacks.LICENCE: not set(plan.instruments).isdisjoint(plan.licensed) and not plan.licence_reference.strip(),
        Lacks.ANSWERED: not set(plan.answered) <= {*plan.instruments, *plan.waves},
    }
    return tuple(lack for lack, missing in checks.items() if missing)
