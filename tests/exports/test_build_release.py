"""`manage.py build_release`: files only of a request that has its approvals, for whoever may have them."""

import json
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import AuditEvent
from exports.actions.releases import cancel_building, preview_release, refuse_release, withdraw_release
from exports.models import Archive, Release
from exports.practice.files import FORMATS
from organisations.models import Membership
from tests.exports import closed, ledger

pytestmark = pytest.mark.django_db


def run(world, out, study=None, by=None, profile="sf") -> tuple[dict, str]:
    """What the command prints as JSON, and its complaint."""
    printed, complaint = StringIO(), ""
    facts = {"study": study or world.study.code, "by": by or world.uppsala.email, "profile": profile}
    try:
        call_command("build_release", **facts, out=out, json=True, stdout=printed)
    except CommandError as refused:
        complaint = str(refused)
    return json.loads(printed.getvalue()), complaint


def refused(world, out, rule, broken=(), **facts) -> str:
    told, complaint = run(world, out, **facts)
    assert (told["released"], told["rule"], told["rules"]) == (False, rule, list(broken))
    assert complaint == f"{told['sentence']} [{': '.join(filter(None, [rule, ', '.join(broken)]))}]"
    assert not out.exists()
    assert not AuditEvent.objects.filter(verb="release.downloaded").exists()
    return told["sentence"]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "release"


def test_an_approved_request_is_built_and_written(world, out):
    release = ledger.approved(world)
    told, complaint = run(world, out)
    release.refresh_from_db()
    assert (release.status, told["release"], complaint) == ("ready", release.code, "")
    assert {file["format"] for file in told["files"]} == set(FORMATS)
    for file in told["files"]:
        content = (out / file["name"]).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (file["size"], file["sha256"])
    event = AuditEvent.objects.get(verb="release.downloaded")
    assert (event.actor, event.facts) == (str(world.uppsala.public_id), {"format": "all"})


def test_a_ready_release_is_written_as_it_was_archived_and_twice_changes_nothing(world, out):
    release = ledger.ready(world)
    first, second = run(world, out)[0], run(world, out)[0]
    assert first == second
    assert (out / release.archive.name).read_bytes() == bytes(release.archive.content)
    assert Release.objects.count() == 1


def test_stopped_work_is_begun_again(world, out):
    release = ledger.approved(world)
    cancel_building(release=release, by=world.uppsala)
    assert run(world, out)[0]["release"] == release.code


def test_without_an_approval_nothing_is_released(world, out):
    assert "has not asked" in refused(world, out, "not_requested")
    release = ledger.requested(world)
    assert "not approved yet" in refused(world, out, "not_approved")
    preview_release(release=release, by=world.steward)
    refused(world, out, "not_approved")
    refuse_release(release=release, by=world.steward, rule="purpose")
    assert refused(world, out, "refused", ["purpose"]) == "The purpose does not suffice for what is requested."


def test_a_refused_release_names_every_rule_that_it_broke(world, out):
    closed.closed_circles(world, 2, 6)
    ledger.requested(world)
    told = refused(world, out, "refused", ["too_few_circles", "too_few_people"])
    assert told.startswith("Too few closed circles: at least 6 are needed and 4 are missing. Too few people:")


def test_a_withdrawn_release_is_handed_out_no_more(world, out):
    withdraw_release(release=ledger.ready(world), by=world.steward)
    refused(world, out, "taken_back")


def test_another_profile_needs_a_request_of_its_own(world, out):
    ledger.ready(world)
    refused(world, out, "not_requested", profile="rx")


def test_only_the_studys_evaluators_are_handed_it(world, out):
    ledger.ready(world)
    for user in (world.lund, world.steward):
        refused(world, out, "not_evaluator", by=user.email)
    refused(world, out, "unknown_person", by="nobody@ringar.example")
    refused(world, out, "unknown_study", study="NONE")


def test_whose_role_has_ended_gets_nothing_built(world, out):
    ledger.approved(world)
    Membership.objects.filter(user=world.uppsala).delete()
    refused(world, out, "not_evaluator")
    assert not Archive.objects.exists()


def test_a_folder_that_is_a_file_is_a_sentence(world, tmp_path):
    ledger.ready(world)
    (tmp_path / "file").write_text("x")
    told, complaint = run(world, tmp_path / "file")
    assert told["rule"] == "out" and "File exists" in complaint
    assert not AuditEvent.objects.filter(verb="release.downloaded").exists()
