"""The study-circle rules, dated."""

from django.db import models

from circles.querysets import RuleSetQuerySet


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
    min_age_other = models.PositiveSmallIntegerField(default=6)  # annan folkbildningsverksamhet
    one_calendar_year = models.BooleanField(default=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self):
        return self.name
