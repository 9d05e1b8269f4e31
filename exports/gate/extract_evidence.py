"""Who may be in an extract, worked out again without the builder's queries and with the key itself."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from circles.models import Circle, Enrolment
from communicators.models import Communicator
from evaluation.models import StudyConsent


@dataclass(frozen=True)
class Evidence:
    """`who`: column → the pseudonyms that may stand in it. `told`: words that the README has to say, a date among
    them. `forbidden`: names of circles, leaders and places."""

    who: dict[str, frozenset]
    told: tuple[str, ...]
    forbidden: re.Pattern | None


def evidence(release, key: bytes, told: tuple[str, ...]) -> Evidence:
    yes = StudyConsent.objects.filter(notice=release.notice_id).exclude(participant__is_protected=True)
    people = {
        one.participant_id: one.participant.public_id
        for one in yes.select_related("participant")
        if one.withdrawn_at is None
    }
    signed = Circle.objects.filter(programme=release.programme_id, status__in=("signed", "checked", "archived"))
    seats = Enrolment.objects.filter(circle__in=signed).select_related("circle")
    circles = {seat.circle_id: seat.circle.public_id for seat in seats.iterator() if seat.participant_id in people}
    leaders = Communicator.objects.values_list("public_id", flat=True)
    return Evidence(
        {
            "person": frozenset(_of(key, "p", one) for one in people.values()),
            "circle": frozenset(_of(key, "c", one) for one in circles.values()),
            "leader": frozenset({-97, *(_of(key, "l", one) for one in leaders)}),
        },
        told,
        _any_of(_names(list(circles), release)),
    )


def _of(key: bytes, kind: str, public_id) -> str:
    mac = hmac.HMAC(key, digestmod=hashlib.sha256)
    mac.update(kind.encode() + b":" + str(public_id).encode("ascii"))
    return kind + base64.b32encode(mac.digest())[:16].decode("ascii").lower()


def _names(circles: list[int], release) -> set[str]:
    told = {release.programme.name.casefold(), release.programme.circle_title.casefold()}
    found = set()
    rows = Circle.objects.filter(pk__in=circles)
    for row in rows.values_list("title", "place", "municipality__name", "hub__name", "leaders__name"):
        found |= {word for word in row if word and word.casefold() not in told}
    return found


def _any_of(words: set[str]) -> re.Pattern | None:
    if not words:
        return None
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(words)), re.IGNORECASE)
