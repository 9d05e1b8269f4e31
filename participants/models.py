"""Who comes: a code card and coarse bands. Never a name, a number, a country or free text about a person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record, one_of
from organisations.models import Hub, Language, Organisation
from participants.rules.cards import Card


class Reads(models.TextChoices):
    YES = "yes", _("Ja")
    LITTLE = "little", _("Lite")
    NO = "no", _("Nej")
    UNKNOWN = "", _("Inte frågat")


class Gender(models.TextChoices):
    WOMAN = "woman", _("Kvinna")
    MAN = "man", _("Man")
    OTHER = "other", _("Annat")
    NOT_SAID = "", _("Inte sagt")


class Schooling(models.TextChoices):
    NONE = "0", _("Ingen skola")
    UP_TO_6 = "1-6", _("1–6 år")
    UP_TO_9 = "7-9", _("7–9 år")
    UP_TO_12 = "10-12", _("10–12 år")
    MORE = "13+", _("13 år eller mer")
    NOT_SAID = "", _("Inte sagt")


class Arrival(models.TextChoices):
    """Time in Sweden."""

    UNDER_1 = "0-1", _("Under 1 år")
    UNDER_3 = "1-3", _("1–3 år")
    UNDER_6 = "3-6", _("3–6 år")
    MORE = "6+", _("6 år eller mer")
    NOT_SAID = "", _("Inte sagt")


class Participant(Record):
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="participants")
    # The code card: Blå häger 27-K is colour "blue", picture "heron", number 27. It identifies, it never
    # authenticates: the whole room sees it.
    colour = models.CharField(max_length=12)
    picture = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    language = models.ForeignKey(
        Language, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Språk")
    )
    reads = models.CharField(_("Läser"), max_length=8, choices=Reads, blank=True)
    gender = models.CharField(_("Kön"), max_length=8, choices=Gender, blank=True)
    # First year of a five-year band that starts at a year divisible by five: 1990 is born 1990–1994.
    birth_band = models.PositiveSmallIntegerField(_("Född"), null=True, blank=True)
    schooling = models.CharField(_("Skolår"), max_length=8, choices=Schooling, blank=True)
    arrival = models.CharField(_("Tid i Sverige"), max_length=8, choices=Arrival, blank=True)
    needs_childcare = models.BooleanField(_("Barnpassning"), default=False)
    needs_travel = models.BooleanField(_("Hjälp med resan"), default=False)
    needs_access = models.BooleanField(_("Tillgänglig lokal"), default=False)
    needs_reading_help = models.BooleanField(_("Hjälp att läsa"), default=False)
    needs_interpreter = models.BooleanField(_("Tolk"), default=False)
    is_protected = models.BooleanField(_("Skyddade uppgifter"), default=False)

    class Meta:
        constraints = [
            one_of("participant_reads_known", "reads", "yes little no", or_empty=True),
            one_of("participant_gender_known", "gender", "woman man other", or_empty=True),
            one_of("participant_schooling_known", "schooling", "0 1-6 7-9 10-12 13+", or_empty=True),
            one_of("participant_arrival_known", "arrival", "0-1 1-3 3-6 6+", or_empty=True),
            models.UniqueConstraint(fields=["hub", "colour", "picture", "number"], name="participant_card_once"),
            models.CheckConstraint(condition=Q(number__lte=99), name="participant_number_two_digits"),
            models.CheckConstraint(
                condition=Q(birth_band=None) | Q(birth_band__gte=1900, birth_band__lte=2095),
                name="participant_birth_band_plausible",
            ),
        ]

    def __str__(self):
        return f"{self.colour}-{self.picture}-{self.number:02}"

    @property
    def card(self) -> Card:
        return Card(self.colour, self.picture, self.number)


class ConsentPurpose(models.TextChoices):
    CONTACT = "contact", _("Kontakt")
    REFERRAL = "referral", _("Hänvisning")
    FOLLOW_UP = "follow_up", _("Uppföljning")


class ConsentText(models.Model):
    """What was asked, word for word, per language and version. Shown only when someone has reviewed it."""

    purpose = models.CharField(max_length=12, choices=ConsentPurpose)
    version = models.PositiveSmallIntegerField()
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    reviewed_by = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()

    class Meta:
        constraints = [
            one_of("consent_text_purpose_known", "purpose", "contact referral follow_up"),
            models.UniqueConstraint(fields=["purpose", "version", "language"], name="consent_text_once"),
        ]

    def __str__(self):
        return f"{self.purpose} {self.version} {self.language_id}"


class Consent(Record):
    """A yes to one purpose, withdrawable at any time and never a condition for taking part."""

    class Given(models.TextChoices):
        SPOKEN = "spoken", _("Muntligt")
        WRITTEN = "written", _("Skriftligt")
        INTERPRETED = "interpreted", _("Muntligt med tolk")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=ConsentPurpose)
    text_version = models.PositiveSmallIntegerField(default=1)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    given = models.CharField(max_length=12, choices=Given)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # For a referral: who may be asked, and which kinds of fact they may see (codes of referrals.rules.consent).
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    fields = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            one_of("consent_purpose_known", "purpose", "contact referral follow_up"),
            one_of("consent_given_known", "given", "spoken written interpreted"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_withdrawn_after_given",
            ),
        ]
        indexes = [models.Index(fields=["participant", "purpose"])]

    def __str__(self):
        return f"{self.purpose} v{self.text_version}"


class NameNoteLock(models.Model):
    """How a communicator's name notes are locked: never her passphrase, only what it takes to try it in her browser.

    `salt` and `check_text` are base64; `rounds` are those of PBKDF2-SHA-256. The key never leaves the browser.
    """

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    salt = models.CharField(max_length=44)
    rounds = models.PositiveIntegerField()
    check_text = models.CharField(max_length=120)  # a known word under the key: opens only with the right passphrase

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(rounds__gte=600_000), name="name_note_lock_rounds")]

    def __str__(self):
        return str(self.pk)


class NameNote(models.Model):
    """A name that a communicator keeps for herself, encrypted in her browser: here it is ciphertext for good."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="name_notes")
    locked_text = models.CharField(max_length=600)  # base64 of nonce and AES-GCM ciphertext, bound to the card

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "participant"], name="name_note_once")]

    def __str__(self):
        return str(self.pk)
