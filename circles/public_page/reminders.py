"""Texts about one meeting that a leader shares from her own phone: time and place, no theme, no name, no door code."""

from dataclasses import dataclass

from circles.models import Session
from circles.public_page.languages import SOURCE, Language, known, language
from circles.rules.public_page import without_code

# What there is to tell about a meeting → the sentence that tells it.
KINDS = {
    "reminder": "remind",
    "moved": "remind_moved",
    "placed": "remind_placed",
    "led": "remind_led",
    "cancelled": "remind_cancelled",
    "stands": "remind_stands",
    "added": "remind_added",
}


@dataclass(frozen=True)
class Reminder:
    language: Language
    text: str


def kind_of(session: Session) -> str:
    """What there is to tell about the meeting as it stands."""
    if session.status == Session.Status.CANCELLED:
        return "cancelled"
    return "moved" if session.moved_from else "reminder"


def reminder(session: Session, code: str = "", link: str = "", kind: str = "") -> Reminder:
    """In the language `code` where it is one of the eight; else in the circle's where it is; else in Swedish.

    A sentence a line, and the first begins in the language's own script: phones lay out each line by its first letter.
    """
    words = language(known(code) or known(session.circle.language_id) or SOURCE)
    return Reminder(words, "\n".join(_sentences(session, words, link, kind or kind_of(session))))


def _sentences(session: Session, words: Language, link: str, kind: str):
    facts = {
        "circle": session.circle.title,
        "day": words.day(session.starts_at),
        "start": words.clock(session.starts_at),
        "end": words.clock(session.ends_at),
    }
    yield words.say(KINDS[kind], **facts)
    places = (without_code(part, session.circle.door_code) for part in (session.place_name, session.room_name))
    if kind != "cancelled" and (place := ", ".join(part for part in places if part)):
        yield words.say("remind_place", place=place)
    if link:
        yield words.say("remind_link")
        yield link
