"""What has left the house about a person in a study, as the rooms that hand out tell it.

This room knows no releases. A room above registers one function; a page here only asks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from evaluation.models import Study
from participants.models import Participant


@dataclass(frozen=True, slots=True)
class GivenOut:
    """`code` as the recipient knows it. `is_anonymous` stays as it is; the other the recipient is told to destroy."""

    code: str
    is_anonymous: bool


Teller = Callable[[Study, Participant], list[GivenOut]]
_TELLERS: list[Teller] = []


def tell(teller: Teller) -> Teller:
    """As a decorator: asked from now on."""
    _TELLERS.append(teller)
    return teller


def given_out(study: Study, participant: Participant) -> list[GivenOut]:
    return [one for teller in _TELLERS for one in teller(study, participant)]
