"""What is used: programmes with their session templates, and films with versions per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from materials.querysets import FilmQuerySet, ProgrammeQuerySet
from organisations.models import Language


class Programme(models.Model):
    """An editable template of a circle. Course codes say what its leader needs; readiness joins them elsewhere."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(_("Namn"), max_length=120)
    description = models.TextField(_("Beskrivning"), blank=True)
    # The neutral title that circles are numbered under: "Vägar vidare" → "Vägar vidare 14".
    circle_title = models.CharField(_("Cirklarnas titel"), max_length=80)
    minutes = models.PositiveSmallIntegerField(_("Minuter per träff"), default=180)
    break_minutes = models.PositiveSmallIntegerField(_("Rast"), default=0)
    required_courses = models.JSONField(default=list, blank=True)  # course codes
    is_active = models.BooleanField(default=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.name


class Film(models.Model):
    code = models.SlugField(primary_key=True)
    ordinal = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(_("Titel"), max_length=120)
    theme = models.CharField(_("Tema"), max_length=120, blank=True)
    is_placeholder = models.BooleanField(default=False)

    objects = FilmQuerySet.as_manager()

    class Meta:
        ordering = ["ordinal"]

    def __str__(self):
        return self.title

    @property
    def languages(self) -> list[Language]:
        return [version.language for version in self.versions.all()]


class FilmVersion(Record):
    """A film in one language."""

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="versions")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("Minuter"))
    safe_stop_seconds = models.PositiveIntegerField(_("Trygg paus"), null=True, blank=True)
    reviewed_by = models.CharField(_("Granskad av"), max_length=120, blank=True)

    class Meta:
        ordering = ["film", "language"]
        constraints = [models.UniqueConstraint(fields=["film", "language"], name="film_version_once")]

    def __str__(self):
        return f"{self.film_id} {self.language_id}"


class SessionTemplate(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sessions")
    ordinal = models.PositiveSmallIntegerField()
    title = models.CharField(_("Tema"), max_length=120)
    plan = models.TextField(_("Plan"), blank=True)
    film = models.ForeignKey(Film, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["programme", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["programme", "ordinal"], name="session_template_ordinal_once")]

    def __str__(self):
        return f"{self.programme_id} {self.ordinal}"
