"""Releases over /api/v1/: the same gates, the same actions, exactly the declared keys."""

import pytest
from django.utils import timezone

from core.models import Job
from exports.models import Release
from materials.models import Programme
from tests.exports import closed, ledger

pytestmark = pytest.mark.django_db

LIST = "/api/v1/releases/"
KEYS = {
    "id", "code", "number", "profile", "status", "study", "programme", "period", "people", "circles", "refused_by",
    "stopped", "created_at", "approved_at", "ready_at", "fetch_until", "ended_at", "file_name", "size",
    "sha256", "receipt", "file",
}  # fmt: skip


def ask(client, study, programme="vagar-vidare"):
    body = {"study": str(study.public_id), "programme": programme}
    return client.post(LIST, body, content_type="application/json")


def test_own_releases_with_where_to_fetch_the_file(world, sign_in):
    release = ledger.ready(world)
    (found,) = sign_in(world.uppsala).get(LIST).json()["results"]
    assert set(found) == KEYS
    assert (found["people"], found["sha256"]) == (63, release.archive.sha256)
    assert found["file"] == f"http://testserver/releases/{release.public_id}/file/"


def test_a_steward_reads_the_ledger_and_gets_no_file(world, sign_in):
    release = ledger.ready(world)
    client = sign_in(world.steward)
    found = client.get(f"{LIST}{release.public_id}/").json()
    assert (found["status"], found["file"]) == ("ready", None)


def test_a_stopped_work_says_why(world, sign_in):
    release = ledger.approved(world)
    Job.objects.update(state="failed", message="worker_lost", finished_at=timezone.now())
    found = sign_in(world.uppsala).get(f"{LIST}{release.public_id}/").json()
    assert found["status"] == "approved"
    assert found["stopped"].startswith("Arbetet stannade fem gånger")


def test_strangers(world, sign_in, client):
    release = ledger.ready(world)
    assert sign_in(world.lund).get(LIST).json()["results"] == []
    assert client.get(f"{LIST}{release.public_id}/").status_code == 404
    assert ask(client, world.study).status_code == 404
    assert sign_in(world.eva).get(LIST).status_code == 404
    client.logout()
    assert client.get(LIST).status_code in {401, 403}


def test_a_request_and_its_refusal(world, sign_in):
    pilot = Programme.objects.create(code="halsostod", name="Hälsostöd", circle_title="Hälsostöd")
    world.study.programmes.set([pilot])
    client = sign_in(world.uppsala)
    answer = ask(client, world.study, "halsostod")
    assert answer.status_code == 201
    assert answer.json()["status"] == "refused"
    assert [rule["rule"] for rule in answer.json()["refused_by"]] == ["too_few_circles", "too_few_people"]
    assert ask(client, world.study, "halsostod").status_code == 409
    assert Release.objects.count() == 1


def test_a_programme_outside_the_study_names_the_field(world, sign_in):
    answer = ask(sign_in(world.uppsala), world.study, "annat")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"].startswith("programme")


def test_a_body_cannot_set_what_only_the_house_sets(world, sign_in):
    closed.closed_circles(world, 7, 9)
    body = {"study": str(world.study.public_id), "programme": "vagar-vidare", "status": "ready", "number": 9}
    answer = sign_in(world.uppsala).post(LIST, body, content_type="application/json")
    assert (answer.json()["number"], answer.json()["file"]) == (1, None)
    assert answer.json()["status"] != "ready"


def test_nothing_changes_over_put_patch_or_delete(world, sign_in):
    release = ledger.ready(world)
    client = sign_in(world.uppsala)
    for method in (client.put, client.patch, client.delete):
        assert method(f"{LIST}{release.public_id}/", {}, content_type="application/json").status_code == 405


def test_the_list_takes_as_many_queries_for_many(world, sign_in, django_assert_max_num_queries):
    ledger.ready(world)
    client = sign_in(world.uppsala)
    with django_assert_max_num_queries(12):
        client.get(LIST)
