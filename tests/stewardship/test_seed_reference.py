"""seed_reference fills in what every installation needs, twice without harm."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from circles.models import RuleSet
from communicators.models import Course
from directory.models import Need, TargetGroup
from materials.models import Film, Programme, SessionTemplate
from organisations.models import Language, Municipality, Organisation, Project
from participants.models import ConsentText

pytestmark = pytest.mark.django_db


def seed() -> dict:
    out = StringIO()
    call_command("seed_reference", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_everything_is_there():
    counts = seed()
    assert counts["municipalities"] == Municipality.objects.count() == 290
    assert counts["languages"] == Language.objects.count() == 81
    assert Municipality.objects.values("county_code").distinct().count() == 21
    assert RuleSet.objects.count() == 1
    assert Need.objects.count() == 12
    assert TargetGroup.objects.count() == 24
    assert Project.objects.get().partners.count() == 3


def test_municipalities_sort_as_swedes_do():
    seed()
    names = list(Municipality.objects.values_list("name", flat=True))
    assert names.index("Östersund") > names.index("Ystad")
    assert names.index("Åmål") < names.index("Älmhult") < names.index("Öckerö")


def test_a_language_has_its_name_its_script_and_its_direction():
    seed()
    dari = Language.objects.get(code="prs")
    assert (dari.name_sv, dari.direction) == ("dari", "rtl")
    assert Language.objects.get(code="ti").autonym == "ትግርኛ"
    assert not Language.objects.filter(autonym="").exists()


def test_ways_forward_is_ten_meetings_of_three_hours_in_three_languages():
    seed()
    programme = Programme.objects.get(code="vagar-vidare")
    sessions = SessionTemplate.objects.filter(programme=programme)
    assert (programme.minutes, sessions.count()) == (180, 10)
    assert not sessions.filter(title_ar=None).exists()
    assert set(programme.required_courses) <= set(Course.objects.values_list("code", flat=True))


def test_the_five_films_are_marked_placeholders_without_a_language():
    seed()
    assert Film.objects.filter(is_placeholder=True).count() == 5
    assert not Film.objects.filter(versions__isnull=False).exists()


def test_consent_texts_are_reviewed_in_swedish_and_english_only():
    seed()
    reviewed = ConsentText.objects.exclude(reviewed_by="").values_list("language", flat=True)
    assert set(reviewed) == {"sv", "en"}
    assert set(ConsentText.objects.filter(reviewed_by="").values_list("language", flat=True)) == {"ar"}


def test_the_second_run_changes_nothing_that_people_edited():
    first = seed()
    Programme.objects.filter(code="halsostod").update(minutes=90)
    Organisation.objects.filter(short_name="NAD").update(kind=Organisation.Kind.STATE)
    assert seed() == first
    assert Programme.objects.get(code="halsostod").minutes == 90
    assert Organisation.objects.get(short_name="NAD").kind == Organisation.Kind.STATE
    assert SessionTemplate.objects.count() == 15
