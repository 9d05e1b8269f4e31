"""What a leader shares about a meeting, per language, and who must know of a change."""

from dataclasses import dataclass

from accounts.models import User
from circles.calendar_pages import FeedPanel, own_panel
from circles.leading import leaders_at
from circles.letters import staff_of
from circles.models import Session
from circles.public_page.languages import SOURCE, Language, known, languages
from circles.public_page.reminders import Reminder, reminder


@dataclass(frozen=True)
class ShareText:
    """One text in one language. `shared` is what goes to the phone: an unreviewed text takes the Swedish one along."""

    language: Language
    text: str
    shared: str


def share_texts(session: Session, kind: str, link: str = "") -> list[ShareText]:
    """The circle's language first, then Swedish, then the others."""
    mine = known(session.circle.language_id)
    swedish = reminder(session, SOURCE, kind=kind).text
    ordered = sorted(languages(), key=lambda one: (one.code != mine, one.code != SOURCE))
    return [_share_text(reminder(session, one.code, link, kind), swedish) for one in ordered]


def _share_text(one: Reminder, swedish: str) -> ShareText:
    shared = one.text if one.language.is_reviewed else f"{one.text}\n\n{swedish}"
    return ShareText(one.language, one.text, shared)


@dataclass(frozen=True)
class MustKnow:
    """`staff` get a letter, or have got it; `cards` are how many the leader tells herself, `bookings` who else is
    to be told: an interpreter, childcare."""

    staff: tuple[User, ...]
    calendars: tuple[tuple[str, FeedPanel], ...]
    cards: int
    bookings: tuple[str, ...]

    @property
    def staff_names(self) -> list[str]:
        return [user.name for user in self.staff]


def must_know(session: Session, *, by) -> MustKnow:
    """Whom a change of this meeting concerns. The one who makes it knows already."""
    leaders = [one for one in leaders_at(session) if one.user]
    booked = Session.Booking.BOOKED
    return MustKnow(
        staff=tuple(user for user in staff_of(session) if user != by),
        calendars=tuple((one.name, panel) for one in leaders if (panel := own_panel(one)).feed),
        cards=session.circle.enrolments.on_register_of(session).count(),
        bookings=tuple(name for name in ("interpreter", "childcare") if getattr(session, name) == booked),
    )
