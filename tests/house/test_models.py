"""The database refuses what must not be: proven for every model by looking at it, not by listing it."""

import operator
from functools import reduce

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

MODELS = [model for room in settings.ROOMS for model in apps.get_app_config(room).get_models()]

# Fields whose values the database can't list: {"app.Model.field": why}.
OPEN_CHOICES: dict[str, str] = {}

LOOKUPS = {
    "": operator.eq,
    "exact": operator.eq,
    "in": lambda value, listed: value in listed,
    "gte": operator.ge,
    "lte": operator.le,
}


def _holds(condition: models.Q, field: str, value) -> bool | None:
    """Whether the condition holds for this value of `field`, whatever other columns say: None is perhaps."""
    results = [_part_holds(child, field, value) for child in condition.children]
    deciding = condition.connector == models.Q.OR  # one True settles an OR, one False an AND
    if deciding in results:
        verdict = deciding
    else:
        verdict = None if None in results else not deciding
    return verdict if verdict is None or not condition.negated else not verdict


def _part_holds(child, field: str, value) -> bool | None:
    if isinstance(child, models.Q):
        return _holds(child, field, value)
    path, expected = child
    column, _, lookup = path.partition("__")
    known = column == field and lookup in LOOKUPS and not hasattr(expected, "resolve_expression")
    if known and expected is None:
        return False
    return LOOKUPS[lookup](value, expected) if known else None


def _guarded(model, field) -> bool:
    values = [value for value, _ in field.flatchoices]
    strange = ["unheard-of"] if isinstance(values[0], str) else [min(values) - 1, max(values) + 1]
    checks = [c.condition for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    return all(any(_holds(check, field.name, value) is False for check in checks) for value in strange)


def choice_fields():
    return [
        pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
        for model in MODELS
        for field in model._meta.concrete_fields
        if field.choices and field.model is model
    ]


@pytest.mark.parametrize(("model", "field"), choice_fields())
def test_the_database_knows_every_choice(model, field):
    label = f"{model._meta.label}.{field.name}"
    assert label in OPEN_CHOICES or _guarded(model, field), (
        f"{label} has choices, but the database takes anything. Add "
        f"CheckConstraint(condition=Q({field.name}__in=[…])) to {model.__name__}."
    )


def test_the_proof_of_guards_can_fail():
    """An unknown other column must not make half a guard look whole."""
    known = models.Q(state__in=["a", "b"])
    half = models.Q(state="a", at=None) | ~models.Q(state="a")
    assert _holds(known, "state", "c") is False
    assert _holds(models.Q(state="a", at=None) | models.Q(state="b"), "state", "c") is False
    assert _holds(half, "state", "c") is True
    assert _holds(models.Q(at=None) | known, "state", "c") is None


def test_a_guard_allows_every_choice():
    """A choice added in Python but not in the constraint would fail only in production."""
    forgotten = []
    for model in MODELS:
        for check in model._meta.constraints:
            if not isinstance(check, models.CheckConstraint):
                continue
            for path, values in _atoms(check.condition):
                field_name = path.removesuffix("__in")
                if not path.endswith("__in") or not _alone(check.condition):
                    continue
                field = model._meta.get_field(field_name)
                choices = {value for value, _ in field.flatchoices}
                forgotten += [f"{model._meta.label}.{field_name}: {v}" for v in choices - set(values)]
    assert not forgotten


def _alone(condition) -> bool:
    return len(condition.children) == 1 and not condition.negated


def _atoms(condition):
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from _atoms(child)
        else:
            yield child


def test_every_row_the_world_knows_has_an_opaque_id():
    """What an address or a feed names is a UUID, never a running number."""
    numbered = {
        model._meta.label
        for model in MODELS
        if isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
        and not any(field.name == "public_id" for field in model._meta.fields)
    }
    named_by_address = {model._meta.label for model in MODELS if hasattr(model, "get_absolute_url")}
    assert not numbered & named_by_address


def test_every_model_speaks_of_itself_without_a_name():
    """str() ends up in logs and error mails: of a participant's row it must hold no encrypted value."""
    for model in MODELS:
        assert model.__str__ is not models.Model.__str__, f"{model._meta.label} has no __str__"


def test_a_person_is_never_deleted_by_deleting_something_else():
    """CASCADE towards a participant or user would erase people without the steward's action."""
    cascades = [
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.remote_field.on_delete is models.CASCADE
        and model._meta.label in {"participants.Participant", "accounts.User", "communicators.Communicator"}
    ]
    assert not cascades


def test_names_of_constraints_are_told_apart():
    names = [constraint.name for model in MODELS for constraint in model._meta.constraints]
    assert len(names) == len(set(names)), reduce(lambda a, b: a + b, names)
