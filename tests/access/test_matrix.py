"""The access matrix: every actor knocks on every door that the URL resolver knows."""

import pytest

from tests.access.actors import ACTORS
from tests.access.policy import POLICY
from tests.access.routes import Route, routes
from tests.access.runner import faults, knock, turned_away

pytestmark = pytest.mark.django_db
ROUTES = routes()
DOORS = [route for route in ROUTES if (route.name, route.method) in POLICY]


def door_of(route: Route):
    return POLICY[route.name, route.method]


def test_every_route_is_classified():
    missing = [f"{route}   /{route.pattern}" for route in ROUTES if (route.name, route.method) not in POLICY]
    assert not missing, (
        "Say in tests/access/policy.py who may use each of these, and what an allowed answer shows:\n  "
        + "\n  ".join(missing)
    )


def test_the_policy_names_only_routes_that_exist():
    known = {(route.name, route.method) for route in ROUTES}
    unknown = {key for key, door in POLICY.items() if key not in known and not door.own}
    assert not unknown


@pytest.mark.parametrize("route", DOORS, ids=str)
def test_door(scene, route):
    wrong = {actor: found for actor in ACTORS if (found := faults(scene, route, door_of(route), actor))}
    assert not wrong, "\n".join(f"{route}, {actor}: {'; '.join(found)}" for actor, found in wrong.items())


AIMED = [(route, name) for route in DOORS for name in door_of(route).foreign]


@pytest.mark.parametrize(("route", "name"), AIMED, ids=lambda part: str(part))
def test_a_field_aimed_at_a_strangers_thing_is_refused(scene, route, name):
    door = door_of(route)
    for actor in sorted(door.allowed - door.refused):
        body = door.body | {name: door.foreign[name]}
        if scene.sent(body[name]) == scene.sent(door.body.get(name)):
            continue
        answer, _, written = knock(scene, route, door, actor, body)
        assert 400 <= answer.status_code < 500, f"{actor} may set {name}: {answer.status_code}"
        assert not written


HOSTILE = "order_by=leader__password&ordering=leader__password&sort=-participant__number&o=password&fields=password"


@pytest.mark.parametrize("route", [route for route in DOORS if route.method == "GET"], ids=str)
def test_unknown_filters_and_orders_are_inert(scene, route):
    """The same answer as without them, or a plain refusal: never another order, never an error."""
    door = door_of(route)
    for actor in sorted(door.allowed)[:1]:
        plain, _, _ = knock(scene, route, door, actor)
        aimed = type(door)(**{**door.__dict__, "query": "&".join(filter(None, [door.query, HOSTILE]))})
        answer, text, written = knock(scene, route, aimed, actor)
        assert answer.status_code in (plain.status_code, 400), f"{actor}: {answer.status_code}"
        assert not written and not set(scene.leaks(actor, text)) - door.shows


# The log answers about any id: what it speaks of may be gone.
ANY_ID = {"stewardship:audit_about"}


def test_a_wrong_id_is_no_server_error(scene):
    """A public id of another kind of thing, and one that never was, are both 404."""
    never = "00000000-0000-4000-8000-000000000000"
    for route in DOORS:
        door = door_of(route)
        if route.name in ANY_ID:
            continue
        ids = [key for key, name in door.args.items() if len(str(scene.value(name))) == 36]
        for wrong in (never, scene.values["hub"]) if ids else ():
            elsewhere = type(door)(**{**door.__dict__, "args": door.args | {ids[0]: wrong}})
            for actor in sorted(door.allowed)[:1]:
                if wrong == scene.values["hub"] and "hub" in door.args.values():
                    continue
                answer, _, written = knock(scene, route, elsewhere, actor)
                assert turned_away(answer), f"{route} as {actor}: {answer.status_code}"
                assert not written
