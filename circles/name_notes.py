"""Name notes on the cards of one circle."""

from circles.models import Circle
from circles.querysets import SEATED
from participants.models import Participant
from participants.name_notes import lock_of, notes_of


def cards_of(circle: Circle) -> list[Participant]:
    seats = circle.enrolments.filter(status__in=SEATED).select_related("participant").order_by("enrolled_at", "pk")
    return [seat.participant for seat in seats]


def locked_names(user, circle: Circle) -> dict:
    """For the script: how the user's notes are locked, and those of this circle's cards. Only ciphertext."""
    lock = lock_of(user)
    facts = {"salt": lock.salt, "rounds": lock.rounds, "check": lock.check_text} if lock else None
    return {"lock": facts, "notes": notes_of(user, cards_of(circle)) if lock else {}}
