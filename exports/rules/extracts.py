"""What must stand before single persons' rows may leave the house, pseudonymised: each condition by its name. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Lacks(StrEnum):
    """A condition that isn't met. The order is that of the page."""

    MODE = "extract_mode"
    ETHICS = "extract_ethics"
    AGREEMENT = "extract_agreement"
    DPIA = "extract_dpia"
    PURPOSE = "extract_purpose"
    NOTICE = "extract_notice"
    RECIPIENT = "extract_recipient"
    DESTROY_BY = "extract_destroy_by"
    PRINCIPAL = "extract_principal"
    SECOND_PERSON = "extract_second_person"
    PUBLIC_KEY = "extract_public_key"
    OPEN = "extract_open"


@dataclass(frozen=True, slots=True)
class Conditions:
    """`recipient` and `named` are organisations: whoever gets the rows, and those that the notice names (None where
    no notice is written). `principal` and `asks` are people; the principal is None where she may not approve any more.
    """

    mode: str
    ethics_reference: str
    agreement: str
    dpia_reference: str
    purpose: str
    recipient: object
    named: Collection | None
    destroy_by: date
    principal: object | None
    asks: object | None
    public_key: str
    is_closed: bool


def lacking(conditions: Conditions, today: date) -> tuple[Lacks, ...]:
    """Everything that is missing, in the order of the page; nothing when an extract may be asked for.

    Never one's own request: where the principal asks herself, nobody is left who could approve it.
    """
    told = conditions.named is not None
    missing = {
        Lacks.MODE: conditions.mode != "ethics",
        Lacks.ETHICS: not conditions.ethics_reference.strip(),
        Lacks.AGREEMENT: not conditions.agreement.strip(),
        Lacks.DPIA: not conditions.dpia_reference.strip(),
        Lacks.PURPOSE: not conditions.purpose.strip(),
        Lacks.NOTICE: not told,
        Lacks.RECIPIENT: told and conditions.recipient not in conditions.named,
        Lacks.DESTROY_BY: conditions.destroy_by <= today,
        Lacks.PRINCIPAL: conditions.principal is None,
        Lacks.SECOND_PERSON: conditions.principal is not None and conditions.principal == conditions.asks,
        Lacks.PUBLIC_KEY: not conditions.public_key,
        Lacks.OPEN: conditions.is_closed,
    }
    return tuple(lack for lack, is_missing in missing.items() if is_missing)
