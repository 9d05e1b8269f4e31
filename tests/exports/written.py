"""The files of a small honest release, written once for the tests that open them."""

from dataclasses import replace
from functools import cache

from exports.columns import Words
from exports.dataset import Dataset, dataset
from exports.document import About, pages
from exports.receipt import kept, receipt
from exports.writers import package
from exports.writers.excel import workbook
from tests.exports.answered import answered, figures_of, known_answers
from tests.exports.crowd import crowd, drawn, known
from tests.exports.test_gate import FIGURES, KNOWN

DRAWN = drawn(crowd(7))
PAIRS = answered(crowd(7))
GROUPED, ANSWERS = figures_of(PAIRS)
PEOPLE = {"A_characteristics": DRAWN.rows} | ANSWERS
KNOWN_WITH_PEOPLE = replace(KNOWN, population=known(crowd(7), DRAWN), answers=known_answers(PAIRS, GROUPED))
STEM = "ringar-sf-vv-2026h1-1"


def about(figures, **facts) -> About:
    languages = {"prs": Words("dari", "Dari")}
    told = {"programme": "Vägar vidare", "period": "2026H1", "edition": 1, "languages": languages}
    answers = GROUPED.lines if "B_outcomes" in figures else ()
    return About(**told | {"receipt": receipt(figures, answers=answers)} | facts)


def data(figures=PEOPLE | FIGURES, **facts) -> Dataset:
    return dataset(STEM, figures, about(figures, **facts), kept(figures))


def files_of(figures=PEOPLE | FIGURES, **facts) -> dict[str, bytes]:
    return package.files(data(figures, **facts), workbook(pages(figures, about(figures, **facts))))


@cache
def files() -> dict[str, bytes]:
    return files_of()
