"""Reads of batches and releases: whose they are."""

from datetime import date, datetime, time

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.access.roles import Role
from evaluation.models import Study
from exports.rules.halfyears import start_of
from exports.rules.lifecycle import OPEN
from organisations.models import Membership


class BatchQuerySet(models.QuerySet):
    def open_to(self, study, profile="sf"):
        """The fixed batches of the study's programmes that it has no open release of, in that profile."""
        taken = self.model._meta.get_field("releases").related_model.objects.filter(
            study=study, batch=OuterRef("pk"), profile=profile, status__in=OPEN
        )
        return self.filter(~Exists(taken), programme__in=study.programmes.all()).select_related("programme")

    def for_stewards(self, user):
        """Every batch to a data steward, none to anybody else."""
        return self.filter(Exists(Membership.objects.of(user, Role.STEWARD)))

    def begun(self):
        """Whether the work on a batch's file has begun or is done: from then on it is the same for all."""
        releases = self.model._meta.get_field("releases").related_model.objects
        archives = self.model._meta.get_field("archives").related_model.objects
        approved = releases.filter(batch=OuterRef("pk"), approved_by__isnull=False)
        return Exists(approved) | Exists(archives.filter(batch=OuterRef("pk")))


class ReleaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The releases of the studies that the user sees.

        Release.objects.visible_to(anna) → those of Lund's studies; none once Anna's membership has ended
        """
        return self.filter(study__in=Study.objects.visible_to(user))

    def standing(self):
        """Those whose files may be fetched, now or once they are taken out again: finished and not taken back.

        A former edition goes with the one that took its place: it holds the same figures. An extract stands until
        somebody in it says no, and until the day it is to be destroyed.
        """
        extract = Q(profile="rx", status="ready", recalled_at=None, study__destroy_by__gt=timezone.localdate())
        in_its_place = self.model.objects.filter(
            study=OuterRef("study"), batch=OuterRef("batch"), profile=OuterRef("profile"), status="ready"
        )
        former = Q(Exists(in_its_place), status="superseded")
        scientific = ~Q(profile="rx") & (Q(status="ready") | former)
        return self.filter(scientific | extract, archive__isnull=False, study__closing=None)

    def downloadable_by(self, user):
        """Those whose files the user may fetch now: of an own study, in their day. Stewards fetch none."""
        return self.asked_by_study_of(user).standing().filter(fetch_until__gt=timezone.now())

    def put_away_for(self, user):
        """Those whose files the user may take out again: as above, and their day has passed."""
        return self.asked_by_study_of(user).standing().filter(fetch_until__lte=timezone.now())

    def led_by(self, user):
        """The extracts that the user approves as the study's principal: for as long as she is one of its evaluators,
        and not what she asked for herself."""
        led = Study.objects.evaluated_by(user).filter(principal=user)
        return self.filter(profile="rx", study__in=led).exclude(requested_by=user)

    def to_sign_by(self, user):
        """Of those, what waits for her: seen by the data steward, and not approved by her as a steward."""
        waiting = self.led_by(user).filter(status="previewed", principal_approved_at=None)
        return waiting.exclude(approved_by=user)

    def decided_by(self, user):
        """Those a data steward may preview, approve, refuse or withdraw: all but their own requests."""
        return self.filter(Exists(Membership.objects.of(user, Role.STEWARD))).exclude(requested_by=user)

    def asked_by_study_of(self, user):
        """Those of the own studies of an evaluator: whose work she may cancel, and whose files she may have."""
        return self.filter(study__in=Study.objects.evaluated_by(user))

    def started_again_by(self, user):
        """Those whose stopped work an evaluator of the study or a data steward may start again."""
        steward = Exists(Membership.objects.of(user, Role.STEWARD))
        return self.filter(Q(study__in=Study.objects.evaluated_by(user)) | Q(steward))

    def refused_in_half_year(self, today: date, profile="sf"):
        """Those refused for want of a batch since the half-year began: their answer stands until it ends."""
        begins = timezone.make_aware(datetime.combine(start_of(today), time()))
        return self.filter(profile=profile, status="refused", batch=None, created_at__gte=begins)

    def to_decide(self):
        return self.filter(status__in=("requested", "previewed"))

    def with_file(self):
        """Everything a ledger line shows, without the file's bytes."""
        return self.select_related("study__organisation", "programme", "batch", "job", "archive").defer(
            "archive__content", "archive__figures"
        )
