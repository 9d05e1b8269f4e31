"""Who leads: communicators, their courses and their approvals. A room of facts; what they allow is in rules/."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communicators.querysets import CommunicatorQuerySet, LeaderApprovalQuerySet
from core.models import Record
from core.search import folded, sort_key
from organisations.models import Hub, Language, Municipality, Organisation, Project


class Course(models.Model):
    """A step on the ladder: MILSA basic → in-depth → Ways Forward; and circle-leader training beside it."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(_("Namn"), max_length=120)
    ladder_step = models.PositiveSmallIntegerField(null=True, blank=True)  # 1, 2, 3; null beside the ladder
    modules = models.PositiveSmallIntegerField(default=0)
    hours = models.PositiveSmallIntegerField(default=0)  # clock hours in all
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)  # null: does not lapse

    class Meta:
        ordering = ["ladder_step", "code"]

    def __str__(self):
        return self.name


class CourseRound(Record):
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="rounds")
    starts_on = models.DateField()
    ends_on = models.DateField()
    given_by = models.ManyToManyField(Organisation, blank=True, related_name="+")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds")

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="round_ends_after_start")
        ]

    def __str__(self):
        return f"{self.course_id} {self.starts_on}"


class Communicator(Record):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="communicator",
    )
    name = models.CharField(_("Namn"), max_length=120)
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="communicators")
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    languages = models.ManyToManyField(Language, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)
    search_text = models.TextField(blank=True, editable=False)
    sort_key = models.CharField(max_length=160, blank=True, editable=False, db_index=True)

    objects = CommunicatorQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]

    def __str__(self):
        return self.name

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper()

    def save(self, **kwargs):
        self.search_text, self.sort_key = folded(self.name), sort_key(self.name)
        super().save(**kwargs)


class Qualification(Record):
    """A communicator's way through one course. In progress until completed; expired when its time has passed."""

    communicator = models.ForeignKey(Communicator, on_delete=models.CASCADE, related_name="qualifications")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="qualifications")
    round = models.ForeignKey(CourseRound, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField(null=True, blank=True)
    modules_done = models.PositiveSmallIntegerField(default=0)
    completed_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["communicator", "course"],
                condition=Q(completed_on=None),
                name="qualification_in_progress_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(completed_on__isnull=False),
                name="qualification_validity_needs_completion",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None) | Q(completed_on=None) | Q(completed_on__gte=models.F("started_on")),
                name="qualification_completed_after_start",
            ),
        ]
        indexes = [models.Index(fields=["valid_until"])]

    def __str__(self):
        return f"{self.communicator_id} {self.course_id}"


class LeaderApproval(Record):
    """A study association's own approval of a circle leader: independent of the ladder."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Ansökt")
        APPROVED = "approved", _("Godkänd")
        WITHDRAWN = "withdrawn", _("Återkallad")

    communicator = models.ForeignKey(Communicator, on_delete=models.CASCADE, related_name="approvals")
    association = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.APPLIED)
    applied_on = models.DateField()
    decided_on = models.DateField(null=True, blank=True)

    objects = LeaderApprovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["communicator", "association"], name="approval_once_per_association"),
            models.CheckConstraint(
                condition=Q(state="applied", decided_on=None)
                | Q(state__in=["approved", "withdrawn"], decided_on__isnull=False),
                name="approval_decided_has_date",
            ),
        ]

    def __str__(self):
        return f"{self.communicator_id} {self.state}"
