"""The one gate per object of this room. A stranger's circle is a 404, and the attempt is in the log."""

from django.http import Http404
from django.utils import timezone

from accounts.access.gates import object_or_404, objects_for, require
from accounts.access.roles import Role
from accounts.access.verbs import Thing, Verb
from accounts.models import User
from audit.events import record
from circles.models import Circle, CircleLeader, Enrolment, ImportBatch, ImportDraft, ImportKey, Reflection, Session
from communicators.models import Communicator
from core.readonly import bookkeeping
from organisations.models import Hub, Membership


def _circles(user, verb: Verb):
    if verb == Verb.SEE:
        return Circle.objects.visible_to(user)
    if verb == Verb.SEE_PEOPLE:
        return Circle.objects.read_with_people(user)
    if verb == Verb.APPROVE:
        return Circle.objects.approved_by(user)
    if verb == Verb.NOTE:
        return Circle.objects.led_by(user)
    if verb == Verb.SIGN:
        return Circle.objects.led_by(user).run_by(user)
    if verb == Verb.CHECK:
        return Circle.objects.checked_by(user)
    if verb == Verb.HAND_OVER:
        return Circle.objects.coordinated_by(user)
    if verb == Verb.EDIT:
        return Circle.objects.run_by(user)
    return Circle.objects.visible_with_people(user)


def _sessions(user, verb: Verb):
    """A circle's meetings. Who stands in at one of them reads its plan, and works with that one alone."""
    if verb == Verb.SEE_PEOPLE:
        return Session.objects.read_with_people(user)
    if verb in (Verb.EDIT, Verb.MARK):
        return Session.objects.visible_with_people(user)
    return Session.objects.filter(circle__in=_circles(user, verb))


def visible_circles(user):
    """For lists: with the counts of the list."""
    return Circle.objects.visible_to(user).for_list(timezone.now()).order_by("title", "pk")


def visible_sessions(user):
    return Session.objects.visible_to(user).with_circle().order_by("-starts_at", "-pk")


def circle_for(user, public_id, verb: Verb) -> Circle:
    """The circle that `user` may do `verb` to, or Http404."""
    queryset = _circles(user, verb).select_related("municipality", "language", "programme", "hub", "association")
    found = object_or_404(queryset, user, public_id, verb)
    if only_reads(user, found):
        _note(found, "circle.people_seen" if verb == Verb.SEE_PEOPLE else "circle.seen", user)
    return found


def session_for(user, public_id, verb: Verb) -> Session:
    """The session of a circle that `user` may do `verb` to, or Http404."""
    queryset = _sessions(user, verb).with_circle()
    found = object_or_404(queryset, user, public_id, verb)
    if only_reads(user, found.circle):
        _note(*((found, "register.seen") if verb == Verb.SEE_PEOPLE else (found.circle, "circle.seen")), user)
    return found


def only_reads(user, circle: Circle) -> bool:
    """Whether the user sees the circle as a data steward, and not in the work of it: each reading is written down."""
    return _is_steward(user) and Circle.objects.watched_by(user).filter(pk=circle.pk).exists()


def list_seen(user) -> None:
    """Write down that a data steward has looked at a list of circles or sessions, of every hub."""
    if _is_steward(user):
        _note(None, "circle.list_seen", user)


def _is_steward(user) -> bool:
    return Role.STEWARD in getattr(user, "roles", ())


def _note(seen, verb: str, user) -> None:
    with bookkeeping():
        record(verb, seen, by=user)


def board_session_for(user, public_id) -> Session:
    """A session on the board that the user may volunteer for, or Http404. One that was just taken is told of by the
    action: it is here as long as it is to come."""
    hubs = Membership.objects.of(user, Role.COMMUNICATOR).values("user__communicator__hub")
    queryset = (
        Session.objects.coming(timezone.now())
        .filter(circle__hub__in=hubs)
        .exclude(circle__in=Circle.objects.led_by(user).values("pk"))
    )
    return object_or_404(queryset.with_circle(), user, public_id, Verb.EDIT)


def board_for(user):
    """The sessions of the user's hub that want a leader, the soonest first."""
    return Session.objects.on_board_for(user, timezone.now()).with_circle().with_number_of().order_by("starts_at", "pk")


def enrolment_for(user, public_id, verb: Verb) -> Enrolment:
    """The seat in a circle that `user` may do `verb` to, or Http404."""
    queryset = Enrolment.objects.filter(circle__in=_circles(user, verb)).select_related("circle", "participant")
    return object_or_404(queryset, user, public_id, verb)


def may_sync(user) -> None:
    """Http404 for whoever never takes a register."""
    require(user, Verb.MARK, Thing.CIRCLE)


def sessions_for(user, public_ids, verb: Verb) -> dict:
    """Many sessions at once, by public id. A stranger's is left out, and the attempt is in the log."""
    return objects_for(_sessions(user, verb).with_circle(), user, public_ids, verb)


def enrolments_for(user, public_ids, verb: Verb) -> dict:
    """Many seats at once, by public id. A stranger's is left out, and the attempt is in the log."""
    return objects_for(Enrolment.objects.filter(circle__in=_circles(user, verb)), user, public_ids, verb)


def leader_link_for(user, circle: Circle, pk: int) -> CircleLeader | None:
    """The open link of a leader to a circle that has passed its gate; None where it is of another circle."""
    return circle.leader_links.filter(pk=pk, ended_on=None).first()


def communicator_of(user) -> Communicator | None:
    """Who the user is as a leader; None for one who leads nothing any more."""
    if not Membership.objects.of(user, Role.COMMUNICATOR).exists():
        return None
    return Communicator.objects.filter(user=user, is_active=True).select_related("hub").first()


def own_communicator(user) -> Communicator:
    """Who the user is as a leader, or Http404."""
    found = communicator_of(user)
    if found is None:
        raise Http404
    return found


def circles_with_calendar(user):
    """The circles whose feed a person may have: those she leads, and those of a hub that she coordinates."""
    return Circle.objects.run_by(user)


def hubs_with_calendar(user):
    """The hubs whose feed a person may have: a coordinator's own."""
    return Hub.objects.filter(pk__in=Membership.objects.of(user, Role.COORDINATOR).values("hubs"))


def hub_for(user, public_id) -> Hub:
    """A hub that the user coordinates, or Http404."""
    return object_or_404(hubs_with_calendar(user), user, public_id, Verb.SEE)


def planning_hubs(user):
    """The hubs in which `user` may plan circles: a coordinator's own, and a leader's own."""
    coordinated = Membership.objects.of(user, Role.COORDINATOR).values("hubs")
    led = Membership.objects.of(user, Role.COMMUNICATOR).values("user__communicator__hub")
    return Hub.objects.filter(pk__in=coordinated) | Hub.objects.filter(pk__in=led)


def leads(user, circle: Circle) -> bool:
    """Whether the user leads the circle today, and not only coordinates it."""
    return Circle.objects.led_by(user).filter(pk=circle.pk).exists()


def led_session_for(user, public_id) -> Session:
    """A session of a circle that the user leads, or Http404: what is the leader's own and no coordinator's."""
    return object_or_404(Session.objects.led_by(user).with_circle(), user, public_id, Verb.REFLECT)


def own_reflection(user, session: Session) -> Reflection | None:
    return Reflection.objects.written_by(user).filter(session=session).first()


def shared_reflections(user):
    """For a supervisor: what leaders share with her now, the latest first."""
    rows = Reflection.objects.shared_with(user).select_related("author", "session__template")
    return rows.order_by("-shared_at")


def shared_reflection_for(user, public_id) -> Reflection:
    """A reflection that is shared with the user, or Http404."""
    return object_or_404(shared_reflections(user), user, public_id, Verb.SEE)


def may_supervise(user) -> None:
    """Http404 for whoever is no supervisor."""
    require(user, Verb.SEE, Thing.REFLECTION)


def supervisors_for(session: Session):
    """The supervisors of the circle's hub, by name."""
    return User.objects.filter(
        pk__in=Membership.objects.active().filter(role=Role.SUPERVISOR, hubs=session.circle.hub_id).values("user"),
        is_active=True,
    ).order_by("name")


def import_draft_for(user, public_id) -> ImportDraft:
    """The user's own dry run, or Http404. Whether its half hour is over is told when it is opened."""
    return object_or_404(ImportDraft.objects.filter(by=user), user, public_id, Verb.IMPORT)


def import_batch_for(user, public_id) -> ImportBatch:
    """An import that the user made, or Http404."""
    return object_or_404(ImportBatch.objects.filter(by=user), user, public_id, Verb.IMPORT)


def import_key_for(user, public_id) -> ImportKey:
    """A key of the user's own import that is not saved yet, or Http404."""
    return object_or_404(ImportKey.objects.filter(by=user).select_related("leader"), user, public_id, Verb.IMPORT)
