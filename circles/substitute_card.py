"""What a substitute's card shows: plan, room, where the film stopped last time, cards. No names, no door code."""

from dataclasses import dataclass

from circles.models import Enrolment, Session, SessionFilm
from circles.room import SessionPlan, plan_of


@dataclass(frozen=True)
class SubstituteCard:
    """`cards` are those expected in the room; the protected are only counted. `last_film` is what was seen latest."""

    session: Session
    plan: SessionPlan
    last_film: SessionFilm | None
    cards: tuple[Enrolment, ...]
    hidden: int

    @property
    def number_of(self) -> int:
        return max(self.session.session_count, self.session.ordinal)


def substitute_card(session: Session) -> SubstituteCard:
    session = Session.objects.with_circle().with_number_of().get(pk=session.pk)
    seats = list(session.circle.enrolments.on_register_of(session))
    shown = SessionFilm.objects.filter(session__circle=session.circle_id, session__starts_at__lt=session.starts_at)
    return SubstituteCard(
        session=session,
        plan=plan_of(session),
        last_film=shown.select_related("session", "version__film", "version__language")
        .order_by("session__starts_at")
        .last(),
        cards=tuple(seat for seat in seats if not seat.participant.is_protected),
        hidden=sum(seat.participant.is_protected for seat in seats),
    )
