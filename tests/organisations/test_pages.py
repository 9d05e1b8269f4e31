"""Organisations, hubs and projects on screen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.models import Hub, Organisation, Project

LIST = "/organisations/"


def test_coordinators_and_conveners_read_but_don_t_change(world, sign_in):
    for user in (world.eva, world.convener):
        client = sign_in(user)
        page = client.get(LIST).content.decode()
        assert "Individuell Människohjälp" in page
        assert "Ny organisation" not in page
        assert client.get(reverse("organisations:organisation_add")).status_code == 404


@pytest.mark.parametrize("who", ["sahar", "im", "uppsala", "officer"])
def test_other_roles_get_404(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(LIST).status_code == 404


def test_the_list_is_in_swedish_order(world, sign_in):
    Organisation.objects.create(name="Ängsgården", kind="civil_society")
    Organisation.objects.create(name="Åsgården", kind="civil_society")
    page = sign_in(world.admin).get(LIST).content.decode()
    assert page.index("Uppsala universitet") < page.index("Åsgården") < page.index("Ängsgården")


def test_the_list_takes_as_many_queries_with_twenty_rows(world, sign_in, django_assert_num_queries):
    client = sign_in(world.admin)
    client.get(LIST)
    with CaptureQueriesContext(connection) as before:
        client.get(LIST)
    for number in range(20):
        row = Organisation.objects.create(name=f"Förening {number}", kind="civil_society")
        Hub.objects.create(name=f"Knutpunkt {number}", organisation=row)
        Project.objects.create(name=f"Projekt {number}", code=f"p{number}")
    with django_assert_num_queries(len(before)):
        client.get(LIST)


def test_an_administrator_adds_and_changes(world, sign_in):
    client = sign_in(world.admin)
    details = {"name": "Röda Korset", "short_name": "", "kind": "civil_society", "municipalities": ["1280"]}
    assert client.post(reverse("organisations:organisation_add"), details).status_code == 302
    row = Organisation.objects.get(name="Röda Korset")
    edit = reverse("organisations:organisation_edit", args=[row.public_id])
    client.post(edit, details | {"mailbox": "malmo@ringar.example"})
    row.refresh_from_db()
    assert row.mailbox == "malmo@ringar.example"
    assert client.get(reverse("organisations:organisation_detail", args=[row.public_id])).status_code == 200


def test_a_name_that_is_taken_is_refused_in_words(world, sign_in):
    details = {"name": "Individuell Människohjälp", "kind": "civil_society"}
    response = sign_in(world.admin).post(reverse("organisations:organisation_add"), details)
    assert response.status_code == 422
    assert Organisation.objects.filter(name="Individuell Människohjälp").count() == 1


def test_a_project_ends_after_it_starts(world, sign_in):
    details = {"name": "REGIN", "code": "regin", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}
    response = sign_in(world.admin).post(reverse("organisations:project_add"), details)
    assert response.status_code == 422
    assert "Slutet måste komma efter början." in response.content.decode()
    assert not Project.objects.exists()
    sign_in(world.admin).post(reverse("organisations:project_add"), details | {"ends_on": "2027-01-01"})
    assert Project.objects.get().code == "regin"


def test_a_hub_is_changed(world, sign_in):
    address = reverse("organisations:hub_edit", args=[world.skane.public_id])
    client = sign_in(world.admin)
    assert client.get(address).status_code == 200
    client.post(
        address,
        {"name": "Skåne syd", "organisation": world.skane.organisation.pk, "municipalities": ["1280", "1281"]},
    )
    world.skane.refresh_from_db()
    assert (world.skane.name, world.skane.municipalities.count()) == ("Skåne syd", 2)
