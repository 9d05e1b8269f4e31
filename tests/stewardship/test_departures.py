"""Ending a leader's role hands over what she led."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access.roles import Role
from circles.models import Circle
from organisations.actions import LastAdministrator
from organisations.models import Membership
from stewardship.departures import NobodyTakesOver, circles_to_hand_over, depart
from stewardship.takers import takers_of
from tests import cast


def leads(user) -> set[str]:
    return set(Circle.objects.led_by(user).values_list("title", flat=True))


def test_a_circle_is_not_left_without_a_leader(world):
    membership = world.sahar.memberships.get()
    with pytest.raises(NobodyTakesOver) as caught:
        depart(membership=membership, takers={}, by=world.admin)
    assert caught.value.circles == [world.circle]
    assert Membership.objects.of(world.sahar).exists()


def test_each_circle_goes_to_its_taker_and_the_role_ends(world):
    other = cast.circle(world, "Vägar vidare 15", leader=world.sahar)
    third = cast.communicator(world, "Amal Said", world.skane, "ar")
    takers = {world.circle: world.rami.communicator, other: third.communicator}
    assert depart(membership=world.sahar.memberships.get(), takers=takers, by=world.admin)
    assert leads(world.rami) == {"Vägar vidare 14"}
    assert leads(third) == {"Vägar vidare 15"}
    assert not Membership.objects.of(world.sahar).exists()
    world.sahar.communicator.refresh_from_db()
    assert not world.sahar.communicator.is_active


def test_half_a_handover_changes_nothing(world):
    cast.circle(world, "Vägar vidare 15", leader=world.sahar)
    with pytest.raises(NobodyTakesOver):
        depart(
            membership=world.sahar.memberships.get(),
            takers={world.circle: world.rami.communicator},
            by=world.admin,
        )
    assert leads(world.rami) == set()


def test_a_circle_that_is_over_needs_nobody(world):
    Circle.objects.filter(pk=world.circle.pk).update(status="cancelled")
    assert circles_to_hand_over(world.sahar.communicator) == []
    assert depart(membership=world.sahar.memberships.get(), takers={}, by=world.admin)


def test_who_leads_nothing_just_goes(world):
    assert depart(membership=world.eva.memberships.get(), takers={}, by=world.admin)
    assert not depart(membership=world.eva.memberships.get(), takers={}, by=world.admin)


def test_the_last_administrator_stays(world):
    with pytest.raises(LastAdministrator):
        depart(membership=world.admin.memberships.get(), takers={}, by=world.admin)


def test_the_page_asks_who_takes_each_circle(world, sign_in):
    membership = world.sahar.memberships.get()
    address = reverse("stewardship:membership_end", args=[membership.public_id])
    client = sign_in(world.admin)
    page = client.get(address).content.decode()
    assert "Vägar vidare 14 tas över av" in page
    assert "Rami Haddad" in page
    assert "Nils Lund" not in page, "another hub's leaders are no choice"
    assert client.post(address).status_code == 422
    assert client.post(address, {f"circle_{world.circle.pk}": world.nils.communicator.pk}).status_code == 422
    assert leads(world.sahar) == {"Vägar vidare 14"}
    assert client.post(address, {f"circle_{world.circle.pk}": world.rami.communicator.pk}).status_code == 302
    assert leads(world.rami) == {"Vägar vidare 14"}


def test_the_last_administrator_reads_why(world, sign_in):
    address = reverse("stewardship:membership_end", args=[world.admin.memberships.get().public_id])
    response = sign_in(world.admin).post(address)
    assert response.status_code == 422
    assert "Det är den sista administratören." in response.content.decode()


def test_an_ended_role_cannot_be_ended_from_an_old_page(world, sign_in):
    membership = world.eva.memberships.get()
    client = sign_in(world.admin)
    address = reverse("stewardship:membership_end", args=[membership.public_id])
    client.post(address)
    assert client.post(address).status_code == 404
    assert Role.COORDINATOR not in Membership.objects.active().filter(user=world.eva).values_list("role", flat=True)


def lines(page: str) -> list[str]:
    """What the page's select says, groups and leaders in their order."""
    return [
        found[0] or found[1].strip() for found in re.findall(r'<optgroup label="([^"]+)"|<option[^>]*>([^<]+)', page)
    ]


def test_who_may_lead_comes_first_then_the_language_then_the_municipality(world, sign_in):
    malmo, lund = world.places["Malmö"], world.places["Lund"]
    for name, language, place in [
        ("Asta Lund", "ar", lund),
        ("Bita Malmö", "ar", malmo),
        ("Cyrus Dari", "prs", lund),
        ("Darya Nära", "prs", malmo),
    ]:
        leader = cast.communicator(world, name, world.skane, language).communicator
        type(leader).objects.filter(pk=leader.pk).update(municipality=place)
    world.rami.communicator.approvals.update(state="withdrawn")
    world.rami.communicator.qualifications.filter(course="milsa-fordjupning").delete()
    page = sign_in(world.admin).get(
        reverse("stewardship:membership_end", args=[world.sahar.memberships.get().public_id])
    )
    assert lines(page.content.decode()) == [
        "Välj ledare",
        "Kan leda cirkeln",
        "Darya Nära · dari · Malmö",
        "Cyrus Dari · dari · Lund",
        "Bita Malmö · arabiska · Malmö",
        "Asta Lund · arabiska · Lund",
        "Kan inte leda den än",
        "Rami Haddad · arabiska · milsa-fordjupning är inte gjord. Sensus har inte godkänt ledaren.",
    ]


def test_where_nobody_else_is_the_page_says_so(world, sign_in):
    type(world.rami.communicator).objects.filter(pk=world.rami.communicator.pk).update(is_active=False)
    page = sign_in(world.admin).get(
        reverse("stewardship:membership_end", args=[world.sahar.memberships.get().public_id])
    )
    assert "Knutpunkten har ingen annan ledare. Bjud in en först." in page.content.decode()


def test_more_leaders_and_circles_ask_no_more_queries(world):
    def asked() -> int:
        leader = world.sahar.communicator
        with CaptureQueriesContext(connection) as captured:
            takers = takers_of(leader, circles_to_hand_over(leader), date(2026, 11, 24))
            [taker.line for row in takers.values() for taker in row]
        return len(captured)

    before = asked()
    for number in range(5):
        cast.communicator(world, f"Ledare{number} Ny", world.skane, "ar")
        cast.circle(world, f"Vägar vidare 2{number}", leader=world.sahar, sessions=0)
    assert asked() == before
