"""The list of leaders with the radar of languages and places."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import AuditEvent
from circles.models import Enrolment
from communicators.models import Communicator, Qualification
from communicators.rules.readiness import Standpoint
from desk.leaders import Wanted, leaders_page
from tests import cast

LIST = "/leaders/"


@pytest.fixture
def placed(world):
    for user in (world.sahar, world.rami):
        Communicator.objects.filter(user=user).update(municipality=world.places["Malmö"])
    return world


def shown(world, **wanted):
    return leaders_page(world.eva, Wanted(**wanted), timezone.localdate())


def names(page) -> list[str]:
    return [leader.communicator.name for leader in page.leaders]


def wait(world, language, place, people):
    circle = cast.circle(world, "Vägar vidare 30", leader=world.sahar, place=place)
    circle.language = world.languages[language]
    circle.save()
    for _ in range(people):
        cast.enrol(circle, enrolled_at=timezone.now(), status=Enrolment.Status.WAITING)


def test_a_coordinator_sees_her_own_leaders(placed, sign_in):
    page = sign_in(placed.eva).get(LIST).content.decode()
    assert "Sahar Karimi" in page
    assert "Nils Lund" not in page
    assert "Kan leda" in page


@pytest.mark.parametrize("who", ["sahar", "im", "officer", "steward", "admin", "convener", "uppsala"])
def test_others_get_404(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(LIST).status_code == 404


def test_filters(placed):
    soon = timezone.localdate() + timedelta(days=20)
    Qualification.objects.filter(communicator__user=placed.rami, course="milsa-fordjupning").update(valid_until=soon)
    assert names(shown(placed, text="sahar")) == ["Sahar Karimi"]
    assert names(shown(placed, text="dari")) == ["Sahar Karimi"]
    assert names(shown(placed, language="ar")) == ["Rami Haddad"]
    assert names(shown(placed, place="1281")) == []
    assert names(shown(placed, expiring=True)) == ["Rami Haddad"]
    assert shown(placed, text="sahar").total == 2, "the counts are of all, not of what was found"


def test_a_row_s_word(placed):
    Qualification.objects.filter(communicator__user=placed.rami, course="vagar-vidare-ledare").delete()
    rows = {leader.communicator.name: leader.row.standpoint for leader in shown(placed).leaders}
    assert rows == {"Sahar Karimi": Standpoint.MAY_LEAD, "Rami Haddad": Standpoint.NOT_YET}
    assert shown(placed).may_lead == 1


def test_the_radar_counts_leaders_exactly_and_masks_those_who_wait(placed):
    wait(placed, "prs", "Malmö", 3)
    radar = shown(placed).radar
    cells = {str(language): row for language, row in radar.rows}
    assert [str(place) for place in radar.places] == ["Malmö"]
    assert (cells["dari"][0].leaders, str(cells["dari"][0].waiting)) == (1, "1–4")
    assert cells["arabiska"][0].waiting is None
    assert radar.gap is None


def test_where_many_wait_and_nobody_leads_is_pointed_at(placed):
    wait(placed, "ti", "Helsingborg", 7)
    gap = shown(placed).radar.gap
    assert (str(gap.language), str(gap.place), str(gap.waiting), gap.elsewhere) == (
        "tigrinska",
        "Helsingborg",
        "7",
        None,
    )


def test_a_gap_names_where_the_language_has_a_leader(placed):
    wait(placed, "ar", "Lund", 5)
    assert str(shown(placed).radar.gap.elsewhere) == "Malmö"


def test_few_who_wait_are_not_pointed_at(placed):
    wait(placed, "ti", "Helsingborg", 4)
    assert shown(placed).radar.gap is None


def test_a_leader_without_a_place_is_told_of(world):
    assert shown(world).radar.without_place == 2


def test_another_hub_s_waiting_is_not_told(placed):
    cast.enrol(placed.halland_circle, enrolled_at=timezone.now(), status=Enrolment.Status.WAITING)
    assert [str(language) for language, _row in shown(placed).radar.rows] == ["arabiska", "dari"]


def test_the_empty_list_says_what_happens_next(world, sign_in):
    Communicator.objects.filter(hub=world.skane).update(is_active=False)
    page = sign_in(world.eva).get(LIST).content.decode()
    assert "Det finns inga ledare än" in page
    assert "Ingen kan leda än" in page


def test_a_search_that_finds_nothing_says_so(placed, sign_in):
    assert "Ingen ledare passar in" in sign_in(placed.eva).get(LIST, {"q": "zzz"}).content.decode()


def test_the_list_takes_as_many_queries_with_twenty_rows(placed, sign_in, django_assert_num_queries):
    client = sign_in(placed.eva)
    client.get(LIST)
    with CaptureQueriesContext(connection) as before:
        client.get(LIST)
    for number in range(20):
        cast.communicator(placed, f"Ledare{number} Ny", placed.skane, "ar")
    with django_assert_num_queries(len(before)):
        client.get(LIST)


def test_the_workbook_has_what_the_page_lists_and_taking_it_is_in_the_log(placed, sign_in):
    Communicator.objects.filter(user=placed.rami).update(name="=1+1")
    client = sign_in(placed.eva)
    response = client.get("/leaders/excel/", {"language": "ar"})
    sheet = load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Ledare", "=1+1"]
    assert sheet["A2"].data_type == "s"
    assert AuditEvent.objects.get().facts == {"rows": 1}


def test_the_workbook_is_a_coordinator_s(world, sign_in):
    assert sign_in(world.sahar).get("/leaders/excel/").status_code == 404
