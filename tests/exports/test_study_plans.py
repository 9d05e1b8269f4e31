"""A study's plan on screen: opened and changed by those who may, refused in sentences with the rule."""

import re

import pytest
from django.urls import reverse

from evaluation.actions.studies import write_notice
from evaluation.models import Study

pytestmark = pytest.mark.django_db


def open_body(world, **change) -> dict:
    body = {
        "code": "NY",
        "organisation": world.organisations["lund"].pk,
        "title": "Ny studie",
        "purpose": "Följa upp",
        "programmes": [world.programme.pk],
        "starts_on": "2026-01-01",
        "ends_on": "2027-01-01",
        "destroy_by": "2030-01-01",
        "mode": "follow_up",
        "principal": world.lund.pk,
        "instruments": ["who5-1", "sleep-1"],
        "waves": ["before", "after"],
        "recipients": [world.organisations["lund"].pk],
        "notice_sv": "Vi frågar om hälsa.",
        "notice_en": "We ask about health.",
        "notice_ar": "نسأل عن الصحة.",
    }
    return {name: value for name, value in (body | change).items() if value is not None}


def test_the_steward_opens_a_study_and_sees_its_plan(client, world):
    client.force_login(world.steward)
    answer = client.post(reverse("exports:study_open"), open_body(world), follow=True)
    study = Study.objects.get(code="NY")
    assert study.principal == world.lund and [one.instrument for one in study.asked.all()] == ["who5-1", "sleep-1"]
    text = answer.content.decode()
    assert "WHO-5 välbefinnande" in text and "Före cirkeln" in text and "نسأل عن الصحة." in text
    assert "Lunds universitet" in text and "© Psychiatric Research Unit" in text


def test_those_who_may_type_totals_are_named_by_their_addresses(client, world):
    client.force_login(world.steward)
    plan = {"instruments": ["rhs13-1"], "licence_reference": "L-7"}
    unknown = open_body(world, **plan, licensed="nobody@ringar.example")
    page = client.post(reverse("exports:study_open"), unknown).content.decode()
    assert "Ingen i Ringar har adressen nobody@ringar.example." in page and not Study.objects.filter(code="NY").exists()
    named = f"{world.karin.email.upper()}\n"
    page = client.post(reverse("exports:study_open"), open_body(world, **plan, licensed=named), follow=True)
    assert list(Study.objects.get(code="NY").licensed.all()) == [world.karin]
    assert world.karin.name in page.content.decode()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"programmes": None}, "population"),
        ({"recipients": None}, "recipient"),
        ({"notice_en": ""}, "notice_text"),
        ({"mode": "ethics"}, "ethics_reference"),
        ({"instruments": None}, "instrument"),
        ({"waves": None}, "wave"),
        ({"instruments": ["rhs13-1"]}, "licence"),
        ({"ends_on": "2025-01-01"}, "order_of_dates"),
        ({"purpose": " "}, "purpose"),
    ],
)
def test_a_study_that_lacks_something_is_refused_with_the_rule(client, world, change, rule):
    client.force_login(world.steward)
    answer = client.post(reverse("exports:study_open"), open_body(world, **change))
    assert answer.status_code == 422 and f"[{rule}]" in answer.content.decode()
    assert not Study.objects.filter(code="NY").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "VV-UPPF"}, "En annan studie har den koden."),
        ({"notice_sv": "Ring 19121212-1212 om du undrar"}, "nummer"),
        ({"instruments": ["phq9-1"]}, "phq9-1"),
    ],
)
def test_what_a_field_does_not_take(client, world, change, said):
    client.force_login(world.steward)
    answer = client.post(reverse("exports:study_open"), open_body(world, **change))
    assert answer.status_code == 422 and said in answer.content.decode()


def test_a_principal_from_elsewhere_is_not_taken(client, world):
    client.force_login(world.steward)
    answer = client.post(reverse("exports:study_open"), open_body(world, principal=world.uppsala.pk))
    assert answer.status_code == 422 and "utvärderare i mottagarens organisation" in answer.content.decode()


def test_the_principal_changes_the_plan_and_the_evaluators_only_read_it(client, world):
    study = world.study
    write_notice(by=world.steward, study=study, recipients=[study.organisation], texts={"sv": "Hej", "en": "Hi"})
    change = reverse("exports:study_change", args=[study.public_id])
    client.force_login(world.uppsala)
    assert client.get(change).status_code == 404
    plan = client.get(reverse("exports:study_plan", args=[study.public_id])).content.decode()
    assert change not in plan and "Ingenting frågas än" in plan
    Study.objects.filter(pk=study.pk).update(principal=world.uppsala)
    body = open_body(world, principal=world.uppsala.pk, title="Ändrad", hubs=[world.skane.pk])
    assert client.post(change, body).status_code == 302
    study.refresh_from_db()
    assert (study.title, study.code, study.organisation) == ("Ändrad", "VV-UPPF", world.organisations["uppsala"])
    assert change in client.get(reverse("exports:study_plan", args=[study.public_id])).content.decode()


def test_a_new_notice_has_to_name_the_recipient(client, world):
    study = world.study
    path = reverse("exports:study_notice", args=[study.public_id])
    client.force_login(world.steward)
    body = {"recipients": [world.organisations["lund"].pk], "notice_sv": "Hej", "notice_en": "Hi"}
    answer = client.post(path, body)
    assert answer.status_code == 422 and "[recipient]" in answer.content.decode() and study.notice is None
    body["recipients"].append(study.organisation_id)
    assert client.post(path, body).status_code == 302
    assert (study.notice.version, study.notice.recipients.count()) == (1, 2)
    assert 'value="Hej"' in (page := client.get(path).content.decode()) or ">Hej</textarea>" in page.replace("\n", "")


def test_a_study_with_no_notice_yet_can_be_told_before_it_is_changed(client, world):
    """Studies from before notices were kept: the plan can't be changed until somebody is told who receives."""
    client.force_login(world.steward)
    answer = client.post(reverse("exports:study_change", args=[world.study.public_id]), open_body(world, principal=""))
    assert answer.status_code == 422 and "[recipient]" in answer.content.decode()


def test_every_page_of_a_study_has_a_title_of_its_own(world, sign_in):
    client, tabs = sign_in(world.steward), "detail releases codebook charts plan practice extracts verify"
    pages = [
        client.get(reverse(f"exports:study_{tab}", args=[world.study.public_id])).content.decode()
        for tab in tabs.split()
    ]
    titles = [re.search("<title>(.*)</title>", page)[1] for page in pages]
    assert titles[2] == "Kodbok · Vägar vidare, uppföljning · Ringar"
    assert len(set(titles)) == len(titles)
