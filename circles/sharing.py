"""What a leader shares about a meeting, per language, and who must know of a change."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from circles.calendar_pages import FeedPanel, own_panel
from circles.leading import leaders_at
from circles.letters import staff_of
from circles.models import Session
from circles.share_words import WORDS, ShareWords, day_words, isolated
from core.times import stamp
from organisations.models import Language

KINDS = ("reminder", "moved", "cancelled", "added")


@dataclass(frozen=True)
class ShareText:
    """One text in one language. `shared` is what goes to the phone: an unreviewed text takes the Swedish one along."""

    code: str
    name: str
    words: ShareWords
    text: str
    shared: str
    is_circles: bool  # the circle's own language


def kind_of(session: Session) -> str:
    """What there is to tell about the meeting as it stands."""
    if session.status == Session.Status.CANCELLED:
        return "cancelled"
    return "moved" if session.moved_from else "reminder"


def share_texts(session: Session, kind: str) -> list[ShareText]:
    """The circle's language first, then Swedish, then the others."""
    names = dict(Language.objects.filter(code__in=WORDS).values_list("code", "autonym"))
    mine = session.circle.language_id
    swedish = text_in(WORDS["sv"], session, kind)
    codes = sorted(WORDS, key=lambda code: (code != mine, code != "sv"))
    return [_share_text(code, names.get(code, code), session, kind, swedish) for code in codes]


def _share_text(code: str, name: str, session: Session, kind: str, swedish: str) -> ShareText:
    words = WORDS[code]
    text = text_in(words, session, kind)
    shared = text if words.is_reviewed else f"{text}\n\n{swedish}"
    return ShareText(code, name, words, text, shared, code == session.circle.language_id)


def text_in(words: ShareWords, session: Session, kind: str) -> str:
    """Time and place in one language; 24-hour clock in all of them."""
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    place = ", ".join(part for part in (session.place_name, session.room_name) if part)
    before = day_words(words, timezone.localtime(session.moved_from)) if session.moved_from else ""
    told = {"circle": session.circle.title, "start": stamp(start), "end": stamp(end), "place": place}
    told = {name: isolated(words, value) for name, value in told.items()}
    sentence = getattr(words, kind).format(day=day_words(words, start), before=before, **told)
    if place and kind != "cancelled":
        return f"{sentence} {words.at_place.format(**told)}"
    return sentence


@dataclass(frozen=True)
class MustKnow:
    """`staff` get a letter, or have got it; `cards` are how many the leader tells herself, `bookings` who else is
    to be told: an interpreter, childcare."""

    staff: tuple[User, ...]
    calendars: tuple[tuple[str, FeedPanel], ...]
    cards: int
    bookings: tuple[str, ...]


def must_know(session: Session, *, by) -> MustKnow:
    """Whom a change of this meeting concerns. The one who makes it knows already."""
    leaders = [one for one in leaders_at(session) if one.user]
    booked = Session.Booking.BOOKED
    return MustKnow(
        staff=tuple(user for user in staff_of(session) if user != by),
        calendars=tuple((one.name, panel) for one in leaders if (panel := own_panel(one)).feed),
        cards=session.circle.enrolments.on_register_of(session).count() if session.pk else 0,
        bookings=tuple(name for name in ("interpreter", "childcare") if getattr(session, name) == booked),
    )
