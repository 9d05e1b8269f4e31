"""What leaves the house: frozen batches of closed circles, the archived files, and the ledger of releases."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from circles.models import Circle, Enrolment
from core.models import Job, Record, one_of
from evaluation.models import Notice, Study
from exports.querysets import BatchQuerySet, ReleaseQuerySet
from exports.rules.classes import K_LEAST, K_MOST
from exports.rules.lifecycle import OPEN, UNDECIDED
from materials.models import Programme
from organisations.models import Organisation
from participants.models import Participant


class Profile(models.TextChoices):
    RX = "rx", _("Pseudonymiserat forskningsuttag")
    SF = "sf", _("Anonymiserade forskningsfiler")
    PT = "pt", _("Öppna tabeller")


class Batch(Record):
    """Closed circles of one programme, fixed before any study asks: disjoint, and the same for everyone."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=6)  # the last whole half-year in it: 2026H1
    fixed_at = models.DateTimeField()
    # What may be said of its size before a file exists: midpoints of six, written once.
    people = models.PositiveIntegerField()
    circles = models.PositiveIntegerField()
    # People to a class of A_characteristics. May be raised before a file exists, never lowered.
    k = models.PositiveSmallIntegerField(default=K_LEAST)
    previews = models.JSONField(default=list)  # what each k would cost, rounded, counted once: see actions.previews

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "programme"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "period"], name="batch_period_once"),
            models.CheckConstraint(condition=Q(k__gte=K_LEAST, k__lte=K_MOST), name="batch_k_5_to_15"),
        ]

    def __str__(self):
        return f"{self.programme_id}-{self.period}"


class BatchCircle(models.Model):
    """A circle enters one batch, once."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="circle_links")
    circle = models.OneToOneField(Circle, on_delete=models.PROTECT, related_name="batch_link")

    def __str__(self):
        return f"{self.batch_id} {self.circle_id}"


class BatchPerson(models.Model):
    """A person enters one batch, once, by one seat in one circle. Goes with the person at erasure."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="people_links")
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="batch_link")
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="batch_link")

    def __str__(self):
        return f"{self.batch_id} {self.enrolment_id}"


class Archive(Record):
    """A finished file as bytes. Database triggers refuse to change or delete it: what is published stays.

    A release's archive is its workbook; the other formats, made with it, stand beside that. An extract has one file,
    locked: its rows are in none that could be opened here.
    """

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel"
        SAV = "sav", "SPSS"
        CSV = "csv", "CSV"
        DTA = "dta", "Stata"
        PARQUET = "parquet", "Parquet"
        ZIP = "zip", _("Hela paketet")
        AGE = "age", _("Låst paket")

    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="archives")
    profile = models.CharField(max_length=2, choices=Profile)
    edition = models.PositiveSmallIntegerField(default=1)
    format = models.CharField(max_length=8, choices=Format, default=Format.XLSX)
    workbook = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="formats")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    members = models.JSONField(default=dict)  # of a bundle, opened where it is locked: path → SHA-256
    # The workbook's alone: the published values (a later edition is written from these, not from rows), the receipt.
    figures = models.JSONField(default=dict)
    receipt = models.JSONField(default=dict)
    codebook = models.JSONField(default=dict)  # what a later one is compared with

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "profile", "format", "edition"], name="archive_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="archive_not_empty"),
            one_of("archive_profile_known", "profile", "rx sf pt"),
            one_of("archive_format_known", "format", "xlsx sav csv dta parquet zip age"),
            models.CheckConstraint(
                condition=Q(format__in=["xlsx", "age"], workbook=None)
                | ~Q(format__in=["xlsx", "age"]) & Q(workbook__isnull=False),
                name="archive_beside_its_workbook",
            ),
        ]

    def __str__(self):
        return self.name


class Release(Record):
    """One line of the ledger: what a study asked for, and what became of it."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("Begärd")
        PREVIEWED = "previewed", _("Förhandsgranskad")
        APPROVED = "approved", _("Godkänd")
        BUILDING = "building", _("Görs klar")
        READY = "ready", _("Klar")
        REFUSED = "refused", _("Nekad")
        SUPERSEDED = "superseded", _("Ersatt")
        WITHDRAWN = "withdrawn", _("Återkallad")

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="releases")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="releases")
    profile = models.CharField(max_length=2, choices=Profile, default=Profile.SF)
    number = models.PositiveIntegerField()  # within the study
    code = models.CharField(max_length=60, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.REQUESTED)
    refusal = models.JSONField(default=dict, blank=True)  # {"rules": [{"rule", …}]}, rounded
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    previewed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    # Of an extract: the second approval, what people were told, and the public key it is locked for. `recalled_at`:
    # somebody in it has said no since; its recipient was told to destroy it.
    principal_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    principal_approved_at = models.DateTimeField(null=True, blank=True)
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    locked_for = models.CharField(max_length=100, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    archive = models.ForeignKey(Archive, null=True, blank=True, on_delete=models.PROTECT, related_name="releases")
    ready_at = models.DateTimeField(null=True, blank=True)
    fetch_until = models.DateTimeField(null=True, blank=True)  # afterwards its files are put away, not gone
    ended_at = models.DateTimeField(null=True, blank=True)  # refused, superseded or withdrawn

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            one_of("release_profile_known", "profile", "rx sf pt"),
            one_of(
                "release_status_known",
                "status",
                "requested previewed approved building ready refused superseded withdrawn",
            ),
            models.UniqueConstraint(fields=["study", "number"], name="release_number_once"),
            models.UniqueConstraint(
                fields=["study", "batch", "profile"], condition=Q(status__in=OPEN), name="release_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="ready")
                | Q(archive__isnull=False, ready_at__isnull=False, fetch_until__isnull=False),
                name="release_ready_has_file",
            ),
            models.CheckConstraint(
                condition=Q(status="refused") & ~Q(refusal={}) | ~Q(status="refused") & Q(refusal={}),
                name="release_refused_has_rule",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("requested_by")),
                name="release_not_approved_by_requester",
            ),
            models.CheckConstraint(
                condition=Q(principal_approved_by=None)
                | ~Q(principal_approved_by=F("requested_by")) & ~Q(principal_approved_by=F("approved_by")),
                name="release_approved_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(profile="rx", status__in=["approved", "building", "ready", "superseded"])
                | Q(approved_at__isnull=False, principal_approved_at__isnull=False),
                name="release_extract_approved_twice",
            ),
            models.CheckConstraint(
                condition=~Q(profile="rx", status="ready") | ~Q(locked_for=""),
                name="release_extract_is_locked",
            ),
            models.UniqueConstraint(
                fields=["study", "programme"],
                condition=Q(profile="rx", status__in=UNDECIDED),
                name="release_extract_asked_once",
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def is_scientific(self) -> bool:
        return self.profile == Profile.SF

    @property
    def is_open(self) -> bool:
        """Tables for anybody."""
        return self.profile == Profile.PT

    @property
    def is_extract(self) -> bool:
        return self.profile == Profile.RX

    @property
    def has_stopped(self) -> bool:
        """Approved, and its work ended undone: it waits for somebody to start it again."""
        ended_undone = (Job.State.FAILED, Job.State.CANCELLED)
        return self.status == self.Status.APPROVED and self.job is not None and self.job.state in ended_undone


class ExtractPerson(models.Model):
    """Whose rows a delivery holds: what a withdrawal asks. Whoever is erased leaves the line, without a name to it."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="person_links")
    participant = models.ForeignKey(Participant, null=True, on_delete=models.SET_NULL, related_name="extract_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["release", "participant"], name="extract_person_once")]

    def __str__(self):
        return f"{self.release_id} {self.pk}"


class RecipientKey(Record):
    """The public key for which a recipient's extracts are locked. The secret one is theirs alone, and never here."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="recipient_keys")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    public_key = models.CharField(max_length=100)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "organisation"], name="recipient_key_once")]

    def __str__(self):
        return self.public_key


class PseudonymKey(Record):
    """That a key of pseudonyms was made for a study and a recipient, and when it was destroyed. The key is a file."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="pseudonym_keys")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "organisation"], name="pseudonym_key_once")]

    def __str__(self):
        return self.fingerprint[:8]


class Closing(Record):
    """The study is closed: its keys are destroyed, and nothing more is given out. The certificate is its page."""

    study = models.OneToOneField(Study, on_delete=models.PROTECT, related_name="closing")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self):
        return f"{self.study_id}"
