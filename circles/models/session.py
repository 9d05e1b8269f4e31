"""A session of a circle, and the films shown in it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from circles.models.circle import Circle
from circles.querysets import SessionQuerySet
from circles.rules.planning import Spot
from communicators.models import Communicator
from core.models import Record, one_of
from core.times import minutes_between
from materials.models import FilmVersion, SessionTemplate


class Session(Record):
    class Status(models.TextChoices):
        PLANNED = "planned", _("Planerad")
        HELD = "held", _("Hölls")
        CANCELLED = "cancelled", _("Inställd")
        MOVED = "moved", _("Flyttad")  # planned, at another time than first said

    class CancelReason(models.TextChoices):
        LEADER_AWAY = "leader_away", _("Ledaren kan inte komma")
        TOO_FEW = "too_few", _("För få kan komma")
        NO_ROOM = "no_room", _("Lokalen går inte att använda")
        HOLIDAY = "holiday", _("Helg eller högtid")
        NEVER_HELD = "never_held", _("Träffen blev inte av")
        OTHER = "other", _("Något annat")

    class Theme(models.TextChoices):
        """How much of the theme there was time for."""

        FULLY = "fully", _("Ja, hela")
        PARTLY = "partly", _("En del")
        NOT = "not", _("Nej")

    class Booking(models.TextChoices):
        """Of an interpreter or of childcare. Empty: not needed."""

        WANTED = "wanted", _("Ska bokas")
        BOOKED = "booked", _("Bokad")

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="sessions")
    ordinal = models.PositiveSmallIntegerField()
    template = models.ForeignKey(SessionTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("Tema"), max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    break_minutes = models.PositiveSmallIntegerField(_("Rast"), default=0)
    place = models.CharField(_("Plats"), max_length=120, blank=True)  # empty: the circle's
    room = models.CharField(_("Rum och våning"), max_length=120, blank=True)
    interpreter = models.CharField(_("Tolk"), max_length=6, choices=Booking, blank=True)
    childcare = models.CharField(_("Barnpassning"), max_length=6, choices=Booking, blank=True)
    childcare_until = models.TimeField(_("Barnpassning till"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    moved_from = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=20, choices=CancelReason, blank=True)
    sequence = models.PositiveIntegerField(default=0)  # RFC 5545: +1 at each change of time, place or status
    changed_at = models.DateTimeField()  # of the last such change
    adults_counted = models.PositiveSmallIntegerField(null=True, blank=True)  # leaders included
    children_counted = models.PositiveSmallIntegerField(null=True, blank=True)
    study_hours = models.PositiveSmallIntegerField(null=True, blank=True)  # confirmed by the leader
    hours_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    register_closed_at = models.DateTimeField(null=True, blank=True)
    register_lost_at = models.DateTimeField(null=True, blank=True)  # held, but the list is gone
    theme_done = models.CharField(_("Hann ni temat?"), max_length=8, choices=Theme, blank=True)
    register_version = models.PositiveIntegerField(default=0)  # +1 at each mark: what polling compares
    help_wanted_at = models.DateTimeField(null=True, blank=True)  # someone was affected: the coordinator calls
    substitute_wanted_at = models.DateTimeField(null=True, blank=True)  # the leader can't come, the meeting stands
    substitute = models.ForeignKey(  # leads this one meeting in the leader's place
        Communicator, null=True, blank=True, on_delete=models.SET_NULL, related_name="substitutions"
    )

    childcare_asked = models.PositiveSmallIntegerField(default=0)  # how many asked by slip; not who
    shared_at = models.DateTimeField(null=True, blank=True)  # a leader shared a text about it, from her own phone

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["starts_at", "status"]),
            models.Index(fields=["status", "ends_at"]),
            models.Index(fields=["circle", "starts_at"]),
            models.Index(
                fields=["substitute_wanted_at"],
                condition=Q(substitute_wanted_at__isnull=False),
                name="session_on_board",
            ),
            models.Index(
                fields=["help_wanted_at"],
                condition=Q(help_wanted_at__isnull=False),
                name="session_wants_a_call",
            ),
        ]
        constraints = [
            one_of("session_status_known", "status", "planned held cancelled moved"),
            one_of(
                "session_cancel_reason_known",
                "cancel_reason",
                "leader_away too_few no_room holiday never_held other",
                or_empty=True,
            ),
            one_of("session_theme_done_known", "theme_done", "fully partly not", or_empty=True),
            one_of("session_interpreter_known", "interpreter", "wanted booked", or_empty=True),
            one_of("session_childcare_known", "childcare", "wanted booked", or_empty=True),
            models.UniqueConstraint(fields=["circle", "ordinal"], name="session_ordinal_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(study_hours=None) | Q(study_hours__lte=24), name="session_hours_plausible"
            ),
            models.CheckConstraint(
                condition=Q(status="cancelled") & ~Q(cancel_reason="") | ~Q(status="cancelled") & Q(cancel_reason=""),
                name="session_cancelled_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.circle_id} {self.ordinal}"

    @property
    def minutes(self) -> int:
        return minutes_between(self.starts_at, self.ends_at)

    @property
    def place_name(self) -> str:
        return self.place or self.circle.place

    @property
    def spot(self) -> Spot:
        return self.circle.spot_of(self.place)

    @property
    def room_name(self) -> str:
        """The session's own room; the circle's where the session keeps the circle's place."""
        return self.room or ("" if self.place else self.circle.room)

    @property
    def has_own_place(self) -> bool:
        return bool(self.place or self.room)

    @property
    def is_shared(self) -> bool:
        """Whether the leader has shared a text since the last change of time, place or status."""
        return self.shared_at is not None and self.shared_at >= self.changed_at

    @property
    def keeps_day(self) -> bool:
        """Moved, and within its own day: what there is to say is a time."""
        return bool(self.moved_from) and localdate(self.moved_from) == localdate(self.starts_at)

    @property
    def theme(self) -> str:
        """The reader's words for the template's theme; a theme written otherwise stands as it was written."""
        template = self.template
        known = template and self.title in (template.title_sv, template.title_en, template.title_ar)
        return template.title if known else self.title


class SessionFilm(models.Model):
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="films")
    version = models.ForeignKey(FilmVersion, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("Minuter"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "version"], name="session_film_once")]

    def __str__(self):
        return f"{self.session_id} {self.version_id}"
