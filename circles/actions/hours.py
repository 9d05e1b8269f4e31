"""After the meeting: how many were in the room, study hours, the film, and a call to the coordinator."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from audit.events import record
from circles.actions.planning import facts_for, locked, not_locked
from circles.models import Circle, Session, SessionFilm
from circles.rules.films import may_show
from circles.rules.study_hours import HoursProposal, may_break, may_confirm, propose_hours
from circles.rules.verdict import Refused, reason, require


def proposal_for(session: Session, *, break_minutes: int | None = None) -> HoursProposal:
    """What the rules in force that day give this session, beside the circle's other held sessions of the week."""
    week = Session.objects.others_in_week(session).aggregate(count=Count("pk"), hours=Sum("study_hours"))
    return propose_hours(
        minutes=session.minutes,
        break_minutes=session.break_minutes if break_minutes is None else break_minutes,
        facts=facts_for(session),
        week_meetings=week["count"],
        week_hours=week["hours"] or 0,
    )


@transaction.atomic
def count_room(*, session: Session, adults: int, children: int, by) -> Session:
    """The head count, leaders among the adults. It informs; it never stops anyone."""
    session.adults_counted, session.children_counted = adults, children
    session.save(update_fields=["adults_counted", "children_counted", "updated_at"])
    record("session.count_room", session, by=by)
    return session


@transaction.atomic
def note_theme(*, session: Session, theme_done: str, by) -> Session:
    """Whether there was time for the theme: fully, partly or not."""
    if session.theme_done != theme_done:
        session.theme_done = theme_done
        session.save(update_fields=["theme_done", "updated_at"])
        record("session.theme", session, by=by, done=theme_done)
    return session


@transaction.atomic
def confirm_study_hours(
    *, session: Session, hours: int, by, break_minutes: int | None = None, at: datetime | None = None
) -> Session:
    """The leader's own confirmation. The circle has ended when its last session is confirmed.

    Refused: more than proposed, a break as long as the meeting, a session that wasn't held, a signed list.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("circle").get(pk=session.pk)
    if session.status != Session.Status.HELD:
        raise Refused(reason("session_not_held"))
    if session.circle.status in Circle.LOCKED:
        raise Refused(reason("list_signed"))
    pause = session.break_minutes if break_minutes is None else break_minutes
    require(may_break(pause, session.minutes))
    require(may_confirm(hours, proposal_for(session, break_minutes=pause)))
    session.break_minutes, session.study_hours = pause, hours
    session.hours_confirmed_by = by if getattr(by, "pk", None) else None
    session.save()
    record("session.confirm_hours", session, by=by, hours=hours)
    _end_when_done(session.circle, by=by)
    return session


def _end_when_done(circle: Circle, *, by) -> None:
    left = circle.sessions.exclude(status="cancelled").filter(study_hours=None).exists()
    if circle.status == Circle.Status.RUNNING and not left:
        Circle.objects.filter(pk=circle.pk).update(status=Circle.Status.ENDED)
        record("circle.status", circle, by=by, before="running", after="ended")


@transaction.atomic
def finish_session(
    *, session: Session, adults: int, children: int, break_minutes: int, hours: int, by, theme_done: str = ""
) -> Session:
    """ "Klar för i kväll": the count of the room, the hours and how far the theme went, all or nothing."""
    count_room(session=session, adults=adults, children=children, by=by)
    if theme_done:
        note_theme(session=session, theme_done=theme_done, by=by)
    return confirm_study_hours(session=session, hours=hours, break_minutes=break_minutes, by=by)


@transaction.atomic
def show_film(*, session: Session, version, minutes: int, by) -> SessionFilm:
    """This version of a film was shown, for so many minutes. The same version again corrects the minutes.

    Refused: more minutes than the film has, a signed list.
    """
    not_locked(locked(session))
    require(may_show(minutes, version.minutes))
    shown, _ = SessionFilm.objects.update_or_create(session=session, version=version, defaults={"minutes": minutes})
    record("session.film", session, by=by, film=version.film_id, language=version.language_id, minutes=minutes)
    return shown


@transaction.atomic
def remove_film(*, shown: SessionFilm, by) -> None:
    """Refused for a signed list."""
    not_locked(locked(shown.session))
    record("session.film_removed", shown.session, by=by, film=shown.version.film_id)
    shown.delete()


@transaction.atomic
def ask_for_call(*, session: Session, by) -> Session:
    """Someone was affected tonight: the coordinator calls the leader. No name, no text, only that it is so.

    Asked twice is asked once.
    """
    session.help_wanted_at = timezone.now()
    waiting = Session.objects.filter(pk=session.pk, help_wanted_at=None)
    if waiting.update(help_wanted_at=session.help_wanted_at, updated_at=session.help_wanted_at):
        record("session.help_wanted", session, by=by)
    return session


@transaction.atomic
def take_back_call(*, session: Session, by) -> bool:
    """The leader needs no call after all. False where none is wanted any more."""
    return _no_call(session, "session.help_unwanted", by)


@transaction.atomic
def note_call(*, session: Session, by) -> bool:
    """The coordinator has called the leader. False where that was noted before."""
    return _no_call(session, "session.help_given", by)


def _no_call(session: Session, verb: str, by) -> bool:
    session.help_wanted_at = None
    asked = Session.objects.filter(pk=session.pk).exclude(help_wanted_at=None)
    found = asked.update(help_wanted_at=None, updated_at=timezone.now())
    if found:
        record(verb, session, by=by)
    return bool(found)
