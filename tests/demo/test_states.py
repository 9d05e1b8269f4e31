"""The demo world: every state of every lifecycle is in it, and it stands on the days it says."""

import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from audit.models import AuditEvent
from circles.models import Attendance, AttendanceStatus, Circle, Enrolment, Session
from communicators.models import Qualification
from organisations.models import Invitation
from participants.models import Participant
from referrals.models import Referral

pytestmark = pytest.mark.django_db  # so that there is a database also where this module runs alone

# Choices that no action reaches, or that last only while a worker is at work. Each says why.
NOT_THERE = {
    ("Archive", "profile"): {"rx"},
    ("Archive", "format"): {"age"},  # the extract is approved and waits to be built
    ("Release", "status"): {"building"},  # while the worker builds
    ("Job", "state"): {"queued", "running", "failed"},  # while the worker works; nothing failed
    ("Invitation", "role"): {"administrator"},  # the first one is opened from the console
}


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The small world, told once for this module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def chosen_fields():
    for room in settings.ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.concrete_fields:
                if field.choices:
                    yield pytest.param(model, field, id=f"{model.__name__}.{field.name}")


@pytest.mark.parametrize(("model", "field"), chosen_fields())
def test_every_choice_of_every_field_is_in_the_world(told, model, field):
    there = set(model.objects.order_by().values_list(field.name, flat=True).distinct())
    wanted = {value for value, _label in field.flatchoices if value != ""}
    assert wanted - there == NOT_THERE.get((model.__name__, field.name), set())


def test_qualifications_are_in_progress_completed_and_expired(told):
    today = timezone.localdate()
    assert Qualification.objects.filter(completed_on=None).exists()
    assert Qualification.objects.filter(completed_on__isnull=False, valid_until=None).exists()
    assert Qualification.objects.filter(valid_until__lt=today).exists()
    assert Qualification.objects.filter(valid_until__gte=today, valid_until__lt=today + timedelta(days=30)).exists()


def test_invitations_are_open_run_out_taken_back_and_taken_up(told):
    now = timezone.now()
    waiting = Invitation.objects.filter(accepted_at=None, revoked_at=None)
    assert waiting.filter(expires_at__gt=now).exists() and waiting.filter(expires_at__lt=now).exists()
    assert Invitation.objects.exclude(revoked_at=None).exists()
    assert Invitation.objects.exclude(accepted_at=None).exists()


def test_referrals_are_silent_on_time_closed_and_unread(told):
    now = timezone.now()
    assert Referral.objects.silent(now).exists()
    assert Referral.objects.unanswered().exclude(pk__in=Referral.objects.silent(now)).exists()
    assert Referral.objects.cancelled_unread().exists()
    assert Referral.objects.outcome_unread().exists()
    assert Referral.objects.exclude(loop_closed_at=None).exists()
    assert Referral.objects.exclude(replaces=None).exists()
    assert Referral.objects.filter(direction="in", seat_held_until__gt=timezone.localdate()).exists()


def test_there_is_enough_for_a_scientific_file(told):
    closed = Circle.objects.filter(status__in=Circle.CLOSED)
    assert closed.count() >= 40
    assert Enrolment.objects.filter(circle__in=closed).aggregate(n=Count("participant", distinct=True))["n"] >= 400


def test_the_pilot_of_two_circles_is_refused_with_its_reason(told):
    release = apps.get_model("exports.Release").objects.get(programme="halsostod")
    assert release.status == "refused"
    assert release.refusal["rules"]
    assert Circle.objects.filter(programme="halsostod", status__in=Circle.CLOSED).count() == 2


def test_one_study_shows_files_to_fetch_and_files_put_away(told):
    ready = apps.get_model("exports.Release").objects.filter(study__code="VV-UPPF", status="ready")
    assert {(one.profile, one.fetch_until > timezone.now()) for one in ready} == {("sf", True), ("pt", False)}


def test_tonight_is_an_evening_of_sahars_circle(told):
    today = timezone.localdate()
    tonight = Session.objects.get(
        circle__leaders__user__email="leader@ringar.example",
        circle__leader_links__part="leader",
        starts_at__date=today,
    )
    assert timezone.localtime(tonight.starts_at).strftime("%H.%M") == "17.30"
    assert (tonight.status, tonight.ordinal) == ("planned", 5)
    mine = Session.objects.filter(circle__leaders__user__email="leader@ringar.example")
    assert mine.without_register(timezone.now()).exclude(pk=tonight.pk).exists()
    assert mine.hours_to_confirm().exists()


def test_circles_meet_at_the_same_wall_clock_time_in_summer_and_winter(told):
    offsets = set()
    for circle in Circle.objects.filter(status="archived", programme="vagar-vidare")[:12]:
        times = [
            timezone.localtime(one) for one in circle.sessions.filter(status="held").values_list("starts_at", flat=True)
        ]
        assert len({moment.time() for moment in times}) == 1
        offsets |= {moment.utcoffset() for moment in times}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}


def test_nothing_was_marked_before_its_meeting_or_after_today(told):
    now = timezone.now()
    assert not Attendance.objects.filter(marked_at__gt=now).exists()
    assert not Attendance.objects.filter(marked_at__date__lt=F("session__starts_at__date")).exists()
    assert not Enrolment.objects.filter(enrolled_at__gt=now).exists()


def test_not_recorded_is_a_mark_taken_back_and_an_untouched_tile(told):
    assert Attendance.objects.filter(status=AttendanceStatus.NOT_RECORDED).exists()
    untouched = Session.objects.filter(status="held", register_lost_at=None).annotate(
        marks=Count("attendances", distinct=True),
        seats=Count("circle__enrolments", filter=Q(circle__enrolments__status="active"), distinct=True),
    )
    assert untouched.filter(marks__lt=F("seats")).exists()


def test_every_person_is_a_card_of_their_own_hub(told):
    assert not Enrolment.objects.exclude(participant__hub=F("circle__hub")).exists()
    assert Participant.objects.filter(is_protected=True).exists()


def test_everything_went_through_the_actions(told):
    """Each circle, seat and referral has its audit event, dated in its own time."""
    for model, verb in ((Circle, "circle.plan"), (Enrolment, "enrolment.enrol")):
        assert AuditEvent.objects.filter(verb=verb).count() == model.objects.count()
    assert AuditEvent.objects.filter(verb="circle.plan", at__lt=timezone.now() - timedelta(days=300)).exists()


def test_a_second_time_changes_nothing_and_says_so(told):
    before = AuditEvent.objects.count()
    said = StringIO()
    call_command("seed_demo", stdout=said)
    assert "is here already" in said.getvalue() and "Nothing changed" in said.getvalue()
    assert AuditEvent.objects.count() == before


def test_the_signins_are_printed_with_the_one_password(told, settings):
    said = StringIO()
    call_command("demo_signins", stdout=said)
    for name in (
        "leader",
        "coordinator",
        "partner",
        "evaluator-uppsala",
        "evaluator-lund",
        "convener",
        "steward",
        "admin",
    ):
        assert f"{name}@ringar.example" in said.getvalue()
    path = settings.RINGAR_DATA / "demo-password"
    assert path.read_text().strip() in said.getvalue()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_database_without_tables_is_told_what_to_run(tmp_path):
    done = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "seed_demo"],
        env={**os.environ, "RINGAR_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The database has no tables yet. Run first: manage.py migrate")
