"""Store little, and know what is stored: every column is classified, and what its kind promises holds."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from core.fields import EncryptedJSONField
from tests.house.personal_fields import COMMON, FIELDS, TYPED_ABOUT_A_CARD, Kind

MODELS = {m._meta.label: m for room in settings.ROOMS for m in apps.get_app_config(room).get_models()}


def columns(model) -> set[str]:
    return {field.name for field in [*model._meta.concrete_fields, *model._meta.many_to_many]} - COMMON


def of_kind(kind: Kind):
    for label, kinds in FIELDS.items():
        for name in kinds.get(kind, "").split():
            yield f"{label}.{name}", MODELS[label]._meta.get_field(name)


@pytest.mark.parametrize("label", sorted(MODELS.keys() | FIELDS.keys()))
def test_every_column_is_classified(label):
    assert label in FIELDS, f"Add {label} to tests/house/personal_fields.py."
    assert label in MODELS, f"{label} is gone: take it out of tests/house/personal_fields.py."
    classified = [name for names in FIELDS[label].values() for name in names.split()]
    assert len(classified) == len(set(classified)), "A column has one kind."
    new, gone = columns(MODELS[label]) - set(classified), set(classified) - columns(MODELS[label])
    assert not new, f"{label}: what do {sorted(new)} say of a person? Classify them in personal_fields.py."
    assert not gone, f"{label}: {sorted(gone)} are gone; take them out of personal_fields.py."


def test_sealed_columns_are_the_encrypted_ones():
    sealed = {name for name, _ in of_kind(Kind.SEALED)}
    encrypted = {
        f"{label}.{field.name}"
        for label, model in MODELS.items()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedJSONField)
    }
    assert sealed == encrypted


def test_secrets_are_kept_as_hashes():
    for name, field in of_kind(Kind.SECRET):
        assert field.name == "password" or (field.name.endswith("_hash") and field.unique), name


def test_traces_outlive_the_person_they_point_to():
    for name, field in of_kind(Kind.TRACE):
        if field.is_relation:
            assert field.remote_field.on_delete is models.SET_NULL, name


def test_nothing_can_be_typed_about_a_participant():
    free = {
        name
        for name, field in of_kind(Kind.CARD)
        if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
    }
    assert free == TYPED_ABOUT_A_CARD.keys()


def test_a_participant_has_no_name_number_or_address():
    unwanted = re.compile(r"name|mail|phone|address|street|ssn|personal_n|lma|country|religion|diagnos|status")
    for label in ("participants.Participant", "participants.Consent"):
        assert not [name for name in columns(MODELS[label]) if unwanted.search(name)]
