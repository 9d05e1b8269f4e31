"""What support exists: offers that principals keep fresh. They describe offers, never a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record, one_of
from core.search import folded
from directory.querysets import SupportOfferQuerySet
from organisations.models import Language, Municipality, Organisation


class Need(models.Model):
    """What an offer gives and a referral asks for, as an everyday word ("Nätverk", "Föräldraskap")."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(_("Namn"), max_length=80)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name


class TargetGroup(models.Model):
    """Whom an offer turns to (the Halland list). A question to ask the person, never an answer to store."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(_("Namn"), max_length=80)

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name


class WeekTime(models.TextChoices):
    """When in the week: coarse, so that an offer's times and a person's can be compared."""

    WEEKDAY_MORNING = "weekday_morning", _("Vardagar, förmiddag")
    WEEKDAY_AFTERNOON = "weekday_afternoon", _("Vardagar, eftermiddag")
    WEEKDAY_EVENING = "weekday_evening", _("Vardagar, kväll")
    WEEKEND = "weekend", _("Helger")


class SupportOffer(Record):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        PUBLISHED = "published", _("Publicerad")
        NEEDS_REVIEW = "needs_review", _("Behöver granskas")
        DORMANT = "dormant", _("Vilande")
        ENDED = "ended", _("Avslutad")

    class Level(models.IntegerChoices):
        """The pyramid of psychosocial support."""

        BASIC = 1, _("Trygghet och grundbehov")
        COMMUNITY = 2, _("Gemenskap och familj")
        FOCUSED = 3, _("I grupp eller enskilt")
        SPECIALISED = 4, _("Särskild vård")

    class Joining(models.TextChoices):
        DROP_IN = "drop_in", _("Kom direkt")
        CONTACT = "contact", _("Ring eller mejla")
        SIGN_UP = "sign_up", _("Anmäl dig själv")
        BOOK = "book", _("Boka tid")
        REFERRAL = "referral", _("Genom hänvisning")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offers")
    title = models.CharField(_("Namn"), max_length=120)
    description = models.TextField(_("Beskrivning"), blank=True)
    level = models.PositiveSmallIntegerField(_("Nivå"), choices=Level)
    activity_code = models.CharField(_("4Ws-kod"), max_length=8, blank=True)
    needs = models.ManyToManyField(Need, blank=True, related_name="offers", verbose_name=_("Behov"))
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="offers", verbose_name=_("Målgrupper"))
    languages = models.ManyToManyField(Language, related_name="+", verbose_name=_("Språk"))
    municipalities = models.ManyToManyField(Municipality, related_name="+", verbose_name=_("Kommuner"))
    joining = models.CharField(_("Så kommer man med"), max_length=10, choices=Joining)
    schedule = models.CharField(_("När"), max_length=120, blank=True)
    times = models.JSONField(_("Tid i veckan"), default=list, blank=True)  # codes of WeekTime
    place = models.CharField(_("Plats"), max_length=120, blank=True)
    min_age = models.PositiveSmallIntegerField(_("Från ålder"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("Till ålder"), null=True, blank=True)
    has_childcare = models.BooleanField(_("Barnpassning finns"), default=False)
    women_only = models.BooleanField(_("Endast kvinnor"), default=False)
    # A pledge with its date; null means that nothing is promised (drop-in).
    places_pledged = models.PositiveSmallIntegerField(_("Lovade platser"), null=True, blank=True)
    pledged_on = models.DateField(null=True, blank=True)
    closed_until = models.DateField(_("Stängt till"), null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    reviewed_on = models.DateField(null=True, blank=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = SupportOfferQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        indexes = [models.Index(fields=["status", "level"])]
        constraints = [
            one_of("support_offer_joining_known", "joining", "drop_in contact sign_up book referral"),
            one_of("support_offer_status_known", "status", "draft published needs_review dormant ended"),
            models.CheckConstraint(condition=Q(level__in=[1, 2, 3, 4]), name="offer_level"),
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(max_age__gte=models.F("min_age")),
                name="offer_age_order",
            ),
            models.CheckConstraint(
                condition=Q(places_pledged=None) | Q(pledged_on__isnull=False), name="offer_pledge_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(reviewed_on__isnull=False),
                name="offer_published_is_reviewed",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        self.search_text = folded(
            self.title_sv, self.title_en, self.title_ar, self.description_sv, self.place, self.organisation.name
        )
        super().save(**kwargs)
