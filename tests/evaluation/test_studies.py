"""Studies: what they must say, whose they are, and the command that lists them."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.access.roles import Role
from audit.models import AuditEvent
from evaluation.actions.studies import StudyIncomplete, change_study, open_study, write_notice
from evaluation.forms import BESIDE
from evaluation.models import Study
from evaluation.rules.study import Lacks, Plan, lacking
from evaluation.words import LACKS, lack_sentence
from organisations.models import Membership

DATES = (date(2026, 1, 1), date(2028, 6, 30), date(2033, 6, 30))
TEXTS = {"sv": "Vi frågar om hälsa.", "en": "We ask about health."}
WHOLE = {
    "programmes": ["x"],
    "purpose": "Följa upp",
    "mode": "follow_up",
    "ethics_reference": "",
    "dates": DATES,
    "recipient": "uppsala",
    "named": ["uppsala"],
    "texts": TEXTS,
    "licensed": ["rhs13-1"],
}


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"programmes": []}, Lacks.POPULATION),
        ({"purpose": "  "}, Lacks.PURPOSE),
        ({"mode": "ethics"}, Lacks.ETHICS_REFERENCE),
        ({"dates": DATES[::-1]}, Lacks.ORDER_OF_DATES),
        ({"named": ["lund"]}, Lacks.RECIPIENT),
        ({"named": []}, Lacks.RECIPIENT),
        ({"texts": {"sv": "Hej", "en": " "}}, Lacks.NOTICE_TEXT),
        ({"texts": {"en": "Hi", "ar": "مرحبا"}}, Lacks.NOTICE_TEXT),
        ({"waves": ["before"]}, Lacks.INSTRUMENT),
        ({"instruments": ["who5-1"]}, Lacks.WAVE),
        ({"instruments": ["rhs13-1"], "waves": ["before"]}, Lacks.LICENCE),
        ({"instruments": ["who5-1"], "waves": ["after"], "answered": ["who5-1", "before"]}, Lacks.ANSWERED),
    ],
)
def test_what_a_study_lacks(change, lack):
    assert lacking(Plan(**WHOLE)) == ()
    assert lacking(Plan(**WHOLE | change)) == (lack,)


def test_every_lack_has_its_sentence_and_its_field():
    assert set(LACKS) == set(BESIDE) == set(Lacks)
    assert lack_sentence(Lacks.POPULATION).endswith("[population]")


def study_of(world, **change):
    facts = {
        "by": world.steward,
        "code": "NY",
        "title": "Ny",
        "organisation": world.organisations["lund"],
        "purpose": "Pröva",
        "programmes": [world.programme],
        "starts_on": DATES[0],
        "ends_on": DATES[1],
        "destroy_by": DATES[2],
        "notice_texts": TEXTS,
        "recipients": [world.organisations["lund"]],
    }
    return open_study(**facts | change)


@pytest.mark.django_db
def test_a_study_is_opened_and_logged(world):
    study = study_of(world)
    assert list(study.programmes.all()) == [world.programme]
    assert AuditEvent.objects.get(verb="study.opened").subject == str(study.public_id)


@pytest.mark.django_db
def test_a_study_without_population_is_not_opened(world):
    with pytest.raises(StudyIncomplete) as refused:
        study_of(world, programmes=[])
    assert refused.value.lacks == (Lacks.POPULATION,)
    assert not Study.objects.filter(code="NY").exists()


@pytest.mark.django_db
def test_a_study_whose_notice_names_somebody_else_is_not_opened(world):
    with pytest.raises(StudyIncomplete) as refused:
        study_of(world, recipients=[world.organisations["uppsala"]])
    assert refused.value.lacks == (Lacks.RECIPIENT,)
    assert not Study.objects.filter(code="NY").exists()


def plan(study, **change) -> dict:
    facts = {"programmes": study.programmes.all(), "hubs": [], "instruments": ["who5-1"], "waves": ["before", "after"]}
    return facts | change


@pytest.mark.django_db
def test_a_study_is_changed_in_one_piece_or_not_at_all(world):
    study = study_of(world)
    change_study(by=world.steward, study=study, **plan(study, hubs=[world.skane], title="Annan"))
    study.refresh_from_db()
    assert study.title == "Annan" and list(study.hubs.all()) == [world.skane]
    assert [one.instrument for one in study.asked.all()] == ["who5-1"]
    assert {wave.point for wave in study.waves.all()} == {"before", "after"}
    change_study(by=world.steward, study=study, **plan(study, instruments=["sleep-1", "who5-1"], waves=["after"]))
    assert [one.instrument for one in study.asked.all()] == ["sleep-1", "who5-1"]
    assert [wave.point for wave in study.waves.all()] == ["after"]
    with pytest.raises(StudyIncomplete) as refused:
        change_study(by=world.steward, study=study, **plan(study, programmes=[], title="Tredje"))
    assert refused.value.lacks == (Lacks.POPULATION,)
    study.refresh_from_db()
    assert study.title == "Annan" and study.programmes.exists()


@pytest.mark.django_db
def test_a_column_that_no_form_has_is_not_written(world):
    with pytest.raises(TypeError):
        change_study(by=world.steward, study=world.study, **plan(world.study, code="ANNAN"))


@pytest.mark.django_db
def test_a_new_notice_is_a_new_version_and_names_the_recipient(world):
    study, lund, uppsala = study_of(world), world.organisations["lund"], world.organisations["uppsala"]
    second = write_notice(by=world.steward, study=study, recipients=[lund, uppsala], texts=TEXTS | {"ar": " مرحبا "})
    assert (second.version, study.notice) == (2, second)
    assert second.texts["ar"] == "مرحبا" and study.notices.get(version=1).texts == TEXTS
    with pytest.raises(StudyIncomplete) as refused:
        write_notice(by=world.steward, study=study, recipients=[uppsala], texts={"sv": "Hej"})
    assert refused.value.lacks == (Lacks.RECIPIENT, Lacks.NOTICE_TEXT)
    assert study.notice.version == 2


@pytest.mark.django_db
def test_a_principal_changes_her_own_study_while_she_is_an_evaluator_there(world):
    study = study_of(world, principal=world.lund)
    assert set(Study.objects.changed_by(world.lund)) == {study}
    assert set(Study.objects.changed_by(world.steward)) == {study, world.study}
    assert not Study.objects.changed_by(world.uppsala).exists()
    Membership.objects.filter(user=world.lund).update(role=Role.PARTNER)
    assert not Study.objects.changed_by(world.lund).exists()


@pytest.mark.django_db
def test_studies_are_seen_by_their_evaluators_and_the_steward(world):
    lunds = study_of(world)
    assert set(Study.objects.visible_to(world.uppsala)) == {world.study}
    assert set(Study.objects.visible_to(world.lund)) == {lunds}
    assert set(Study.objects.visible_to(world.steward)) == {world.study, lunds}
    for stranger in (world.eva, world.sahar, world.im, world.convener, world.officer, world.supervisor, world.admin):
        assert not Study.objects.visible_to(stranger).exists()
    assert not Study.objects.evaluated_by(world.steward).exists()


@pytest.mark.django_db
def test_another_role_in_the_organisation_sees_nothing(world):
    Membership.objects.filter(user=world.uppsala).update(role=Role.PARTNER)
    assert not Study.objects.visible_to(world.uppsala).exists()


@pytest.mark.django_db
def test_the_command_prints_json_alone(world):
    out = StringIO()
    call_command("studies", json=True, stdout=out)
    assert json.loads(out.getvalue()) == [
        {
            "code": "VV-UPPF",
            "title": "Vägar vidare, uppföljning",
            "organisation": "Uppsala universitet",
            "mode": "follow_up",
            "programmes": ["vagar-vidare"],
            "ends_on": "2028-06-30",
        }
    ]


@pytest.mark.django_db
def test_the_command_prints_lines(world):
    out = StringIO()
    call_command("studies", stdout=out)
    assert out.getvalue().startswith("VV-UPPF")
