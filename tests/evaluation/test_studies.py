"""Studies: what they must say, whose they are, and the command that lists them."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.access.roles import Role
from audit.models import AuditEvent
from evaluation.actions import StudyIncomplete, open_study
from evaluation.models import Study
from evaluation.rules.study import Lacks, lacking
from organisations.models import Membership

DATES = (date(2026, 1, 1), date(2028, 6, 30), date(2033, 6, 30))
WHOLE = {"programmes": ["x"], "purpose": "Följa upp", "mode": "follow_up", "ethics_reference": "", "dates": DATES}


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"programmes": []}, Lacks.POPULATION),
        ({"purpose": "  "}, Lacks.PURPOSE),
        ({"mode": "ethics"}, Lacks.ETHICS_REFERENCE),
        ({"dates": DATES[::-1]}, Lacks.ORDER_OF_DATES),
    ],
)
def test_what_a_study_lacks(change, lack):
    assert lacking(**WHOLE) == ()
    assert lacking(**WHOLE | change) == (lack,)


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
