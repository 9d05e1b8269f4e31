"""What a phone and the server tell each other: the registers of these days down, a queue of marks up."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.access.verbs import Verb
from circles.access import enrolments_for, sessions_for
from circles.actions.sync import CONFLICT, REFUSED, REUSED, SAVED, Allowed, Answer, apply
from circles.models import AttendanceChange, Session
from circles.register import facts_of, registers_of
from circles.rules.sync import Operation, Unreadable, held_by_phones, read
from circles.words import sentence
from core.times import stamp

NOT_FOUND, UNREADABLE = "not_found", "unreadable"
REASONS = frozenset(AttendanceChange.Reason.values)


def for_phone(user, now: datetime) -> dict:
    """The registers that a leader's phone may hold: session, time, circle's title, cards and marks. Nothing else."""
    first, last = held_by_phones(now)
    mine = Session.objects.led_by(user).with_circle().exclude(status="cancelled")
    sessions = list(mine.filter(starts_at__gte=first, starts_at__lte=last).order_by("starts_at", "pk"))
    return {"now": now.isoformat(), "registers": [facts_of(one) for one in registers_of(sessions)]}


def receive(user, sent: list) -> list[dict]:
    """An answer to each operation, in order. One that is unreadable or a stranger's keeps no other from its place."""
    operations = [_read(one) for one in sent]
    allowed = _allowed(user, operations)
    answers = dict(zip(allowed, apply(allowed=allowed.values(), by=user), strict=True)) if allowed else {}
    return [_told(raw, operations[place], answers.get(place)) for place, raw in enumerate(sent)]


def _read(sent) -> Operation | None:
    try:
        return read(sent, REASONS)
    except Unreadable:
        return None


def _allowed(user, operations) -> dict[int, Allowed]:
    """By place: those whose session, and whose seat in its circle, the user may mark."""
    readable = [one for one in operations if one]
    sessions = sessions_for(user, [one.session for one in readable], Verb.MARK)
    seats = enrolments_for(user, [one.enrolment for one in readable], Verb.MARK)
    found = {}
    for place, one in enumerate(operations):
        session, seat = (sessions.get(one.session), seats.get(one.enrolment)) if one else (None, None)
        if session and seat and session.circle_id == seat.circle_id:
            found[place] = Allowed(one, session, seat)
    return found


def _told(sent, operation: Operation | None, answer: Answer | None) -> dict:
    if operation is None:
        return {
            "op": _id(sent),
            "outcome": UNREADABLE,
            "sentence": _("Markeringen gick inte att läsa. Markera kortet igen."),
        }
    if answer is None:
        return {
            "op": _id(sent),
            "outcome": NOT_FOUND,
            "sentence": _("Träffen eller kortet finns inte längre bland dina cirklar."),
        }
    return {"op": _id(sent), "outcome": answer.outcome} | WORDS[answer.outcome](answer)


def _id(sent) -> str:
    return str(sent.get("op", ""))[:36] if isinstance(sent, dict) else ""


def _saved(answer: Answer) -> dict:
    at = datetime.fromisoformat(answer.facts["at"])
    return {"status": answer.facts["status"], "version": answer.facts["version"], "saved": stamp(at)}


def _conflict(answer: Answer) -> dict:
    facts = {key: answer.facts[key] for key in ("mine", "theirs", "version")}
    return facts | {"sentence": _("En annan ledare hann före. Välj vilket värde som ska gälla.")}


def _refused(answer: Answer) -> dict:
    return {"sentence": " ".join(sentence(one) for one in answer.reasons)}


def _reused(answer: Answer) -> dict:
    return {
        "status_code": 409,
        "sentence": _("Markeringen har skickats förut med ett annat innehåll. Ingenting ändrades."),
    }


WORDS = {SAVED: _saved, CONFLICT: _conflict, REFUSED: _refused, REUSED: _reused}
