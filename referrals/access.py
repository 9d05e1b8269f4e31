"""The gates of this room. A stranger's referral is a 404, and the attempt is in the log."""

from django.db.models import Case, Q, When
from django.http import Http404
from django.utils import timezone

from accounts.access.gates import object_or_404
from accounts.access.roles import Role
from accounts.access.verbs import Verb
from circles.models import Circle
from circles.querysets import participants_visible_to
from directory.models import SupportOffer
from organisations.models import Hub, Membership, Municipality, Organisation
from participants.models import Participant
from referrals.models import Referral

# Which side may do what; the coordinator alone sends and voids, whoever offered may also take back and close the loop.
COORDINATOR_ONLY = ("send", "void", "redirect")
FOLLOWER = ("cancel", "consent", "feedback", "withdraw", "reply")
RECEIVER = ("acknowledge", "accept", "decline", "start", "hold", "resume", "complete", "fail", "ack_cancel", "message")


def referral_for(user, public_id, action: str) -> Referral:
    """The referral on which `user` may take `action` (a name above), or Http404. Which states allow it is not
    asked here: that is the lifecycle's."""
    return object_or_404(_open_to(user, action), user, public_id, action)


def _open_to(user, action: str):
    rows = Referral.objects.for_list().select_related("consent", "consent__language", "offered_by", "replaces")
    out, seats = Referral.Direction.OUT, Referral.Direction.IN
    if action == "see":
        watched = rows.watched_by(user).filter(direction=out)
        return rows.filter(Q(pk__in=rows.followed_by(user).values("pk")) | Q(pk__in=watched.values("pk")))
    if action == "see_seat":
        asked = Q(pk__in=rows.coordinated_by(user).values("pk")) | Q(pk__in=rows.watched_by(user).values("pk"))
        return rows.filter(asked, direction=seats)
    if action in COORDINATOR_ONLY:
        return rows.coordinated_by(user).filter(direction=out)
    if action in FOLLOWER:
        return rows.followed_by(user)
    if action == "cancel_seat":
        return rows.seats_asked_by(user)
    if action in RECEIVER:
        return rows.asked_of(user)
    if action == "answer_seat":
        return rows.coordinated_by(user).filter(direction=seats)
    raise LookupError(f"No such action: {action}")


def is_coordinator_of(user, referral: Referral) -> bool:
    return Referral.objects.coordinated_by(user).filter(pk=referral.pk).exists()


def may_follow(user, referral: Referral) -> bool:
    """Whether the user takes the sender's steps, or only reads as a data steward."""
    return Referral.objects.followed_by(user).filter(pk=referral.pk).exists()


def may_match(user, hub: Hub) -> bool:
    """Whether the user chooses offers for the hub's referrals: its coordinator."""
    return Membership.objects.of(user, Role.COORDINATOR).filter(hubs=hub).exists()


def participant_for(user, public_id) -> Participant:
    """The card that `user` may offer a referral to: in the own circles, or in the hub."""
    cards = participants_visible_to(user).select_related("hub", "language").distinct()
    return object_or_404(cards, user, public_id, Verb.CREATE)


def circles_with_cards(user):
    """The circles whose cards the user sees, for choosing one."""
    return Circle.objects.visible_with_people(user).filter(status__in=("planned", "running", "ended"))


def circle_with_cards(user, public_id) -> Circle:
    return object_or_404(circles_with_cards(user), user, public_id, Verb.SEE_PEOPLE)


def own_partner(user) -> Organisation:
    """The organisation the user is partner worker of, or Http404."""
    membership = Membership.objects.of(user, Role.PARTNER).select_related("organisation").first()
    if membership is None:
        raise Http404
    return membership.organisation


def seat_municipalities():
    """Municipalities that a hub works for: where a seat can be asked for."""
    return Municipality.objects.filter(hubs__isnull=False).distinct()


def hub_of(municipality: Municipality) -> Hub:
    return Hub.objects.filter(municipalities=municipality).order_by("pk").first()


def offer_for(user, public_id) -> SupportOffer:
    """A listed offer to ask about, or Http404."""
    return object_or_404(SupportOffer.objects.listed().for_cards(), user, public_id, Verb.SEE)


def listed_for(user, now, *, ended: int, watches: bool) -> tuple[list[Referral], set[int]]:
    """The hub's referrals for its list, open ones first come, then the latest `ended` (seats that have lapsed too);
    with the ids of the silent.

    `watches`: those of every hub, as a data steward reads them.
    """
    rows = Referral.objects
    hubs = Q(pk__in=rows.coordinated_by(user).values("pk")) | Q(pk__in=rows.followed_by(user).values("pk"))
    follows = rows.watched_by(user) if watches else rows.filter(hubs)
    unread = follows.outcome_unread().values("pk")
    today = timezone.localdate(now)
    going_on = Q(pk__in=follows.going_on(today).values("pk")) | Q(pk__in=unread)
    open_rows = list(follows.filter(going_on).for_list().order_by("created_at"))
    over = Q(pk__in=follows.ended().values("pk")) | Q(pk__in=follows.lapsed(today).values("pk"))
    closed = follows.filter(over).exclude(status="entered_in_error").exclude(pk__in=unread)
    closed_rows = list(closed.for_list().order_by("-updated_at")[:ended])
    return [*open_rows, *closed_rows], set(follows.silent(now).values_list("pk", flat=True))


def is_silent(referral: Referral, now) -> bool:
    return Referral.objects.silent(now).filter(pk=referral.pk).exists()


def inbox_rows(user, *, ended: int = 30) -> tuple[list[Referral], list[Referral]]:
    """What was sent to the user's organisation (open, taken back and not yet seen, then the latest ended), and the
    seats it has asked for."""
    asked = Referral.objects.asked_of(user)
    unseen = asked.cancelled_unread().values("pk")
    open_rows = (
        asked.filter(Q(pk__in=asked.open().values("pk")) | Q(pk__in=unseen)).for_list().order_by("answer_due_at")
    )
    closed = asked.ended().exclude(pk__in=unseen).for_list().order_by("-updated_at")[:ended]
    seats = Referral.objects.seats_asked_by(user).for_list().order_by("-sent_at")[:ended]
    return [*open_rows, *closed], list(seats)


def cards_by_circle(user, chosen: str):
    """The user's circles, the chosen one (the only one when there is just one) and its cards."""
    circles = list(circles_with_cards(user).select_related("municipality", "language").order_by("title", "-pk"))
    circle = circle_with_cards(user, chosen) if chosen else circles[0] if len(circles) == 1 else None
    seated = circle.enrolments.seated().select_related("participant__language") if circle else []
    return circles, circle, [enrolment.participant for enrolment in seated]


def organisations_to_ask(hub: Hub):
    """Those with a listed offer in the hub's municipalities."""
    offers = SupportOffer.objects.listed().filter(municipalities__in=hub.municipalities.all())
    return Organisation.objects.filter(pk__in=offers.values("organisation")).order_by("sort_key")


def circles_for_seat(referral: Referral):
    """The hub's planned and running circles, those in the language first asked for."""
    same = Case(When(language=referral.language_id, then=0), default=1)
    return Circle.objects.filter(hub=referral.hub_id, status__in=("planned", "running")).order_by(same, "title")


def readable(user):
    """Every referral that the user sees from whichever side, latest first."""
    return Referral.objects.visible_to(user).for_list().select_related("consent").order_by("-created_at", "-pk")


def any_referral_for(user, public_id) -> Referral:
    return object_or_404(readable(user), user, public_id, Verb.SEE)


def only_watched(user, rows: list[Referral]) -> list[Referral]:
    """Those of the rows that the user reads as a data steward and not in the work of a hub or a circle."""
    if Role.STEWARD not in user.roles:
        return []
    watched = Referral.objects.watched_by(user).filter(pk__in=[row.pk for row in rows])
    for work in (Referral.objects.followed_by(user), Referral.objects.coordinated_by(user)):
        watched = watched.exclude(pk__in=work.values("pk"))
    ids = set(watched.values_list("pk", flat=True))
    return [row for row in rows if row.pk in ids]


def side_of(user, rows: list[Referral]) -> dict[int, str]:
    """From which side the user sees each row: "sender" (the hub, and the communicator), "receiver" (the partner that
    was asked) or "seat" (the partner that asked). Whoever is on both sides is the sender, and so is a data steward.
    Three queries at most."""
    ids = [row.pk for row in rows]
    hub = Referral.objects.filter(pk__in=ids)
    follows = {
        *hub.coordinated_by(user).values_list("pk", flat=True),
        *hub.followed_by(user).values_list("pk", flat=True),
        *hub.watched_by(user).values_list("pk", flat=True),
    }
    return {
        row.pk: "sender" if row.pk in follows else "receiver" if row.direction == Referral.Direction.OUT else "seat"
        for row in rows
    }
