"""Reads of studies and of what was answered: whose they are, and what may leave by a release."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q

from accounts.access.roles import Role
from circles.models import Circle
from evaluation.catalogue import instrument
from evaluation.rules.scoring import score_of
from organisations.models import Membership


class StudyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An evaluator's own organisation's studies; every study to a data steward; none to anybody else.

        Study.objects.visible_to(johan) → the studies of Uppsala, where Johan is an evaluator today
        """
        stewards = Membership.objects.of(user, Role.STEWARD)
        own = Membership.objects.of(user, Role.EVALUATOR).values("organisation")
        return self.filter(Q(models.Exists(stewards)) | Q(organisation__in=own))

    def evaluated_by(self, user):
        """The studies that the user may ask releases for: the organisation's own, for its evaluators."""
        return self.filter(organisation__in=Membership.objects.of(user, Role.EVALUATOR).values("organisation"))

    def changed_by(self, user):
        """Those whose plan the user may change: every study for a data steward, and a principal's own for as long as
        she is an evaluator of its organisation."""
        stewards = Membership.objects.of(user, Role.STEWARD)
        led = Q(principal=user, organisation__in=Membership.objects.of(user, Role.EVALUATOR).values("organisation"))
        return self.filter(Q(models.Exists(stewards)) | led)

    def for_list(self):
        return self.select_related("organisation").prefetch_related("programmes").order_by("title")

    def asking(self, today: date):
        """Those that have something to ask, told about, within their period."""
        parts = (
            Exists(self.model._meta.get_field(name).related_model.objects.filter(study=OuterRef("pk")))
            for name in ("asked", "waves", "notices")
        )
        return self.filter(*parts, starts_on__lte=today, ends_on__gte=today)

    def about(self, circle):
        """Those in whose population the circle is."""
        of_hub = Q(hubs=circle.hub_id) | Q(hubs=None)
        return self.filter(of_hub, programmes=circle.programme_id).distinct()


class StudyConsentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def taken_back(self):
        return self.exclude(withdrawn_at=None)

    def withdrawn_by(self, user):
        """Those that the user may take back for somebody: of the circles she coordinates. A leader isn't told who has
        said yes, because the others with a used slip said no."""
        coordinated = self.filter(participant__enrolments__circle__in=Circle.objects.coordinated_by(user))
        led = self.filter(participant__enrolments__circle__in=Circle.objects.led_by(user))
        return self.standing().filter(pk__in=coordinated.values("pk")).exclude(pk__in=led.values("pk"))


class AnswerSlipQuerySet(models.QuerySet):
    def unused(self, now: datetime):
        """Slips that still can be answered with."""
        return self.filter(used_at=None, expires_at__gt=now)

    def newest_of(self, circle, wave) -> int:
        """Tells one handing out from the next: a form that says another was sent before. 0 where there is none."""
        return self.filter(enrolment__circle=circle, wave=wave).aggregate(newest=Max("pk", default=0))["newest"]


class TalkRequestQuerySet(models.QuerySet):
    def to(self, user):
        """Those that are the user's to take: of the hubs she coordinates, and nobody has taken them."""
        hubs = Membership.objects.of(user, Role.COORDINATOR).values("hubs")
        return self.filter(enrolment__circle__hub__in=hubs, taken_at=None)


@dataclass(frozen=True, slots=True)
class Pair:
    """One person's score on one instrument before and after the circle. All but the scores are primary keys."""

    participant: int
    enrolment: int
    circle: int
    study: int
    instrument: str
    before: float
    after: float


class ResponseQuerySet(models.QuerySet):
    def standing(self):
        """Those whose consent has not been taken back, of people who aren't protected."""
        return self.filter(consent__withdrawn_at=None, enrolment__participant__is_protected=False)

    def complete_pairs(self, before: str = "before", after: str = "after") -> list[Pair]:
        """Scores at both waves, where every item of both was answered. By enrolment, study and instrument.

        Response.objects.filter(wave__study=study, enrolment__in=seats).complete_pairs()
        Narrow it first: answers are opened one by one.
        """
        found: dict[tuple, dict[str, float | None]] = {}
        rows = self.standing().filter(wave__point__in=(before, after))
        rows = rows.order_by("enrolment", "wave__study", "instrument").values_list(
            "enrolment__participant_id",
            "enrolment_id",
            "enrolment__circle_id",
            "wave__study_id",
            "instrument",
            "wave__point",
            "answers",
        )
        for *whose, key, point, answers in rows.iterator():
            found.setdefault((*whose, key), {})[point] = score_of(instrument(key), answers)
        return [
            Pair(*whose, scores[before], scores[after])
            for whose, scores in found.items()
            if scores.get(before) is not None and scores.get(after) is not None
        ]
