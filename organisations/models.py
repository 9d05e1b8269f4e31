"""Where and for whom people work: organisations, hubs, projects, memberships; and the reference data of places."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.access.roles import Role
from core.models import Record, one_of
from core.search import folded, sort_key
from organisations.language_names import language_name
from organisations.querysets import HubQuerySet, InvitationQuerySet, MembershipQuerySet, OrganisationQuerySet


class Municipality(models.Model):
    """A Swedish municipality. The code is a string ("0114"); its first two digits are the county. Source: SCB."""

    code = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    county_code = models.CharField(max_length=2, db_index=True)
    county_name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=80, db_index=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(condition=Q(code__startswith=models.F("county_code")), name="municipality_in_county")
        ]

    def __str__(self):
        return self.name


class Language(models.Model):
    """A language by BCP 47 tag. Sources: ISO 639-3, CLDR; Swedish names partly our own."""

    code = models.CharField(max_length=12, primary_key=True)
    iso639_3 = models.CharField(max_length=3)
    name_sv = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    autonym = models.CharField(max_length=60)
    direction = models.CharField(max_length=3, choices=[("ltr", "ltr"), ("rtl", "rtl")])
    sort_key = models.CharField(max_length=80)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            one_of("language_direction_known", "direction", "ltr rtl"),
        ]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the screen; where none is known there, the language's own."""
        return language_name(self, get_language() or "sv")


class Organisation(Record):
    class Kind(models.TextChoices):
        REGION = "region", _("Region")
        MUNICIPALITY = "municipality", _("Kommun")
        COUNTY_BOARD = "county_board", _("Länsstyrelse")
        STATE = "state", _("Statlig myndighet")
        STUDY_ASSOCIATION = "study_association", _("Studieförbund")
        CIVIL_SOCIETY = "civil_society", _("Idéburen organisation")
        UNIVERSITY = "university", _("Universitet")

    name = models.CharField(_("Namn"), max_length=120, unique=True)
    short_name = models.CharField(_("Kort namn"), max_length=40, blank=True)
    kind = models.CharField(_("Slag"), max_length=20, choices=Kind)
    mailbox = models.EmailField(_("Funktionsbrevlåda"), blank=True)
    agrees_to_publication = models.BooleanField(_("Vill synas i den öppna katalogen"), default=False)
    municipalities = models.ManyToManyField(Municipality, blank=True, related_name="+")
    search_text = models.TextField(blank=True, editable=False)
    sort_key = models.CharField(max_length=160, blank=True, editable=False, db_index=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            one_of(
                "organisation_kind_known",
                "kind",
                "region municipality county_board state study_association civil_society university",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def label(self) -> str:
        return self.short_name or self.name

    def save(self, **kwargs):
        self.search_text, self.sort_key = folded(self.name, self.short_name), sort_key(self.name)
        super().save(**kwargs)


class Hub(Record):
    """*Knutpunkt*: the municipalities one coordination office works for. A municipality has at most one."""

    name = models.CharField(_("Namn"), max_length=80, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="hubs")
    municipalities = models.ManyToManyField(Municipality, related_name="hubs")

    objects = HubQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Project(Record):
    """A funded undertaking that circles and course rounds can belong to (REGIN, a pilot group, a grant)."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("Namn"), max_length=120)
    funder = models.CharField(_("Finansiär"), max_length=120, blank=True)
    starts_on = models.DateField(_("Börjar"), null=True, blank=True)
    ends_on = models.DateField(_("Slutar"), null=True, blank=True)
    partners = models.ManyToManyField(Organisation, blank=True, related_name="projects")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="project_ends_after_start",
            )
        ]

    def __str__(self):
        return self.name


class Membership(Record):
    """One person's role in one organisation; hubs narrow it where the role works in hubs."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    hubs = models.ManyToManyField(Hub, blank=True, related_name="memberships")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_at=None),
                name="membership_once_while_active",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self):
        return f"{self.role} @ {self.organisation_id}"


class Invitation(Record):
    """A mailed link by which a person takes up a role. Only the token's hash is kept."""

    email = models.EmailField(_("E-postadress"))
    name = models.CharField(_("Namn"), max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("Roll"), max_length=20, choices=Role)
    hubs = models.ManyToManyField(Hub, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            one_of(
                "invitation_role_known",
                "role",
                "communicator coordinator partner convener evaluator steward supervisor officer administrator",
            ),
        ]

    def __str__(self):
        return f"{self.role} → {self.organisation_id}"
