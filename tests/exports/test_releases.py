"""The ledger: who may do what when, what is refused and why, and that the file comes once."""

from hashlib import sha256

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from audit.events import PROGRAM
from audit.models import AuditEvent
from core import jobs
from core.models import Job
from disclosure import midpoint6
from exports.actions.building import Counted, make
from exports.actions.reissue import NothingPublished, reissue_batch
from exports.actions.releases import (
    NothingNew,
    OwnRequest,
    approve_release,
    build_again,
    cancel_building,
    preview_release,
    refuse_release,
    request_release,
    withdraw_release,
)
from exports.models import Archive, Release
from exports.rules.lifecycle import NotNow
from materials.models import Programme
from organisations.models import Membership
from tests.exports import closed, ledger

pytestmark = pytest.mark.django_db


def verbs(release):
    found = AuditEvent.objects.filter(subject=str(release.public_id)).order_by("pk")
    return [event.verb.removeprefix("release.") for event in found]


def test_a_request_becomes_a_file_step_by_step(world):
    release = ledger.ready(world)
    assert release.status == "ready"
    assert release.code == "VV-UPPF-SF-2026H1-01"
    assert release.archive.sha256 == sha256(bytes(release.archive.content)).hexdigest()
    assert release.archive.size == len(release.archive.content)
    assert release.job.state == "done"
    assert verbs(release) == ["requested", "previewed", "approved", "begun", "finished"]


def test_whoever_asked_is_told_by_mail_when_it_is_ready(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        release = ledger.ready(world)
    [letter] = [one for one in mail.outbox if "SF" in one.subject]
    assert letter.to == [release.requested_by.email] and release.code in letter.subject
    assert f"/releases/{release.public_id}/" in letter.body


def test_a_pilot_of_two_circles_is_refused_with_what_is_missing(world):
    pilot = Programme.objects.create(code="halsostod", name="Hälsostöd", circle_title="Hälsostöd")
    world.study.programmes.add(pilot)
    closed.closed_circles(world, 2, 9, programme=pilot)
    release = request_release(study=world.study, programme=pilot, by=world.uppsala, today=closed.TODAY)
    assert (release.status, release.batch) == ("refused", None)
    assert release.refusal == {
        "rules": [
            {"rule": "too_few_circles", "needed": 6, "missing": 4},
            {"rule": "too_few_people", "needed": 60, "missing": 60 - midpoint6(18)},
        ]
    }
    assert verbs(release) == ["requested", "refused"]


def test_enough_people_before_the_batch_is_fixed_is_said_to_be_so(world):
    closed.closed_circles(world, 7, 9)
    release = request_release(study=world.study, programme=world.programme, by=world.uppsala, today=closed.TODAY)
    assert release.refusal == {"rules": [{"rule": "not_fixed"}]}


def test_a_programme_outside_the_study_cannot_be_asked_for(world):
    other = Programme.objects.create(code="annat", name="Annat", circle_title="Annat")
    with pytest.raises(LookupError):
        request_release(study=world.study, programme=other, by=world.uppsala, today=closed.TODAY)


def test_asking_twice_gives_one_release(world):
    ledger.requested(world)
    with pytest.raises(NothingNew):
        ledger.requested(world)
    assert Release.objects.count() == 1


def test_after_a_withdrawal_it_can_be_asked_for_again(world):
    withdraw_release(release=ledger.ready(world), by=world.steward)
    assert ledger.requested(world).number == 2


def test_nobody_approves_their_own_request(world):
    Membership.objects.create(user=world.uppsala, organisation=world.organisations["skane"], role="steward")
    release = preview_release(release=ledger.requested(world), by=world.steward)
    with pytest.raises(OwnRequest):
        approve_release(release=release, by=world.uppsala)
    with pytest.raises(DatabaseError), transaction.atomic():
        Release.objects.update(approved_by=world.uppsala)


def test_an_unseen_preview_cannot_be_approved(world):
    release = ledger.requested(world)
    with pytest.raises(NotNow, match="approve from requested"):
        approve_release(release=release, by=world.steward)
    release.refresh_from_db()
    assert (release.status, release.job) == ("requested", None)


def test_the_steward_refuses_with_a_reason(world):
    release = refuse_release(release=ledger.requested(world), by=world.steward, rule="agreement")
    assert release.refusal == {"rules": [{"rule": "agreement"}]}
    with pytest.raises(ValueError, match="nonsense"):
        refuse_release(release=release, by=world.steward, rule="nonsense")


def test_every_study_gets_the_same_bytes_and_they_are_made_once(world):
    one = ledger.ready(world)
    two = ledger.ready(world, by=world.lund, study=ledger.lunds_study(world))
    assert one.archive == two.archive
    assert Archive.objects.filter(workbook=None).count() == 1
    assert Archive.objects.exclude(workbook=None).count() == 5


def test_later_changes_do_not_reach_a_published_file(world):
    before = ledger.ready(world).archive
    closed.Attendance.objects.filter(session__ordinal=1).delete()
    two = ledger.ready(world, by=world.lund, study=ledger.lunds_study(world))
    assert two.archive.sha256 == before.sha256


def test_two_builds_are_the_same_bytes(world):
    release = ledger.ready(world)
    again, others = make(release.batch, Counted(release.archive.figures), jobs.Progress(_running()))
    assert bytes(again.content) == bytes(release.archive.content)
    archived = {file.format: bytes(file.content) for file in release.archive.formats.all()}
    assert {file.format: bytes(file.content) for file in others} == archived


def _running():
    return Job.objects.create(kind="exports.build_release", state="running", started_at=timezone.now())


@pytest.mark.parametrize("change", [{"name": "x"}, {"content": b"x"}])
def test_an_archived_file_can_be_neither_changed_nor_deleted(world, change):
    ledger.ready(world)
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Archive.objects.update(**change)
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Archive.objects.all()._raw_delete("default")


@pytest.mark.parametrize("leaver", ["uppsala", "steward"])
def test_whoever_lost_their_role_gets_nothing_built(world, leaver):
    release = ledger.approved(world)
    Membership.objects.filter(user=getattr(world, leaver)).update(ended_at=timezone.now())
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert release.status == "refused"
    assert release.refusal == {"rules": [{"rule": "authority_ended"}]}
    assert not Archive.objects.exists()


def test_cancelling_before_it_starts_and_starting_again(world):
    release = ledger.approved(world)
    cancel_building(release=release, by=world.uppsala)
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert (release.status, release.job.state) == ("approved", "cancelled")
    build_again(release=release, by=world.uppsala)
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert release.status == "ready"
    assert verbs(release)[3:] == ["cancelled", "again", "begun", "finished"]


def test_cancelling_between_steps_leaves_an_approved_release(world):
    release = ledger.approved(world)
    Job.objects.update(cancel_requested=True)
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert (release.status, release.job.state) == ("approved", "cancelled")
    assert not Archive.objects.exists()


def test_a_finished_work_is_neither_cancelled_nor_begun_again(world):
    release = ledger.ready(world)
    with pytest.raises(NotNow):
        cancel_building(release=release, by=world.uppsala)
    with pytest.raises(NotNow):
        build_again(release=release, by=world.uppsala)


def test_a_release_withdrawn_while_it_waits_is_never_built(world):
    release = ledger.approved(world)
    withdraw_release(release=release, by=world.steward)
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert (release.status, release.archive) == ("withdrawn", None)


def test_a_corrected_edition_supersedes_the_former_with_the_same_figures(world):
    one = ledger.ready(world)
    two = ledger.ready(world, by=world.lund, study=ledger.lunds_study(world))
    closed.Attendance.objects.all().delete()
    closed.Attendance.objects.none()
    with pytest.raises(NotNow):
        cancel_building(release=one, by=world.uppsala)
    former = one.archive
    world.programme.name = "Vägar vidare efter flykten"
    world.programme.save()
    restore_marks(world)
    job = reissue_batch(batch=one.batch, by=world.steward)
    jobs.run(job.pk)
    one.refresh_from_db(), two.refresh_from_db()
    assert [one.status, two.status] == ["superseded", "superseded"]
    newer = Release.objects.filter(status="ready").order_by("study__code")
    assert [release.number for release in newer] == [2, 2]
    assert {release.archive.edition for release in newer} == {2}
    assert newer[0].archive.figures == former.figures
    assert newer[0].archive.sha256 != former.sha256


def restore_marks(world):
    for circle in closed.Circle.objects.filter(status="checked"):
        held = list(circle.sessions.order_by("ordinal"))
        for number, seat in enumerate(circle.enrolments.order_by("pk")):
            closed.mark(seat, held, closed.turned(closed.PATTERN, number))


def reissued(world):
    """A published release and the edition that has taken its place, written by the worker."""
    former = ledger.ready(world)
    jobs.run(reissue_batch(batch=former.batch, by=world.steward).pk)
    return former, Release.objects.get(status="ready")


def test_the_log_says_that_the_worker_wrote_the_new_edition_and_not_who_once_asked(world):
    former, latter = reissued(world)
    assert latter.requested_by == former.requested_by == world.uppsala
    actors = AuditEvent.objects.filter(subject=str(latter.public_id)).values_list("actor", flat=True)
    assert set(actors) == {PROGRAM}


def test_a_withdrawal_takes_the_former_edition_along(world):
    former, latter = reissued(world)
    fetched = Release.objects.downloadable_by(world.uppsala)
    assert set(fetched) == {former, latter}
    withdraw_release(release=latter, by=world.steward)
    assert not fetched.all().exists()


def test_nothing_published_cannot_be_corrected(world):
    release = ledger.approved(world)
    with pytest.raises(NothingPublished):
        reissue_batch(batch=release.batch, by=world.steward)
