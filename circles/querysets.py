"""Reads of circles: who may see which, and what a page needs of them in few queries."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from accounts.access.roles import Role
from circles.rules.facts import RuleFacts
from organisations.models import Membership
from participants.models import Participant

ON_REGISTER = ("accepted", "active", "completed")
SEATED = ("invited", "accepted", "active", "paused", "completed")
HERE = ("present", "part")
COMING = ("planned", "moved")
MEETING = ("planned", "running")
ANSWERING = ("invited", "accepted", "active")


def _hubs(user):
    return Membership.objects.of(user, Role.COORDINATOR).values("hubs")


def _leads(user, circle: str = "") -> Q:
    """One open link to the circle at `circle`, by a person who still is a communicator."""
    return Q(
        **{
            f"{circle}leader_links__communicator__user__in": Membership.objects.of(user, Role.COMMUNICATOR).values(
                "user"
            ),
            f"{circle}leader_links__ended_on": None,
        }
    )


def _is_steward(user) -> Q:
    return Q(Exists(Membership.objects.of(user, Role.STEWARD)))


def _count(rows):
    """How many of a circle's rows; 0 where there are none."""
    return Coalesce(Subquery(rows.order_by().values("circle").annotate(n=Count("pk")).values("n")), 0)


class CalendarFeedQuerySet(models.QuerySet):
    def with_scope(self, scope: str):
        """`scope`: own, circle or hub."""
        return self.filter(circle__isnull=scope != "circle", hub__isnull=scope != "hub", revoked_at=None)

    def readable(self, scope: str):
        """Open feeds whose owner may still see what is in them: a communicator her own meetings and those of circles
        she leads, a coordinator the circles and the whole of the hub.
        """
        feeds, memberships = self.with_scope(scope), Membership.objects.active().filter(user=OuterRef("owner"))
        coordinates = memberships.filter(role=Role.COORDINATOR)
        if scope == "hub":
            return feeds.filter(Exists(coordinates.filter(hubs=OuterRef("hub"))))
        leads = Exists(memberships.filter(role=Role.COMMUNICATOR))
        if scope == "own":
            return feeds.filter(leads)
        links = self.model._meta.get_field("circle").related_model.leaders.through.objects
        link = links.filter(circle=OuterRef("circle"), communicator__user=OuterRef("owner"), ended_on=None)
        return feeds.filter(Q(leads, Exists(link)) | Q(Exists(coordinates.filter(hubs=OuterRef("circle__hub")))))


class CircleLeaderQuerySet(models.QuerySet):
    def as_a_rule(self):
        """Who is to be at all of a circle's meetings: without the substitutes of single ones."""
        return self.filter(ended_on=None).exclude(part="substitute", until__isnull=False)


class RuleSetQuerySet(models.QuerySet):
    def facts_on(self, day: date) -> RuleFacts:
        """The numbers in force on `day`; before the first rule set, those of the first. LookupError without any."""
        found = self.filter(valid_from__lte=day).first() or self.last()
        if found is None:
            raise LookupError("No rule set: run seed_reference.")
        return RuleFacts(**{name: getattr(found, name) for name in RuleFacts.__dataclass_fields__})


class CircleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A leader's own circles and those she co-leads or substitutes in, a coordinator's hub, an officer's
        association, and all of them for a data steward. Nobody else sees a circle.

        Circle.objects.visible_to(sahar) → the circles Sahar leads today; none once her membership has ended
        """
        associations = Membership.objects.of(user, Role.OFFICER).values("organisation")
        return self.filter(self._with_people(user) | Q(association__in=associations) | _is_steward(user))

    def watched_by(self, user):
        """Those that the user sees as a data steward only: to read, and every reading is written down."""
        return self.filter(_is_steward(user)).exclude(self._with_people(user))

    def visible_with_people(self, user):
        """As `visible_to`, for those who work with the people in it: without the officer, who sees counts and hours
        but no cards, and without the steward."""
        return self.filter(self._with_people(user))

    def read_with_people(self, user):
        """Whose cards and registers a person may read: who works with them, and a data steward."""
        return self.filter(self._with_people(user) | _is_steward(user))

    def led_by(self, user):
        return self.filter(_leads(user))

    def run_by(self, user):
        """Whose plan a person may change: who leads as a rule, and the hub's coordinators. A substitute of single
        meetings works with those."""
        led = self.model.objects.filter(_leads(user), leader_links__until=None)
        return self.filter(Q(pk__in=led.values("pk")) | Q(hub__in=_hubs(user)))

    def coordinated_by(self, user):
        return self.filter(hub__in=_hubs(user))

    def approved_by(self, user):
        """Circles of the associations in which the user is an officer."""
        return self.filter(association__in=Membership.objects.of(user, Role.OFFICER).values("organisation"))

    def checked_by(self, user):
        """Circles whose signed lists the user checks: as coordinator, or for the association."""
        return self.coordinated_by(user) | self.approved_by(user)

    def _with_people(self, user) -> Q:
        # A subquery: a join would list a circle once per leader.
        return Q(pk__in=self.model.objects.led_by(user).values("pk")) | Q(hub__in=_hubs(user))

    @property
    def _held_seats(self):
        return self.model.held_seats.rel.related_model.objects

    def open(self):
        """Circles in which something can still happen."""
        return self.exclude(status__in=("checked", "archived", "cancelled"))

    def for_list(self, now: datetime):
        """With session_count, held_count, seated_count, kept_count and next_start, of a session that is not over.

        A kept seat is held for somebody whom a partner sends: `referrals` keeps it, through the circle's own relation.

        Subqueries and not joins: sessions times seats would be counted for every circle, not for a page of them.
        """
        sessions = self.model.sessions.rel.related_model.objects.filter(circle=OuterRef("pk"))
        seats = self.model.enrolments.rel.related_model.objects.filter(circle=OuterRef("pk"), status__in=SEATED)
        coming = sessions.filter(status__in=COMING, ends_at__gte=now).order_by("starts_at").values("starts_at")
        return self.select_related("municipality", "language").annotate(
            session_count=_count(sessions),
            held_count=_count(sessions.filter(status="held")),
            seated_count=_count(seats),
            kept_count=_count(self._held_seats.holding(timezone.localdate(now)).filter(circle=OuterRef("pk"))),
            next_start=Subquery(coming[:1]),
        )


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(circle__in=self._circles.visible_to(user))

    def visible_with_people(self, user):
        """For those who work with the people in it: of a substitute of single meetings those alone."""
        return self.filter(self._with_people(user))

    def read_with_people(self, user):
        return self.filter(self._with_people(user) | _is_steward(user))

    def led_by(self, user):
        """All of the circles that she leads as a rule, and the ones where she stands in."""
        hers = Q(circle__leader_links__until=None) | Q(substitute=F("circle__leader_links__communicator"))
        return self.filter(_leads(user, "circle__"), hers)

    def _with_people(self, user) -> Q:
        return Q(pk__in=self.model.objects.led_by(user).values("pk")) | Q(circle__hub__in=_hubs(user))

    @property
    def _circles(self):
        return self.model._meta.get_field("circle").related_model.objects

    def on_board_for(self, user, now: datetime):
        """The open board: coming sessions of the hub that want a leader, for a communicator to volunteer. Not those
        of her own circles: whoever leads them has just said that she can't come, or is there anyway.
        """
        hubs = Membership.objects.of(user, Role.COMMUNICATOR).values("user__communicator__hub")
        wanted = self.coming(now).filter(substitute_wanted_at__isnull=False, circle__hub__in=hubs)
        return wanted.exclude(circle__in=self._circles.led_by(user).values("pk")).filter(
            circle__status__in=("planned", "running")
        )

    def in_calendar_of(self, communicator):
        """What a leader is to be at: her circles' sessions, without those that a substitute leads instead, and the
        ones she leads as a substitute. `communicator` is a row, or a query that finds one.

        A substitute whose link has a last day stands in for single sessions; one without it comes to all.
        """
        link = "circle__leader_links__"
        hers = Q(**{f"{link}communicator": communicator, f"{link}ended_on": None})
        here = (
            Q(substitute=F(f"{link}communicator"))
            | Q(**{f"{link}part": "co_leader"})
            | Q(**{f"{link}part": "substitute", f"{link}until": None})
            | Q(**{f"{link}part": "leader", "substitute": None})
        )
        # One join: a leader has one open link to a circle, so no session comes twice.
        return self.filter(hers & here).exclude(circle__status="draft")

    def in_calendar_by(self, feeds, scope: str):
        """What is in the calendar of the feed that `feeds` finds: own meetings, a circle's or a hub's."""
        if scope == "own":
            return self.in_calendar_of(Subquery(feeds.values("owner__communicator")[:1]))
        found = Subquery(feeds.values(scope)[:1])
        return self.filter(**{"circle" if scope == "circle" else "circle__hub": found}).exclude(circle__status="draft")

    def coming(self, now: datetime):
        """Not yet over, and neither held nor cancelled."""
        return self.filter(status__in=COMING, ends_at__gte=now)

    def without_register(self, now: datetime):
        """*Past without register*: over, and nobody has said whether it was held."""
        return self.filter(
            status__in=COMING,
            ends_at__lt=now,
            register_closed_at=None,
            circle__status__in=("awaiting_approval", "planned", "running"),
        )

    def hours_to_confirm(self):
        """Held with a closed register, study hours not yet confirmed."""
        return self.filter(status="held", study_hours=None, register_lost_at=None, register_closed_at__isnull=False)

    def with_place(self):
        """With its circle, and where and in what language it is: what a row of a list says."""
        return self.select_related("circle__municipality", "circle__language")

    def with_circle(self):
        """With what the plan says of it too: its theme and the film that belongs to it."""
        return self.with_place().select_related("template__film")

    def with_number_of(self):
        """`session_count`: how many sessions the circle has ("träff 6 av 10"). A cancelled one keeps its number."""
        return self.annotate(session_count=_count(self.model.objects.filter(circle=OuterRef("circle"))))

    def with_counts(self):
        """`here_count`: how many have a mark that says they came, the whole meeting or part of it."""
        return self.annotate(
            here_count=Count("attendances", filter=Q(attendances__status__in=HERE)),
        )

    def others_in_week(self, session):
        """The held sessions of the same circle in the same week, Monday to Sunday."""
        local = timezone.localtime(session.starts_at)
        monday = (local - timedelta(days=local.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(
            circle=session.circle_id,
            status="held",
            starts_at__gte=monday,
            starts_at__lt=monday + timedelta(days=7),
        ).exclude(pk=session.pk)

    def busy(self, *, start: datetime, end: datetime):
        """Sessions that take their leader and their room somewhere in the span."""
        return (
            self.exclude(status="cancelled")
            .filter(starts_at__lt=end, ends_at__gt=start)
            .exclude(circle__status="cancelled")
            .annotate(
                at_place=Coalesce(NullIf("place", Value("")), F("circle__place")),
                at_room=Coalesce(NullIf("room", Value("")), F("circle__room")),
            )
            .select_related("circle")
        )


class ReflectionQuerySet(models.QuerySet):
    def written_by(self, user):
        """A leader's own, of circles that she leads today."""
        return self.filter(_leads(user, "session__circle__"), author=user)

    def shared_with(self, user):
        """What leaders share with a supervisor, while she is one."""
        supervises = Membership.objects.of(user, Role.SUPERVISOR).values("user")
        return self.filter(shared_with=user, shared_with__in=supervises)


class EnrolmentQuerySet(models.QuerySet):
    def seated(self):
        """Who has a seat, or is offered one that is held for the answer."""
        return self.filter(status__in=SEATED)

    def seated_at(self, moment: datetime):
        """As `seated`, without the offers that nobody answered in time."""
        return self.seated().exclude(offer_until__lt=moment)

    def queue(self):
        """Who waits for a seat, the next one first; who let an offer lapse stands last."""
        return self.filter(status="waiting").order_by(Coalesce("waiting_since", "enrolled_at"), "pk")

    def on_register_of(self, session):
        """Who can be expected in the room, and whoever has a mark there although they have left since."""
        return self.of_registers([session])

    def of_registers(self, sessions):
        """Who is on the register of any of the sessions. One that is not saved yet has no marks."""
        saved = [one for one in sessions if one.pk]
        marked = self.model.attendances.rel.related_model.objects.filter(session__in=saved).values("enrolment")
        return (
            self.filter(circle__in=[one.circle_id for one in sessions])
            .filter(Q(status__in=ON_REGISTER) | Q(pk__in=marked))
            .select_related("participant", "participant__language")
            .order_by("enrolled_at", "pk")
        )


class CirclePageQuerySet(models.QuerySet):
    def live(self):
        """Pages that anybody with the link may read: open, and of a circle that still meets."""
        return self.filter(closed_at=None, circle__status__in=MEETING).select_related(
            "circle__municipality", "circle__language"
        )


class SlipQuerySet(models.QuerySet):
    def unused(self, now: datetime):
        """Slips that still can be answered with."""
        return self.filter(used_at=None, expires_at__gt=now)


def participants_visible_to(user):
    """The cards a person may see: a coordinator their hub's, a leader those in circles she leads.

    It lives here because participants must not know of circles.
    """
    led = Participant.objects.filter(_leads(user, "enrolments__circle__")).values("pk")
    return Participant.objects.filter(Q(hub__in=_hubs(user)) | Q(pk__in=led))
