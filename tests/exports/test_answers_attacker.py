"""Whether a known person feels better: what the files tell one who knows the card, beyond what is commonest.

Each attack is made on naive exporters too, and succeeds: so these tests can fail.
"""

from collections import Counter
from statistics import NormalDist, fmean

from exports.gate import labels
from exports.outcome_columns import AGE_LEVEL, BREAKDOWNS
from tests.exports.answered import answered, figures_of
from tests.exports.attacker import could_be
from tests.exports.crowd import crowd, drawn
from tests.exports.test_attacker import GAIN

BETTER = 10  # points of WHO-5
BATCHES = [crowd(seed, people=140, circles=12, first=1 + 1000 * seed) for seed in range(1, 7)]
ANSWERS = [answered(people, seed) for seed, people in enumerate(BATCHES)]
FILES = [figures_of(pairs)[1] for pairs in ANSWERS]
PEOPLE = [drawn(people).rows for people in BATCHES]


def is_better(pair) -> bool:
    return pair.change >= BETTER


def base_rate(pairs) -> float:
    """Of one who holds no file and knows what is commonest."""
    return max(Counter(map(is_better, pairs)).values()) / len(pairs)


def gain(guess, pairs) -> float:
    return fmean(guess(pair) == is_better(pair) for pair in pairs) - base_rate(pairs)


# --- What the attacker makes of each file ----------------------------------------------------------------------
def by_rows(rows, pair) -> float:
    """B: the share who are better of the rows that could be the person's. Ids lead nowhere; only the dose is known."""
    fits = [row for row in rows if row[2] in labels.above("dose_band")[pair.leaves["dose_band"]]]
    return fmean(after - before >= BETTER for *_, before, after in fits)


def by_statistics(rows, pair) -> float:
    """S: the share in the person's groups, as mean and deviation tell it."""
    leaves = pair.leaves | {"total": "all"}
    leaves["age_band"] = next(line[AGE_LEVEL] for line in labels.lines("age_band") if line[0] == leaves["age_band"])
    found = {row[1]: row[3:] for row in rows if row[2] == leaves.get(row[1]) and row[3] > 0}
    shares = [1 - NormalDist(values[3], values[4]).cdf(BETTER) for values in found.values()]
    assert len(shares) > 1 and set(found) <= set(BREAKDOWNS)
    return fmean(shares)


def by_all(files, table, pair) -> float:
    """Both, where A says of the people like this one how many there are of each dose."""
    told = [place for place in labels.COLUMNS if place != "dose_band"]
    doses = Counter(row[1 + 2 * labels.COLUMNS.index("dose_band")] for row in table if could_be(row, pair.leaves, told))
    shares = [by_statistics(files["S_statistics"], pair), by_rows(files["B_outcomes"], pair)]
    for dose, number in doses.items():
        fits = [row for row in files["B_outcomes"] if row[2] == dose or dose in ("*", "below_high")]
        shares += [fmean(after - before >= BETTER for *_, before, after in fits)] * (number > 20)
    return fmean(shares)


def mean_gain(share_of) -> float:
    """Over all batches; `share_of` is given a batch's number and a pair."""
    return fmean(
        gain(lambda pair, number=number: share_of(number, pair) > 0.5, pairs) for number, pairs in enumerate(ANSWERS)
    )


def test_who_holds_the_rows_learns_nothing_of_a_person():
    assert mean_gain(lambda number, pair: by_rows(FILES[number]["B_outcomes"], pair)) <= GAIN


def test_who_holds_the_statistics_learns_nothing_of_a_person():
    assert mean_gain(lambda number, pair: by_statistics(FILES[number]["S_statistics"], pair)) <= GAIN


def test_who_holds_both_and_the_characteristics_learns_nothing_more():
    assert mean_gain(lambda number, pair: by_all(FILES[number], PEOPLE[number], pair)) <= GAIN


def test_who_knows_the_exact_answer_before_learns_nothing_of_the_one_after():
    """The nearest row before, in the person's dose, is that of five people whose means went up and down together."""

    def nearest(number, pair):
        rows = [row for row in FILES[number]["B_outcomes"]
                if row[2] in labels.above("dose_band")[pair.leaves["dose_band"]]]  # fmt: skip
        row = min(rows, key=lambda row: abs(row[3] - pair.before))
        return float(row[4] - row[3] >= BETTER)

    assert mean_gain(nearest) <= GAIN


# --- The same attacker and naive exporters ---------------------------------------------------------------------
def test_the_same_attacker_finds_answers_that_stand_beside_the_characteristics():
    """One table of everything without names, called anonymous."""

    def joined(number, pair):
        fits = [other for other in ANSWERS[number] if other.leaves == pair.leaves]
        return fmean(map(is_better, fits))

    assert mean_gain(joined) > 0.2


def test_the_same_attacker_reads_small_groups():
    """Statistics of everyone of one sex, age and dose."""

    def small(number, pair):
        columns = ("sex", "age_band", "dose_band")
        fits = [p.change for p in ANSWERS[number] if all(p.leaves[c] == pair.leaves[c] for c in columns)]
        return float(fmean(fits) >= BETTER)

    assert mean_gain(small) > 0.1


def test_the_same_attacker_finds_the_one_group_that_hides_alone():
    """Nine people are hidden, the others and everybody shown: a sum less another is their mean."""
    pairs = ANSWERS[0]
    rest, nine = pairs[9:], pairs[:9]
    worked_out = (fmean(p.change for p in pairs) * len(pairs) - fmean(p.change for p in rest) * len(rest)) / 9
    assert abs(worked_out - fmean(p.change for p in nine)) < 0.01
