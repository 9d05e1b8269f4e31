"""What recoding refuses, by rule and in a sentence."""

import pytest

from disclosure.recoding import Closeness, Hierarchy, Reason, Refused, partition, search

SEX = Hierarchy([("f", "*"), ("m", "*")], name="sex")
ROWS = {"sex": ["f"] * 5 + ["m"] * 5, "need": ["a"] * 10}


def refusal(rows=ROWS, hierarchies=None, **options):
    with pytest.raises(Refused) as refused:
        search(rows, {"sex": SEX} if hierarchies is None else hierarchies, **{"k": 5, **options})
    return refused.value.reason, str(refused.value)


@pytest.mark.parametrize("k", [1, 0, -5, 2.0, True])
def test_k_below_two(k):
    assert refusal(k=k)[0] is Reason.K_TOO_LOW


def test_an_empty_value():
    assert refusal({"sex": ["f"] * 5 + [""] + ["m"] * 4}) == (
        Reason.EMPTY_VALUE,
        "Row 6: “sex” is empty. Fill it in, or write a word for missing that its hierarchy knows.",
    )


def test_a_value_the_hierarchy_lacks():
    assert refusal({"sex": ["f"] * 9 + ["x"]}) == (
        Reason.VALUE_NOT_IN_HIERARCHY,
        "Row 10: “x” in “sex” has no line in its hierarchy.",
    )


def test_a_hierarchy_of_no_column():
    reason, sentence = refusal(hierarchies={"sex": SEX, "sx": SEX})
    assert (reason, sentence) == (Reason.UNKNOWN_COLUMN, "There is a hierarchy of “sx”, but no such column.")


def test_no_hierarchy_at_all():
    assert refusal(hierarchies={})[0] is Reason.UNKNOWN_COLUMN


def test_a_demand_on_no_column():
    assert refusal(t=Closeness("ned", 0.2))[0] is Reason.UNKNOWN_COLUMN
    assert refusal(distinct={"ned": 2})[0] is Reason.UNKNOWN_COLUMN


@pytest.mark.parametrize("t", [("need", 0.0), ("need", 1.2), ("need", 0.2, "near"), ("need", 0.2, "ordered")])
def test_a_closeness_that_means_nothing(t):
    assert refusal(t=t)[0] is Reason.BROKEN_DEMAND


@pytest.mark.parametrize("options", [{"distinct": {"need": 1}}, {"max_suppression": 1.0}, {"max_suppression": -0.1}])
def test_a_demand_that_means_nothing(options):
    assert refusal(**options)[0] is Reason.BROKEN_DEMAND


def test_too_few_rows():
    assert refusal({"sex": ["f"] * 4}) == (Reason.TOO_FEW_ROWS, "The table has 4 rows; with k = 5 it needs as many.")
    with pytest.raises(Refused, match="4 rows"):
        partition({"sex": ["f"] * 4}, {"sex": SEX}, k=5)


def test_what_no_coarsening_fulfils():
    assert refusal(distinct={"need": 2})[0] is Reason.NOTHING_FEASIBLE
    with pytest.raises(Refused, match="as a whole"):
        partition(ROWS, {"sex": SEX}, k=5, distinct={"need": 2})


def test_columns_of_unequal_length():
    both = {"sex": SEX, "age": Hierarchy([("1", "*")])}
    assert refusal({"sex": ["f"] * 5, "age": ["1"] * 4}, both)[0] is Reason.BROKEN_TABLE


def test_too_many_ways():
    tall = Hierarchy([("a", "b", "c", "d", "*")])
    rows = {f"q{n}": ["a"] * 5 for n in range(10)}
    assert refusal(rows, dict.fromkeys(rows, tall))[0] is Reason.TOO_MANY_NODES


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it has no lines"),
        ("a;*\nb;c;*\n", "line 2 has 3 labels, the first line 2"),
        ("a;b\n", "line 1 ends in “b” and not in “*”"),
        ("a;;*\n", "line 1 has an empty label"),
        ("a;*\na;*\n", "line 2 names “a” again"),
        ("a;x;p;*\nb;x;q;*\n", "line 2 puts “x” under “q”, an earlier line under “p”"),
    ],
)
def test_a_broken_hierarchy(text, fault):
    with pytest.raises(Refused) as refused:
        Hierarchy.from_csv(text, name="place")
    assert refused.value.reason is Reason.BROKEN_HIERARCHY
    assert str(refused.value) == f"The hierarchy of “place” cannot be used: {fault}."


def test_a_hierarchy_as_spreadsheets_save_it_is_read():
    hierarchy = Hierarchy.from_csv('\ufeff16;16-20;*\r\n"17";16-20;*\r\n\r\n', name="age")
    assert hierarchy.leaves == ("16", "17")
    assert hierarchy.labels == (("16", "17"), ("16-20",), ("*",))
