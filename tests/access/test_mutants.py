"""The matrix must be able to fail: each scope and each gate is opened wide, and some door must notice.

A scope is a queryset method or a function that narrows rows to a user. They are found, not listed: one that is new is
mutated too.
"""

import importlib
import inspect
import sys
from contextlib import contextmanager
from functools import wraps

import pytest
from django.conf import settings
from django.db.models import Model, QuerySet

from tests.access.actors import ACTORS
from tests.access.policy import POLICY
from tests.access.routes import routes
from tests.access.runner import faults

pytestmark = pytest.mark.django_db
# Scopes no door of the matrix goes through: {name: why that is no hole}.
NOT_AT_A_DOOR: dict[str, str] = {}


def _takes_user(function) -> bool:
    names = list(inspect.signature(function).parameters)
    return bool(names) and names[0 if names[0] != "self" else 1 :][:1] == ["user"]


def _modules(*names):
    for room in settings.ROOMS:
        for name in names:
            try:
                yield room, importlib.import_module(f"{room}.{name}")
            except ModuleNotFoundError as error:
                if error.name != f"{room}.{name}":
                    raise


def scopes():
    """Every (room, owner, name) of a function that takes a user and narrows what they reach."""
    for room, module in _modules("querysets", "access"):
        for name, thing in vars(module).items():
            if getattr(thing, "__module__", "") != module.__name__:
                continue
            if inspect.isclass(thing) and issubclass(thing, QuerySet):
                methods = [n for n, f in vars(thing).items() if inspect.isfunction(f) and _takes_user(f)]
                yield from (pytest.param(room, thing, method, id=f"{thing.__name__}.{method}") for method in methods)
            elif inspect.isfunction(thing) and _takes_user(thing):
                yield pytest.param(room, module, name, id=f"{module.__name__}.{name}")


def _opened(original):
    """The same function, answering for everybody: all rows, any object, yes."""

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
    original = vars(owner)[name]
    places = [owner]
    if inspect.ismodule(owner):
        rooms = tuple(settings.ROOMS)
        loaded = [module for key, module in list(sys.modules.items()) if key.split(".")[0] in rooms]
        places = [module for module in loaded if vars(module).get(name) is original]
    wide = _opened(original)
    for place in places:
        setattr(place, name, wide)
    try:
        yield
    finally:
        for place in places:
            setattr(place, name, original)


def _first_fault(scene, room: str) -> str | None:
    """The first cell that turns red, the mutant's own room asked first."""
    doors = [route for route in routes() if (route.name, route.method) in POLICY]
    for route in sorted(doors, key=lambda route: route.room != room):
        for actor in ACTORS:
            try:
                found = faults(scene, route, POLICY[route.name, route.method], actor)
            except Exception as error:  # a mutant that crashes a page is seen as well
                found = [repr(error)]
            if found:
                return f"{route}, {actor}: {found[0]}"
    return None


def _is_narrowing(original) -> bool:
    """Gates and their like answer an object or 404: opening them is the mutation of object_or_404."""
    annotation = inspect.signature(original).return_annotation
    return not (inspect.isclass(annotation) and issubclass(annotation, Model)) and annotation is not None


@pytest.mark.parametrize(("room", "owner", "name"), scopes())
def test_an_opened_scope_is_noticed(scene, room, owner, name):
    if not _is_narrowing(vars(owner)[name]):
        return
    with mutated(owner, name):
        killed = _first_fault(scene, room)
    label = f"{owner.__name__}.{name}"
    assert killed or label in NOT_AT_A_DOOR, f"{label} may answer for everybody and no test notices."


@pytest.mark.parametrize(
    "room", sorted({room for room, module in _modules("access") if hasattr(module, "object_or_404")})
)
def test_an_opened_gate_is_noticed(scene, room, monkeypatch):
    """Whoever asks gets the object, as if the gate of this room had forgotten whose it is."""

    def anyone(queryset, user, public_id, verb):
        return queryset.model._base_manager.get(public_id=public_id)

    monkeypatch.setattr(importlib.import_module(f"{room}.access"), "object_or_404", anyone)
    assert _first_fault(scene, room), f"{room}/access.py may hand out every object and no test notices."


def test_an_opened_table_of_roles_is_noticed(scene, monkeypatch):
    from accounts.access import gates

    monkeypatch.setattr(gates, "may", lambda roles, verb, thing: True)
    assert _first_fault(scene, "communicators")


def test_the_matrix_is_green_without_a_mutant(scene):
    assert _first_fault(scene, "circles") is None
