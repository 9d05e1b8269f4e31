"""The matrix must be able to fail: each scope and each gate is opened wide, and some door must notice.

A scope is a public queryset method, or a function of a room's querysets.py or access.py, that narrows rows to a user
or says yes or no about one. They are found, not listed: a new one is mutated too.
"""

import importlib
import inspect
import re
import sys
from contextlib import contextmanager
from functools import wraps

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from accounts.access import gates
from tests.access.policy import POLICY
from tests.access.routes import routes
from tests.access.runner import faults

pytestmark = pytest.mark.django_db
# Those who would gain from an opened door: neighbours, and the roles that see another slice of the same rows.
NEIGHBOURS = (
    "leader_same_hub", "leader_other_hub", "coordinator_other", "partner_other", "evaluator_other", "officer_other",
    "revoked", "coordinator_own", "admin",
)  # fmt: skip

# They decide which buttons a page shows; behind the button its own gate is asked.
SHOWS_A_BUTTON = {
    "circles.access.leads",
    "circles.access.only_reads",
    "evaluation.access.may_change",
    "exports.access.may_ask",
    "exports.access.may_approve_as_principal",
    "exports.access.may_decide",
    "exports.access.may_start_again",
    "exports.access.may_download",
    "exports.access.may_offer_again",
    "directory.access.may_edit",
    "organisations.access.may_edit",
    "referrals.access.is_coordinator_of",
    "referrals.access.may_follow",
    "referrals.access.may_match",
}
# What no door can show when it is opened: {name: why}.
BEHIND_A_ROLE = {
    "CircleQuerySet.watched_by": "asked of data stewards only, to write their reading down: held in tests/stewardship",
    "exports.access.batches_for": "asked behind a role that sees all of it: exports.views.steward",
    "OrganisationQuerySet.visible_to": "narrows nothing for those signed in: organisations are no secret",
    "CommunicatorQuerySet.visible_to": "asked by the search for words only: held in tests/desk",
}


def _takes_user(function) -> bool:
    names = [name for name in inspect.signature(function).parameters if name != "self"]
    return names[:1] == ["user"]


def _modules(*names):
    for room in settings.ROOMS:
        for name in names:
            try:
                yield room, importlib.import_module(f"{room}.{name}")
            except ModuleNotFoundError as error:
                if error.name != f"{room}.{name}":
                    raise


def _functions(holder):
    """The public functions that are defined in this class or module and take a user."""
    for name, thing in vars(holder).items():
        own = inspect.isclass(holder) or getattr(thing, "__module__", "") == holder.__name__
        if inspect.isfunction(thing) and own and not name.startswith("_") and _takes_user(thing):
            yield name, thing


def scopes():
    """(room, owner, name) of everything that narrows. Gates answer an object: opening them is the next test."""
    for room, module in _modules("querysets", "access"):
        for owner in [module, *(thing for thing in vars(module).values() if inspect.isclass(thing))]:
            if inspect.isclass(owner) and (owner.__module__ != module.__name__ or not issubclass(owner, QuerySet)):
                continue
            for name, function in _functions(owner):
                if f"{owner.__name__}.{name}" in SHOWS_A_BUTTON | BEHIND_A_ROLE.keys():
                    continue
                answers = inspect.signature(function).return_annotation
                if inspect.isclass(owner) or answers in (bool, QuerySet, inspect.Signature.empty):
                    # Every door is asked until one notices: minutes a scope. The widest are opened in each run.
                    marks = () if name == "visible_to" else pytest.mark.soak
                    yield pytest.param(room, owner, name, id=f"{owner.__name__}.{name}", marks=marks)


def _opened(original):
    """The same function, answering for everybody: all rows, or yes."""

    @wraps(original)
    def wide(first, *args, **kwargs):
        if isinstance(first, QuerySet):
            return first.all()
        answer = original(first, *args, **kwargs)
        if isinstance(answer, QuerySet):
            return answer.model._base_manager.all()
        return True if isinstance(answer, bool) else answer

    return wide


@contextmanager
def mutated(owner, name):
    """Replace `owner.name`, and each module's own import of it."""
    original, rooms = vars(owner)[name], tuple(settings.ROOMS)
    places = [owner]
    if inspect.ismodule(owner):
        loaded = [module for key, module in list(sys.modules.items()) if key.split(".")[0] in rooms]
        places = [module for module in loaded if vars(module).get(name) is original]
    for place in places:
        setattr(place, name, _opened(original))
    try:
        yield
    finally:
        for place in places:
            setattr(place, name, original)


def narrows(scene, owner, name) -> bool:
    """Whether two people get different rows. A function that asks for a role only, or builds what a page shows, has
    nothing to open; the table of roles is a mutant of its own."""
    function = vars(owner)[name]
    if inspect.isclass(owner) or inspect.signature(function).return_annotation is bool:
        return True
    return (
        len({rows for person in filter(None, scene.people.values()) if (rows := _rows(function, person)) is not None})
        > 1
    )


def _rows(function, person) -> frozenset | None:
    """The rows the function answers this person with; None where the role is refused, or more than a user is asked."""
    person.roles = frozenset(person.memberships.filter(ended_at=None).values_list("role", flat=True))
    try:
        answer = function(person)
    except (Http404, TypeError):
        return None
    return frozenset(answer.values_list("pk", flat=True)) if isinstance(answer, QuerySet) else None


def first_fault(scene, room: str, thing: str = "") -> str | None:
    """The first red cell. Doors named after the thing are asked first, then its room's; lists before others."""
    doors = [route for route in routes() if (route.name, route.method) in POLICY]

    def distance(route):
        at_home = room in (route.room, route.name.split(":")[0], f"{route.room}s")
        return thing not in route.name, not (at_home or thing), not route.name.endswith("list"), not at_home

    for route in sorted(doors, key=distance):
        door = POLICY[route.name, route.method]
        for actor in () if door.own else NEIGHBOURS:
            if found := faults(scene, route, door, actor):
                return f"{route}, {actor}: {found[0]}"
    return None


def test_buttons_are_named_after_functions_that_exist():
    for path in SHOWS_A_BUTTON:
        module, name = path.rsplit(".", 1)
        assert inspect.signature(getattr(importlib.import_module(module), name)).return_annotation is bool


def _thing(owner) -> str:
    """The last word of what the rows are: LeaderApprovalQuerySet → approval."""
    words = re.findall("[A-Z][a-z]+", owner.__name__.removesuffix("QuerySet"))
    return words[-1].lower() if words else ""


@pytest.mark.parametrize(("room", "owner", "name"), scopes())
def test_an_opened_scope_is_noticed(scene, room, owner, name):
    if narrows(scene, owner, name):
        with mutated(owner, name):
            killed = first_fault(scene, room, _thing(owner))
        assert killed, f"{owner.__name__}.{name} may answer for everybody and no door notices."


GATED = sorted({room for room, module in _modules("access") if hasattr(module, "object_or_404")})


@pytest.mark.parametrize("room", GATED)
def test_an_opened_gate_is_noticed(scene, room, monkeypatch):
    """Whoever asks gets the object, as if the gates of this room had forgotten whose it is."""

    def anyone(queryset, user, public_id, verb):
        return queryset.model._base_manager.get(public_id=public_id)

    module = importlib.import_module(f"{room}.access")
    monkeypatch.setattr(module, "object_or_404", anyone)
    if hasattr(module, "require"):  # where the role is asked for first, it is the gate
        monkeypatch.setattr(module, "require", lambda user, verb, thing: None)
    thing = "study" if room == "evaluation" else ""  # its pages are in other rooms
    assert first_fault(scene, room, thing), f"{room}/access.py may hand out every object and no door notices."


def test_an_opened_table_of_roles_is_noticed(scene, monkeypatch):
    monkeypatch.setattr(gates, "may", lambda roles, verb, thing: True)
    assert first_fault(scene, "materials")
