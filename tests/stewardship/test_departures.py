"""Ending a leader's role hands over what she led."""

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from circles.models import Circle
from organisations.actions import LastAdministrator
from organisations.models import Membership
from stewardship.departures import NobodyTakesOver, circles_to_hand_over, depart
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
