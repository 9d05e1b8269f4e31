"""A circle's page as a participant reads it: what is shown, and in whose words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation

from circles.models import Circle, CirclePage, Session
from circles.public_page.languages import SOURCE, Language, known, language
from circles.querysets import COMING
from circles.rules.public_page import without_code

THEMES_IN = ("sv", "en", "ar")  # modeltranslation's languages, where a programme's themes are written


@dataclass(frozen=True)
class Text:
    """Words with their language. The pieces are the lines that the leader wrote."""

    language: str
    direction: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True)
class Meeting:
    session: Session
    number: int
    of: int
    theme: Text | None

    @property
    def starts_at(self) -> datetime:
        return self.session.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.session.ends_at

    @property
    def is_cancelled(self) -> bool:
        return self.session.status == Session.Status.CANCELLED

    @property
    def is_moved(self) -> bool:
        return bool(self.session.moved_from) and not self.is_cancelled


@dataclass(frozen=True)
class ShownPage:
    """`coming` are all meetings not over yet, the cancelled ones too; `next` is the first that will be."""

    page: CirclePage
    language: Language
    now: datetime
    coming: tuple[Meeting, ...]
    of: int

    @property
    def circle(self) -> Circle:
        return self.page.circle

    @property
    def next(self) -> Meeting | None:
        return next((one for one in self.coming if not one.is_cancelled), None)

    @property
    def is_today(self) -> bool:
        return bool(self.next) and timezone.localdate(self.next.starts_at) == timezone.localdate(self.now)

    @property
    def cancelled_before(self) -> tuple[Meeting, ...]:
        """Cancelled meetings that somebody could still be on the way to."""
        until = self.next.starts_at if self.next else None
        return tuple(one for one in self.coming if one.is_cancelled and (until is None or one.starts_at < until))

    @property
    def place(self) -> str:
        return self.public(self.next.session.place_name if self.next else self.circle.place)

    @property
    def room(self) -> str:
        return self.public(self.next.session.room_name if self.next else self.circle.room)

    @property
    def address(self) -> str:
        return ", ".join(part for part in (self.place, self.room, self.circle.municipality.name) if part)

    @property
    def way(self) -> Text | None:
        """The way to the circle's own place; of none where the next meeting is somewhere else."""
        if self.next and self.next.session.place:
            return None
        return self._written(self.page.way, self.page.way_own)

    @property
    def expect(self) -> Text | None:
        return self._written(self.page.expect, self.page.expect_own)

    def public(self, text: str) -> str:
        """The text as it may stand on the page."""
        return without_code(text, self.circle.door_code)

    def _written(self, swedish: str, own: str) -> Text | None:
        """In the reader's language where that is the circle's; else in Swedish; else as there is."""
        code = known(self.circle.language_id) or self.circle.language_id
        mine = Text(code, self.circle.language.direction, tuple(own.splitlines())) if own else None
        theirs = Text(SOURCE, "ltr", tuple(swedish.splitlines())) if swedish else None
        return (mine or theirs) if code == self.language.code else (theirs or mine)


def shown_page(page: CirclePage, words: Language, now: datetime | None = None) -> ShownPage:
    """One query."""
    moment = now or timezone.now()
    sessions = list(page.circle.sessions.select_related("template").order_by("starts_at", "pk"))
    for session in sessions:
        session.circle = page.circle
    left = [one for one in sessions if one.ends_at > moment and one.status in (*COMING, "cancelled")]
    of = max((one.ordinal for one in sessions), default=0)
    return ShownPage(
        page=page,
        language=words,
        now=moment,
        coming=tuple(Meeting(one, one.ordinal, of, _theme(page, one, words)) for one in left),
        of=of,
    )


def _theme(page: CirclePage, session: Session, words: Language) -> Text | None:
    """Only where the leader allows it."""
    if not page.shows_themes or not session.title:
        return None
    code = words.code if words.code in THEMES_IN else SOURCE
    with translation.override(code):
        return Text(code, language(code).direction, (session.theme,))


def page_of(circle: Circle) -> CirclePage | None:
    """For those who run the circle: open, closed, or none yet."""
    page = CirclePage.objects.filter(circle=circle).first()
    if page is not None:
        page.circle = circle
    return page
