"""The three answers about a past session without a register, and how each is taken back."""

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from circles.actions.planning import cancel_session, restore_session
from circles.actions.register import resolve_missing_register
from circles.models import Session
from circles.rules.verdict import Refused, reason

HELD, CANCELLED, LOST = "held", "cancelled", "list_lost"


def answer(*, session: Session, given: str, by) -> Session:
    """Carry out the answer. Refused where somebody answered before; BadRequest for anything but the three."""
    if given not in (HELD, CANCELLED, LOST):
        raise BadRequest(f"answer={given!r}")
    if session.status not in (Session.Status.PLANNED, Session.Status.MOVED):
        raise Refused(reason("already_answered"))
    if given == CANCELLED:
        return cancel_session(session=session, reason_code=Session.CancelReason.NEVER_HELD, by=by)
    return resolve_missing_register(session=session, answer=given, by=by)


def said(session: Session, given: str) -> str:
    """What the toast says."""
    names = {"circle": session.circle.title, "number": session.ordinal}
    return {
        HELD: _("%(circle)s, träff %(number)s: hölls. Ledaren kan fylla i närvaron."),
        CANCELLED: _("%(circle)s, träff %(number)s: ställdes in."),
        LOST: _("%(circle)s, träff %(number)s: hölls, listan saknas."),
    }[given] % names


def take_back(*, session: Session, sequence: int, by) -> Session:
    """Undo the answer after which the session stood at `sequence`. Refused where something has happened since."""
    hours_are_confirmed = session.study_hours is not None and session.register_lost_at is None
    if session.sequence != sequence or hours_are_confirmed:
        raise Refused(reason("already_answered"))
    return restore_session(session=session, by=by)
