"""A research extract's way: asked for by one, approved by two others, built, locked, fetched for a day."""

import json
import zipfile
from datetime import timedelta
from hashlib import sha256
from io import BytesIO, StringIO

import pyrage
import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from circles.models import Attendance, Session
from core import jobs
from evaluation.given_out import GivenOut, given_out
from evaluation.models import Study
from exports.actions.extracts import (
    NotTheirs,
    SamePerson,
    approve_as_principal,
    approve_as_steward,
)
from exports.actions.offers import offer_again
from exports.actions.releases import (
    NothingNew,
    OwnRequest,
    StudyClosed,
    build_again,
    preview_release,
    request_release,
    withdraw_release,
)
from exports.actions.studies import close_study
from exports.compared import former_of, in_short
from exports.extract import recall
from exports.models import Archive, ExtractPerson, PseudonymKey, Release
from exports.pseudonyms import path_of
from exports.rules.extracts import Lacks
from exports.rules.lifecycle import NotNow
from exports.verification import Finding, Fingerprint, verify
from organisations.models import Membership
from participants.models import Participant
from tests.exports import closed, extracts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.RINGAR_STUDY_KEYS = tmp_path / "keys"
    return settings.RINGAR_STUDY_KEYS


@pytest.fixture
def asked(world):
    return extracts.ready_to_ask(world)


def rules(release):
    return [rule["rule"] for rule in release.refusal["rules"]]


def tables(release, identity=extracts.IDENTITY) -> dict[str, list[list[str]]]:
    """Sheet → its rows as the CSV tells them."""
    with zipfile.ZipFile(BytesIO(extracts.opened(release, identity))) as packed:
        told = {name: packed.read(name).decode() for name in packed.namelist() if name.startswith("csv/")}
    return {name[4:-4]: [line.split(",") for line in text.splitlines()[1:]] for name, text in told.items()}


def people(release, **how) -> set[str]:
    return {row[0] for row in tables(release, **how)["people"]}


def fetchable(user) -> list[Release]:
    return list(Release.objects.downloadable_by(user))


def test_a_request_becomes_a_locked_file_step_by_step(asked):
    release = extracts.ready(asked)
    assert release.status == "ready", (release.refusal, release.job.message)
    assert release.code == f"VV-UPPF-RX-{timezone.localdate().year}H{1 + (timezone.localdate().month > 6)}-01"
    archive = release.archive
    assert archive.name == f"ringar-{release.code}.zip.age".lower()
    assert bytes(archive.content).startswith(b"age-encryption.org/v1\n")
    assert archive.sha256 == sha256(bytes(archive.content)).hexdigest()
    assert archive.receipt["inner_sha256"] == sha256(extracts.opened(release)).hexdigest()
    assert archive.figures == {}, "no row is kept where it could be read"
    with pytest.raises(pyrage.DecryptError):
        extracts.opened(release, pyrage.x25519.Identity.generate())
    seen = AuditEvent.objects.filter(subject=str(release.public_id)).order_by("pk").values_list("verb", flat=True)
    assert [verb.removeprefix("release.") for verb in seen] == [
        *("requested", "previewed", "approved_by_one", "approved", "begun", "finished"),
    ]


def found(name, content) -> tuple[Finding, Release | None]:
    verdict = verify(Fingerprint(name, len(content), sha256(content).hexdigest()), Release.objects.all())
    return verdict.finding, verdict.release


def test_the_opened_package_and_each_file_out_of_it_are_known_as_unaltered(asked):
    release = extracts.ready(asked)
    name, content = release.archive.name.removesuffix(".age"), extracts.opened(release)
    assert found("renamed", content) == (Finding.UNALTERED, release)
    assert found(name, content + b"\n") == (Finding.ALTERED, release)
    with zipfile.ZipFile(BytesIO(content)) as packed:
        files = {path: packed.read(path) for path in packed.namelist()}
    assert {found("renamed", told) for told in files.values()} == {(Finding.UNALTERED, release)}
    assert found("people.csv", files["csv/people.csv"] + b"p999,woman\n") == (Finding.ALTERED, release)
    hashes = {path: sha256(told).hexdigest() for path, told in {name: content, **files}.items()}
    assert release.archive.members == hashes, "hashes alone: no row is kept where it could be read"


def test_the_file_holds_who_said_yes_and_their_marks(asked):
    told = tables(extracts.ready(asked))
    assert len(told["people"]) == 18
    assert len(told["attendance"]) == 18 * 10
    first = [row for row in told["attendance"] if row[0] == told["attendance"][0][0]]
    assert [row[3] for row in first] == [str(n) for n in range(1, 11)]
    assert [row[5] for row in first] == [str(n) for n in range(10)], "weeks, no dates"
    assert {row[7] for row in told["attendance"]} == {"present", "part", "notified", "absent"}


def test_what_was_not_recorded_is_missing_and_what_was_cancelled_concerns_nobody(asked):
    seat = Participant.objects.filter(enrolments__circle__status="checked").earliest("pk").enrolments.get()
    kept = {mark.session.ordinal: mark for mark in seat.attendances.select_related("session")}
    kept.pop(3).delete()
    Attendance.objects.filter(session=kept[4].session).delete()
    Session.objects.filter(pk=kept[4].session_id).update(status="cancelled", cancel_reason="no_room")
    told = tables(extracts.ready(asked))
    own = [one for one in told["attendance"] if one[7] == "-99"]
    assert [one[8:10] for one in own] == [["-99", "-99"]]
    person = own[0][0]
    marks = {int(row[3]): row[7:10] for row in told["attendance"] if row[0] == person}
    assert marks[4] == ["-97", "-97", "-97"]
    others = [marks[n] for n in marks if n not in (3, 4)]
    assert all(offered == "1" and attended in "01" for _, offered, attended in others) and len(others) == 8
    offered, attended = next(row[7:9] for row in told["people"] if row[0] == person)
    assert (int(offered), int(attended)) == (8, sum(int(one[2]) for one in others))


def test_nobody_without_a_yes_to_this_version_and_nobody_protected_is_in_it(asked):
    seats = list(Participant.objects.filter(enrolments__circle__status="checked").order_by("pk"))
    extracts.withdraw(seats[0])
    Participant.objects.filter(pk=seats[1].pk).update(is_protected=True)
    seats[2].study_consents.all().delete()
    release = extracts.ready(asked)
    assert len(people(release)) == 18 - 3
    assert not ExtractPerson.objects.filter(participant__in=seats[:3]).exists()


def test_a_yes_to_a_former_version_is_no_yes_to_this_one(asked):
    extracts.told(asked.study, asked)
    release = extracts.ready(asked)
    assert (release.status, rules(release)) == ("refused", ["nobody"])


def test_a_list_that_is_not_signed_is_not_in_it(asked):
    closed.Circle.objects.filter(title="Vägar vidare 100").update(status="ended", closed_at=None)
    assert len(people(extracts.ready(asked))) == 12


def test_the_rows_stand_by_pseudonym_and_no_id_is_left(asked):
    release = extracts.ready(asked)
    told = tables(release)
    for name, width in (("people", 1), ("attendance", 2)):
        keys = [row[:width] for row in told[name]]
        assert keys == sorted(keys)
    text = extracts.opened(release)
    for one in Participant.objects.all():
        assert str(one.public_id).encode() not in text


def test_two_deliveries_call_a_person_the_same_and_the_later_takes_the_place_of_the_former(asked):
    one = extracts.ready(asked)
    two = extracts.ready(asked)
    assert people(one) == people(two)
    one.refresh_from_db()
    assert (one.status, two.status, two.number) == ("superseded", "ready", 2)
    assert not Release.objects.downloadable_by(asked.uppsala).filter(pk=one.pk).exists()


def test_the_later_delivery_says_how_its_codebook_differs_from_the_former_one_s(asked):
    former, later = extracts.ready(asked), extracts.ready(asked)
    assert set(later.archive.codebook) == {"people", "attendance", "answers"}
    releases = list(asked.study.releases.with_file())
    assert former_of(later, releases) == former and former_of(former, releases) is None
    assert in_short(later, former) == "Samma variabler"


def test_a_second_request_waits_for_the_first(asked):
    extracts.requested(asked)
    with pytest.raises(NothingNew):
        extracts.requested(asked)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            study=asked.study, programme=asked.programme, profile="rx", number=9, code="X", requested_by=asked.uppsala
        )


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("mode", "follow_up", Lacks.MODE),
        ("agreement", "", Lacks.AGREEMENT),
        ("dpia_reference", "", Lacks.DPIA),
        ("purpose", "", Lacks.PURPOSE),
        ("principal", None, Lacks.PRINCIPAL),
    ],
)
def test_a_missing_condition_is_refused_by_name_and_nothing_is_released(asked, column, value, rule):
    setattr(asked.study, column, value)
    asked.study.save()
    release = extracts.requested(asked)
    assert (release.status, rules(release)) == ("refused", [rule])
    assert not Archive.objects.exists()


def test_a_recipient_that_the_notice_does_not_name_gets_nothing(asked):
    asked.study.notice.recipients.set([asked.organisations["lund"]])
    assert rules(extracts.requested(asked)) == [Lacks.RECIPIENT]


def test_without_a_public_key_nothing_can_be_locked(asked):
    asked.study.recipient_keys.all().delete()
    assert rules(extracts.requested(asked)) == [Lacks.PUBLIC_KEY]


def test_the_principal_cannot_ask_for_what_only_she_can_approve(asked):
    assert rules(extracts.requested(asked, by=asked.principal)) == [Lacks.SECOND_PERSON]


def test_nobody_approves_their_own_request_and_no_one_approves_twice(asked):
    release = preview_release(release=extracts.requested(asked), by=asked.steward)
    with pytest.raises(OwnRequest):
        approve_as_principal(release=release, by=asked.uppsala)
    with pytest.raises(NotTheirs):
        approve_as_principal(release=release, by=asked.lund)
    approve_as_principal(release=release, by=asked.principal)
    with pytest.raises(NotNow):
        approve_as_principal(release=release, by=asked.principal)
    Membership.objects.create(user=asked.principal, organisation=asked.organisations["skane"], role="steward")
    with pytest.raises(SamePerson):
        approve_as_steward(release=release, by=asked.principal)
    release.refresh_from_db()
    assert (release.status, release.job) == ("previewed", None)


def test_the_database_takes_no_extract_with_one_approval_or_one_approver(asked):
    release = preview_release(release=extracts.requested(asked), by=asked.steward)
    for facts in (
        {"status": "approved", "approved_at": timezone.now(), "approved_by": asked.steward},
        {"approved_by": asked.steward, "principal_approved_by": asked.steward},
        {"principal_approved_by": asked.uppsala},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(**facts)


def test_an_unseen_request_cannot_be_approved(asked):
    with pytest.raises(NotNow):
        approve_as_principal(release=extracts.requested(asked), by=asked.principal)


@pytest.mark.parametrize("leaver", ["uppsala", "steward", "principal"])
def test_whoever_lost_their_role_gets_nothing_built(asked, leaver):
    release = extracts.approved(asked)
    Membership.objects.filter(user=getattr(asked, leaver)).update(ended_at=timezone.now())
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert (release.status, rules(release)) == ("refused", ["authority_ended"])
    assert not Archive.objects.exists()


def test_a_condition_that_ended_while_it_waited_stops_the_work(asked):
    release = extracts.approved(asked)
    asked.study.agreement = ""
    asked.study.save()
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert (release.status, rules(release)) == ("refused", [Lacks.AGREEMENT])


def test_a_notice_written_anew_while_it_waited_stops_the_work(asked):
    release = extracts.approved(asked)
    extracts.told(asked.study, asked)
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert (release.status, rules(release)) == ("refused", [Lacks.NOTICE])


def test_a_lost_key_is_no_reason_for_a_new_one(asked):
    extracts.ready(asked)
    path_of(asked.study, asked.study.organisation).unlink()
    release = extracts.ready(asked)
    assert (release.status, rules(release)) == ("refused", ["key_lost"])


def test_it_is_not_offered_again_when_the_principal_has_left(asked):
    release = extracts.ready(asked)
    Membership.objects.filter(user=asked.principal).update(ended_at=timezone.now())
    with pytest.raises(NotNow):
        offer_again(release=release, by=asked.uppsala)


def test_a_yes_taken_back_ends_the_delivery_and_tells_its_recipient(asked, django_capture_on_commit_callbacks):
    release = extracts.ready(asked)
    person = release.person_links.order_by("pk").first().participant
    assert given_out(asked.study, person) == [GivenOut(release.code, is_anonymous=False)], "told before they say no"
    jobs.tidy(timezone.now())
    release.refresh_from_db()
    assert release.recalled_at is None
    extracts.withdraw(person)
    with django_capture_on_commit_callbacks(execute=True):
        recall.recall(timezone.now())
    release.refresh_from_db()
    assert release.recalled_at is not None
    assert not Release.objects.downloadable_by(asked.uppsala).exists()
    told = {letter.to[0]: letter for letter in mail.outbox}
    assert set(told) == {"johan@ringar.example", "petra@ringar.example", "uppsala@ringar.example"}
    assert release.code in told["uppsala@ringar.example"].subject
    with pytest.raises(NotNow):
        offer_again(release=release, by=asked.uppsala)
    mail.outbox.clear()
    recall.recall(timezone.now())
    assert not mail.outbox, "told once"
    assert len(people(extracts.ready(asked))) == 17


def test_an_extract_that_waits_for_the_principal_stands_on_her_first_page_and_in_a_letter(
    asked, sign_in, django_capture_on_commit_callbacks
):
    release = extracts.requested(asked)
    waits = "Väntar på ditt godkännande"
    assert waits not in sign_in(asked.principal).get("/").content.decode(), "the data steward looks first"
    with django_capture_on_commit_callbacks(execute=True):
        preview_release(release=release, by=asked.steward)
    [letter] = mail.outbox
    link = reverse("exports:release_detail", args=[release.public_id])
    assert (letter.to, release.code in letter.subject, link in letter.body) == (["petra@ringar.example"], True, True)
    page = sign_in(asked.principal).get("/").content.decode()
    assert waits in page and link in page
    assert waits not in sign_in(asked.uppsala).get("/").content.decode()
    approve_as_principal(release=release, by=asked.principal)
    assert waits not in sign_in(asked.principal).get("/").content.decode()


def test_nobody_is_asked_to_approve_what_she_asked_for_herself(asked, django_capture_on_commit_callbacks):
    release = extracts.requested(asked)
    Study.objects.filter(pk=asked.study.pk).update(principal=asked.uppsala)
    release.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        preview_release(release=release, by=asked.steward)
    assert not mail.outbox
    assert not Release.objects.to_sign_by(asked.uppsala).exists()


def test_an_erased_or_protected_person_ends_the_delivery_too(asked):
    release = extracts.ready(asked)
    assert not recall.to_recall().exists()
    ExtractPerson.objects.filter(pk=release.person_links.first().pk).update(participant=None)
    assert list(recall.to_recall()) == [release]


def test_closing_the_study_destroys_its_key_and_ends_its_deliveries(asked):
    release = extracts.ready(asked)
    path = path_of(asked.study, asked.study.organisation)
    assert path.exists()
    close_study(study=asked.study, by=asked.steward)
    assert not path.exists()
    assert PseudonymKey.objects.get().destroyed_at is not None
    assert not Release.objects.downloadable_by(asked.uppsala).exists()
    assert rules(extracts.requested(asked)) == [Lacks.OPEN]
    with pytest.raises(NotNow):
        offer_again(release=release, by=asked.uppsala)
    with pytest.raises(NotNow):
        close_study(study=asked.study, by=asked.steward)
    assert AuditEvent.objects.filter(verb="study.key_destroyed").count() == 1


def test_a_closed_study_asks_nobody_and_is_given_nothing(asked, sign_in):
    close_study(study=asked.study, by=asked.steward)
    assert Study.objects.get(pk=asked.study.pk).ends_on < timezone.localdate()
    ask = {"study": asked.study, "programme": asked.programme, "by": asked.uppsala, "today": timezone.localdate()}
    for profile in ("sf", "pt"):
        with pytest.raises(StudyClosed):
            request_release(**ask, profile=profile)
    client = sign_in(asked.uppsala)
    assert (
        'name="profile"'
        not in client.get(reverse("exports:study_detail", args=[asked.study.public_id])).content.decode()
    )
    path = reverse("exports:release_request", args=[asked.study.public_id])
    page = client.post(path, {"programme": asked.programme.pk, "profile": "sf"}, follow=True).content.decode()
    assert "Studien är avslutad: inget mer lämnas ut till den." in page


def test_a_study_with_an_extract_on_its_way_is_not_closed(asked):
    extracts.requested(asked)
    with pytest.raises(NotNow):
        close_study(study=asked.study, by=asked.steward)


def test_cancelled_work_is_begun_again_and_a_withdrawn_extract_is_not_built(asked):
    release = extracts.approved(asked)
    jobs.cancel(release.job)
    build_again(release=release, by=asked.uppsala)
    withdraw_release(release=release, by=asked.steward)
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert (release.status, release.archive) == ("withdrawn", None)


def test_the_console_hands_out_the_locked_file_while_it_may_be_fetched(asked, tmp_path):
    release, said = extracts.approved(asked), StringIO()
    asks = {"study": "VV-UPPF", "profile": "rx", "by": "johan@ringar.example", "out": tmp_path / "out"}
    call_command("build_release", **asks, json=True, stdout=said)
    told = json.loads(said.getvalue())
    assert (told["released"], told["release"]) == (True, release.code)
    content = (tmp_path / "out" / told["files"][0]["name"]).read_bytes()
    assert sha256(pyrage.decrypt(content, [extracts.IDENTITY])).hexdigest() == told["receipt"]["inner_sha256"]
    Membership.objects.filter(user=asked.principal).update(ended_at=timezone.now())
    with (
        time_machine.travel(timezone.now() + timedelta(hours=25), tick=False),
        pytest.raises(CommandError, match="not_offered"),
    ):
        call_command("build_release", **asks)


def test_the_console_builds_nothing_without_both_approvals(asked, tmp_path):
    approve_as_principal(
        release=preview_release(release=extracts.requested(asked), by=asked.steward), by=asked.principal
    )
    with pytest.raises(CommandError, match="not_approved"):
        call_command("build_release", study="VV-UPPF", profile="rx", by="johan@ringar.example", out=tmp_path)


def test_two_universities_cannot_join_their_files(asked):
    """The attacker holds both files of the same people: no pseudonym of one is in the other."""
    lund = pyrage.x25519.Identity.generate()
    study = extracts.of_lund(asked, lund)
    uppsalas = tables(extracts.ready(asked))
    lunds = tables(extracts.ready(asked, study=study, by=asked.lund, principal=study.principal), lund)
    assert len(uppsalas["people"]) == len(lunds["people"]) == 18
    for column in range(3):
        ours, theirs = ({row[column] for row in one["attendance"]} for one in (uppsalas, lunds))
        assert ours.isdisjoint(theirs)
    ours, theirs = ([row[0] for row in one["people"]] for one in (uppsalas, lunds))
    assert ours != theirs
