""" "Räkna rummet" as a page shows it: what the tiles say, what was counted, and the hours that follow."""

from dataclasses import dataclass

from django.db.models import Case, When
from django.utils import timezone

from circles.actions.hours import proposal_for
from circles.actions.planning import facts_for
from circles.models import ATTENDED, Session, SessionFilm
from circles.rules.coach import Meeting, why_not
from circles.rules.register import MeetingCount, RoomCount, meeting_count
from circles.rules.study_hours import HoursProposal, may_break
from circles.rules.verdict import Reason
from circles.words import sentence, sentences
from core.times import film_position
from materials.models import FilmVersion


@dataclass(frozen=True)
class Room:
    """`is_counted`: somebody has counted; until then the numbers are what the tiles propose."""

    session: Session
    count: RoomCount
    children: int
    proposal: HoursProposal
    meeting: MeetingCount
    not_counting: Reason | None
    typed_hours: int | None = None
    is_counted: bool = False

    @property
    def themes(self) -> list[tuple[str, str]]:
        return Session.Theme.choices

    @property
    def hours(self) -> int:
        """Typed now, else confirmed earlier, else proposed."""
        return _first(self.typed_hours, self.session.study_hours, self.proposal.hours)

    @property
    def why_not(self) -> str:
        return sentence(self.not_counting) if self.not_counting else ""

    @property
    def break_too_long(self) -> str:
        """Instead of the sum, which would be of less than no minutes."""
        return " ".join(sentences(may_break(self.proposal.break_minutes, self.proposal.minutes).reasons))

    @property
    def ceilings(self) -> list[str]:
        """Why fewer hours are proposed than the minutes give."""
        return sentences(self.proposal.reasons)


def room_of(session: Session, *, adults=None, children=None, break_minutes=None, hours=None) -> Room:
    """The stored count, or the one that stands in the form now. Nothing is saved."""
    cards = session.attendances.filter(status__in=ATTENDED).count()
    leaders = max(1, session.circle.leader_links.filter(ended_on=None, part__in=("leader", "co_leader")).count())
    counted = _first(adults, session.adults_counted, cards + leaders)
    count = RoomCount(cards=cards, leaders=leaders, counted=counted)
    proposal = proposal_for(session, break_minutes=break_minutes)
    return Room(
        is_counted=session.adults_counted is not None or counted != cards + leaders,
        session=session,
        count=count,
        children=_first(children, session.children_counted, _expected_children(session)),
        proposal=proposal,
        meeting=meeting_count(cards=cards, leaders=leaders, guests=count.guests),
        not_counting=_why_not(session, count, proposal),
        typed_hours=hours,
    )


def _first(*values):
    return next(value for value in values if value is not None)


def _expected_children(session: Session) -> int:
    """A first guess: one child for each person here who asked for childcare."""
    return session.attendances.filter(status__in=ATTENDED, enrolment__participant__needs_childcare=True).count()


def _why_not(session: Session, count: RoomCount, proposal: HoursProposal) -> Reason | None:
    meeting = Meeting(
        number=session.ordinal,
        day=session.starts_at.date(),
        held=True,
        attended=frozenset(range(count.cards)),
        leaders=count.leaders,
        hours=proposal.hours,
    )
    return why_not(meeting, facts_for(session))


@dataclass(frozen=True)
class SessionPlan:
    """What a session's page adds to the session: the planned film, the shown ones, and whether marks may be set."""

    film: FilmVersion | None
    shown: tuple[SessionFilm, ...]
    is_open_for_marks: bool

    @property
    def safe_stop(self) -> str:
        return safe_stop_of(self.film)


def plan_of(session: Session) -> SessionPlan:
    return SessionPlan(
        film=planned_film(session),
        shown=tuple(shown_films(session)),
        is_open_for_marks=timezone.localdate(session.starts_at) <= timezone.localdate(),
    )


def planned_film(session: Session) -> FilmVersion | None:
    """The session's film in the circle's language, else in Swedish, else none."""
    film = session.template.film if session.template else None
    if film is None:
        return None
    versions = {version.language_id: version for version in film.versions.select_related("language", "film")}
    return versions.get(session.circle.language_id) or versions.get("sv")


def safe_stop_of(film: FilmVersion | None) -> str:
    """ "06.20": where it goes well to stop the film and talk, or ""."""
    seconds = film.safe_stop_seconds if film else None
    return "" if seconds is None else film_position(seconds)


def films_for(session: Session):
    """The versions that can have been shown: the circle's language first."""
    own_first = Case(When(language=session.circle.language_id, then=0), default=1)
    return FilmVersion.objects.select_related("film", "language").order_by(own_first, "film__ordinal", "language")


def shown_films(session: Session):
    return SessionFilm.objects.filter(session=session).select_related("version__film", "version__language")
