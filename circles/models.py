"""What happens: circles, their sessions, who is enrolled and who came."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from circles.querysets import CircleQuerySet, EnrolmentQuerySet, RuleSetQuerySet, SessionQuerySet
from communicators.models import Communicator
from core.fields import EncryptedTextField
from core.models import Record, one_of
from core.search import folded
from materials.models import FilmVersion, Programme, SessionTemplate
from organisations.models import Hub, Language, Municipality, Organisation, Project
from participants.models import Participant


class RuleSet(models.Model):
    """The study-circle rules as they stood from a day on. Sources conflict and rules change: never constants."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(max_length=120)
    valid_from = models.DateField(unique=True)
    source = models.CharField(max_length=240)
    minutes_per_hour = models.PositiveSmallIntegerField(default=45)
    min_present = models.PositiveSmallIntegerField(default=3)  # the leader included
    max_people = models.PositiveSmallIntegerField(default=20)  # the leader included
    warn_people = models.PositiveSmallIntegerField(default=19)
    max_hours_per_session = models.PositiveSmallIntegerField(default=4)
    max_sessions_per_week = models.PositiveSmallIntegerField(default=3)
    max_hours_per_week = models.PositiveSmallIntegerField(default=12)
    min_sessions = models.PositiveSmallIntegerField(default=3)
    min_hours = models.PositiveSmallIntegerField(default=9)
    max_hours_per_person_year = models.PositiveSmallIntegerField(default=480)
    counted_needs_sessions = models.PositiveSmallIntegerField(default=3)
    counted_needs_first = models.PositiveSmallIntegerField(default=3)  # one of the first n
    counted_needs_hours = models.PositiveSmallIntegerField(default=9)
    counted_rule_on = models.BooleanField(default=True)
    min_age = models.PositiveSmallIntegerField(default=13)
    one_calendar_year = models.BooleanField(default=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self):
        return self.name


class Circle(Record):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        AWAITING_APPROVAL = "awaiting_approval", _("Väntar på godkännande")
        PLANNED = "planned", _("Planerad")
        RUNNING = "running", _("Pågår")
        ENDED = "ended", _("Avslutad")
        SIGNED = "signed", _("Signerad")
        CHECKED = "checked", _("Kontrollerad")
        ARCHIVED = "archived", _("Arkiverad")
        CANCELLED = "cancelled", _("Inställd")

    CLOSED = (Status.CHECKED, Status.ARCHIVED)

    title = models.CharField(_("Titel"), max_length=80)  # neutral wherever it can be seen
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="circles")
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="circles")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    association = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="circles"
    )
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="circles")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    place = models.CharField(_("Plats"), max_length=120, blank=True)
    room = models.CharField(_("Rum och våning"), max_length=120, blank=True)
    door_code = EncryptedTextField(_("Dörrkod"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("Platser"), default=15)
    closed_at = models.DateTimeField(null=True, blank=True)  # when it became checked
    is_imported = models.BooleanField(default=False)
    leaders = models.ManyToManyField(Communicator, through="CircleLeader", related_name="circles")
    search_text = models.TextField(blank=True, editable=False)

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        indexes = [models.Index(fields=["hub", "status"]), models.Index(fields=["status", "closed_at"])]
        constraints = [
            one_of(
                "circle_status_known",
                "status",
                "draft awaiting_approval planned running ended signed checked archived cancelled",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1, capacity__lte=60), name="circle_capacity"),
            models.CheckConstraint(
                condition=Q(status__in=["checked", "archived"], closed_at__isnull=False)
                | (~Q(status__in=["checked", "archived"]) & Q(closed_at=None)),
                name="circle_closed_has_time",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        self.search_text = folded(self.title)
        super().save(**kwargs)


class CircleLeader(models.Model):
    class Part(models.TextChoices):
        LEADER = "leader", _("Ledare")
        CO_LEADER = "co_leader", _("Medledare")
        SUBSTITUTE = "substitute", _("Vikarie")

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="leader_links")
    communicator = models.ForeignKey(Communicator, on_delete=models.PROTECT, related_name="circle_links")
    part = models.CharField(max_length=12, choices=Part, default=Part.LEADER)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("circle_leader_part_known", "part", "leader co_leader substitute"),
            models.UniqueConstraint(
                fields=["circle", "communicator"], condition=Q(ended_on=None), name="circle_leader_once"
            ),
        ]

    def __str__(self):
        return f"{self.circle_id} {self.communicator_id}"


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

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="sessions")
    ordinal = models.PositiveSmallIntegerField()
    template = models.ForeignKey(SessionTemplate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(_("Tema"), max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    break_minutes = models.PositiveSmallIntegerField(_("Rast"), default=0)
    place = models.CharField(_("Plats"), max_length=120, blank=True)  # empty: the circle's
    room = models.CharField(_("Rum och våning"), max_length=120, blank=True)
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
    register_version = models.PositiveIntegerField(default=0)  # +1 at each mark: what polling compares
    help_wanted_at = models.DateTimeField(null=True, blank=True)  # someone was affected: the coordinator calls
    substitute_wanted_at = models.DateTimeField(null=True, blank=True)  # the leader can't come, the meeting stands

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["starts_at", "status"]),
            models.Index(fields=["status", "ends_at"]),
            models.Index(fields=["circle", "starts_at"]),
        ]
        constraints = [
            one_of("session_status_known", "status", "planned held cancelled moved"),
            one_of(
                "session_cancel_reason_known",
                "cancel_reason",
                "leader_away too_few no_room holiday never_held other",
                or_empty=True,
            ),
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
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def place_name(self) -> str:
        return self.place or self.circle.place

    @property
    def room_name(self) -> str:
        """The session's own room; the circle's where the session keeps the circle's place."""
        return self.room or ("" if self.place else self.circle.room)

    @property
    def has_own_place(self) -> bool:
        return bool(self.place or self.room)


class SessionFilm(models.Model):
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="films")
    version = models.ForeignKey(FilmVersion, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("Minuter"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "version"], name="session_film_once")]

    def __str__(self):
        return f"{self.session_id} {self.version_id}"


class Enrolment(Record):
    class Status(models.TextChoices):
        INVITED = "invited", _("Inbjuden")
        ACCEPTED = "accepted", _("Har tackat ja")
        WAITING = "waiting", _("Väntar på plats")
        ACTIVE = "active", _("Med")
        PAUSED = "paused", _("Pausad")
        COMPLETED = "completed", _("Har gått klart")
        LEFT = "left", _("Har slutat")
        NEVER_CAME = "never_came", _("Kom aldrig")

    class LeaveReason(models.TextChoices):
        WORK_OR_STUDIES = "work_or_studies", _("Arbete eller studier")
        MOVED = "moved", _("Har flyttat")
        TIME_OR_PLACE = "time_or_place", _("Tiden eller platsen passar inte")
        HEALTH = "health", _("Hälsa")
        CHILDCARE = "childcare", _("Barnpassning")
        OTHER_CIRCLE = "other_circle", _("Annan cirkel")
        DID_NOT_FIT = "did_not_fit", _("Cirkeln passade inte")
        NOT_SAID = "not_said", _("Inte sagt")

    # On the register: those who can be expected in the room.
    EXPECTED = (Status.ACCEPTED, Status.ACTIVE, Status.COMPLETED)

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="enrolments")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(max_length=12, choices=Status, default=Status.ACTIVE)
    enrolled_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    leave_reason = models.CharField(max_length=20, choices=LeaveReason, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of(
                "enrolment_status_known",
                "status",
                "invited accepted waiting active paused completed left never_came",
            ),
            one_of(
                "enrolment_leave_reason_known",
                "leave_reason",
                "work_or_studies moved time_or_place health childcare other_circle did_not_fit not_said",
                or_empty=True,
            ),
            models.UniqueConstraint(fields=["circle", "participant"], name="enrolment_once"),
            models.CheckConstraint(
                condition=Q(status="left", left_at__isnull=False) & ~Q(leave_reason="")
                | ~Q(status="left") & Q(leave_reason=""),
                name="enrolment_left_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["participant", "status"])]

    def __str__(self):
        return f"{self.circle_id} {self.participant_id}"


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", _("Här")
    PART = "part", _("En stund")
    NOTIFIED = "notified", _("Har meddelat")
    ABSENT = "absent", _("Inte här")
    NOT_RECORDED = "not_recorded", _("Ej markerad")


ATTENDED = (AttendanceStatus.PRESENT, AttendanceStatus.PART)


class Attendance(models.Model):
    """One person's mark at one session. No row, or NOT_RECORDED after an undo, is never the same as absent."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    status = models.CharField(max_length=12, choices=AttendanceStatus)
    version = models.PositiveIntegerField(default=1)
    # The session's register_version as it became with this mark: what a waiting page asks "since" with.
    register_version = models.PositiveIntegerField(default=0)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_once"),
            models.CheckConstraint(condition=Q(status__in=AttendanceStatus.values), name="attendance_status_known"),
        ]
        indexes = [models.Index(fields=["enrolment", "session"])]

    def __str__(self):
        return f"{self.session_id} {self.enrolment_id} {self.status}"


class AttendanceChange(models.Model):
    """What a mark was before: late marks and corrections keep their history, undo reads it."""

    class Reason(models.TextChoices):
        """Why a mark changed after the list was signed."""

        WRONG_CARD = "wrong_card", _("Fel kort markerades")
        CAME_LATE = "came_late", _("Personen kom senare")
        PAPER_SAYS = "paper_says", _("Papperslistan säger något annat")
        OTHER = "other", _("Något annat")

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=12, choices=AttendanceStatus)
    after = models.CharField(max_length=12, choices=AttendanceStatus)
    batch = models.UUIDField(null=True)  # marks set by one press are undone by one press
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            one_of("attendance_change_before_known", "before", "present part notified absent not_recorded"),
            one_of("attendance_change_after_known", "after", "present part notified absent not_recorded"),
            one_of(
                "attendance_change_reason_known",
                "reason",
                "wrong_card came_late paper_says other",
                or_empty=True,
            ),
        ]
        indexes = [models.Index(fields=["attendance", "at"]), models.Index(fields=["batch"])]

    def __str__(self):
        return f"{self.before} → {self.after}"


class ImportBatch(Record):
    """An import of attendance lists. Remembers the file by a keyed fingerprint, never by content."""

    fingerprint = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    counts = models.JSONField(default=dict)
    circles = models.ManyToManyField(Circle, blank=True, related_name="imports")

    def __str__(self):
        return str(self.public_id)


class ImportDraft(Record):
    """What a list said, between the dry run and the yes. Sealed with a key that is only in one browser's cookie,
    and swept away when its half hour is over."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    fingerprint = models.CharField(max_length=64)
    sealed = EncryptedTextField()  # base64 of what is sealed already
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return str(self.public_id)


class ImportKey(Record):
    """Who has which card, for one leader: an Excel file under the importer's passphrase, which is kept nowhere.

    It lies here until the importer says it is saved, and is then deleted.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="keys")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    leader = models.ForeignKey(Communicator, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cards = models.PositiveSmallIntegerField()
    sealed = EncryptedTextField()  # base64 of what is sealed already

    def __str__(self):
        return str(self.public_id)


class CalendarFeed(Record):
    """A secret address of a leader's calendar. Only the token's hash is kept."""

    communicator = models.ForeignKey(Communicator, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["communicator"], condition=Q(revoked_at=None), name="calendar_feed_one_open"
            )
        ]

    def __str__(self):
        return str(self.public_id)
