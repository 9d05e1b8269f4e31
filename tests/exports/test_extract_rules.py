"""Each condition of a research extract, missing alone, and the key of its pseudonyms."""

import stat
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from exports.pseudonyms import KeyLost, destroy_key, fingerprint_of, known_key, make_key, path_of, pseudonym
from exports.rules.extracts import Conditions, Lacks, lacking

TODAY = date(2026, 11, 22)
WHOLE = Conditions(
    mode="ethics",
    ethics_reference="2026-01234-01",
    agreement="AVT-7",
    dpia_reference="KB-7",
    purpose="Se hur närvaron håller",
    recipient=1,
    named={1, 2},
    destroy_by=date(2033, 6, 30),
    principal="petra",
    asks="johan",
    public_key="age1…",
    is_closed=False,
)


def test_with_everything_an_extract_may_be_asked_for():
    assert lacking(WHOLE, TODAY) == ()


@pytest.mark.parametrize(
    ("missing", "rule"),
    [
        ({"mode": "follow_up"}, Lacks.MODE),
        ({"ethics_reference": " "}, Lacks.ETHICS),
        ({"agreement": ""}, Lacks.AGREEMENT),
        ({"dpia_reference": ""}, Lacks.DPIA),
        ({"purpose": "\n"}, Lacks.PURPOSE),
        ({"named": None}, Lacks.NOTICE),
        ({"named": {2}}, Lacks.RECIPIENT),
        ({"destroy_by": TODAY}, Lacks.DESTROY_BY),
        ({"principal": None}, Lacks.PRINCIPAL),
        ({"asks": "petra"}, Lacks.SECOND_PERSON),
        ({"public_key": ""}, Lacks.PUBLIC_KEY),
        ({"is_closed": True}, Lacks.OPEN),
    ],
)
def test_each_missing_condition_is_named_and_no_other(missing, rule):
    assert lacking(replace(WHOLE, **missing), TODAY) == (rule,)


def test_every_condition_is_told_at_once():
    nothing = Conditions("follow_up", "", "", "", "", 1, None, TODAY, None, None, "", True)
    assert set(lacking(nothing, TODAY)) == set(Lacks) - {Lacks.RECIPIENT, Lacks.SECOND_PERSON}


class Named:
    def __init__(self):
        self.public_id = uuid4()


@pytest.fixture
def pair(settings, tmp_path):
    settings.RINGAR_STUDY_KEYS = tmp_path / "keys" / "studies"
    return Named(), Named()


def test_a_key_is_made_once_for_its_owner_alone(pair):
    key = make_key(*pair)
    assert make_key(*pair) == key
    assert len(key) == 32
    assert stat.S_IMODE(path_of(*pair).stat().st_mode) == 0o600
    assert stat.S_IMODE(path_of(*pair).parent.stat().st_mode) == 0o700
    assert known_key(*pair, fingerprint_of(key)) == key


def test_a_lost_or_exchanged_key_is_noticed(pair):
    fingerprint = fingerprint_of(make_key(*pair))
    with pytest.raises(KeyLost):
        known_key(*pair, "0" * 64)
    assert destroy_key(*pair)
    assert not destroy_key(*pair)
    assert not path_of(*pair).exists()
    with pytest.raises(KeyLost):
        known_key(*pair, fingerprint)


def test_a_pseudonym_is_of_its_study_recipient_and_kind(pair):
    study, recipient = pair
    key, other, person = make_key(study, recipient), make_key(study, Named()), uuid4()
    assert pseudonym(key, "p", person) == pseudonym(key, "p", person)
    assert pseudonym(key, "p", person) != pseudonym(other, "p", person)
    assert pseudonym(key, "p", person)[1:] != pseudonym(key, "c", person)[1:]
