"""The navigation: every role's places exist, cost few queries, and say where one is."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from accounts.access.roles import Role
from desk.navigation import navigation
from desk.places import PLACES, in_order, places_of
from organisations.models import Membership


def request_of(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    rows = Membership.objects.of(user).select_related("organisation").prefetch_related("hubs")
    request.memberships = list(rows)
    request.user.roles = frozenset(row.role for row in request.memberships)
    return request


def test_every_role_has_places_and_every_place_has_a_page():
    assert set(PLACES) == set(Role.values)
    assert all(reverse(place.name) for place in places_of(Role.values))


def test_several_roles_merge_in_order_with_more_last():
    names = [place.name for place in places_of([Role.COORDINATOR, Role.COMMUNICATOR])]
    assert names[0] == "desk:home" and names[-1] == "desk:more"
    assert len(names) == len(set(names))
    assert in_order([Role.ADMINISTRATOR, Role.COMMUNICATOR]) == [Role.COMMUNICATOR, Role.ADMINISTRATOR]


def test_nobody_has_places_without_a_role():
    assert places_of([]) == []


@pytest.mark.django_db
def test_strangers_get_nothing_and_cost_nothing(django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert navigation(request) == {"navigation": [], "phone_navigation": [], "signed_in": None}


@pytest.mark.parametrize(
    "who", ["sahar", "eva", "im", "convener", "uppsala", "steward", "officer", "supervisor", "admin"]
)
def test_the_phone_has_at_most_four_and_more_is_one_of_them(world, who):
    shown = navigation(request_of(getattr(world, who)))
    assert 1 < len(shown["phone_navigation"]) <= 4
    assert shown["phone_navigation"][-1].url == reverse("desk:more")
    assert shown["navigation"][0].current


@pytest.mark.parametrize(
    "who", ["sahar", "eva", "im", "convener", "uppsala", "steward", "officer", "supervisor", "admin"]
)
def test_every_place_of_a_role_opens_for_it(world, sign_in, who):
    user = getattr(world, who)
    client, places = sign_in(user), navigation(request_of(user))["navigation"]
    assert {place.url: client.get(place.url).status_code for place in places} == {place.url: 200 for place in places}


def test_more_is_current_on_the_phone_for_a_place_behind_it(world):
    shown = navigation(request_of(world.sahar, reverse("directory:offer_list")))
    assert [item.current for item in shown["phone_navigation"]] == [False, False, False, True]
    assert [item.url for item in shown["navigation"] if item.current] == [reverse("directory:offer_list")]


def test_a_page_below_a_place_belongs_to_it(world):
    path = reverse("circles:circle_detail", args=[world.circle.public_id])
    current = [item.url for item in navigation(request_of(world.eva, path))["navigation"] if item.current]
    assert current == [reverse("circles:circle_list")]


def test_the_role_line_names_role_and_hub(world):
    assert navigation(request_of(world.eva))["signed_in"]["role_line"] == "Samordnare, Skåne sydväst"
    assert navigation(request_of(world.im))["signed_in"]["role_line"] == "Partnerkontakt, IM"


def test_counts_cost_one_query_and_are_asked_once(world, django_assert_num_queries):
    request = request_of(world.eva)
    with django_assert_num_queries(1):
        navigation(request)
    with django_assert_num_queries(0):
        navigation(request)
