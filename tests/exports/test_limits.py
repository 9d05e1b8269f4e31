"""What SPSS and Stata would cut off or refuse is told before anything is written."""

from dataclasses import replace

import pytest

from exports.columns import Words
from exports.writers import package
from exports.writers.limits import BeyondLimits, hold
from tests.exports.test_gate import FIGURES
from tests.exports.written import data


def changed(**facts):
    """The honest counts, their first variable otherwise."""
    honest = data(FIGURES)
    table = honest.tables[0]
    variables = (replace(table.variables[0], **facts), *table.variables[1:])
    return replace(honest, tables=(replace(table, variables=variables), *honest.tables[1:]))


def test_the_honest_data_are_within_the_limits():
    hold(data())


@pytest.mark.parametrize("name", ["Session", "1st", "å", "a-b", "a" * 33, ""])
def test_a_name_that_a_program_would_refuse_is_refused(name):
    with pytest.raises(BeyondLimits, match="a name is a–z first"):
        hold(changed(name=name))


def test_two_variables_of_one_name_are_refused():
    with pytest.raises(BeyondLimits, match=r"C_attendance: two variables are called at_risk\."):
        hold(changed(name="at_risk"))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"label": Words("x" * 81, "x")}, "81 characters; Stata takes 80"),
        ({"label": Words("å" * 129, "x")}, "258 bytes; SPSS takes 256"),
        ({"values": {1: Words("å" * 61, "x")}}, "the label of 1 has 122 bytes; SPSS takes 120"),
    ],
)
def test_a_label_that_would_be_cut_off_is_refused(facts, told):
    with pytest.raises(BeyondLimits, match=told):
        hold(changed(**facts))


def test_at_the_limit_is_within_it():
    hold(changed(name="a" * 32, label=Words("x" * 80, "x"), values={1: Words("å" * 60, "x")}))


def test_everything_that_is_too_long_is_told_at_once_and_nothing_is_written():
    with pytest.raises(BeyondLimits) as refused:
        package.files(changed(name="Session", label=Words("x" * 81, "x")), b"")
    assert len(refused.value.told) == 2
