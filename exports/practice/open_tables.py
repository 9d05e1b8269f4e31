"""Open tables, written from the invented scientific files as real ones are from real files: the same rules hold."""

from dataclasses import replace

from exports.columns import Words
from exports.practice import scientific
from exports.practice.plan import MARK, Plan
from exports.public import paper
from exports.public.tables import OpenTables, Row, open_tables

ABOUT = replace(
    scientific.ABOUT,
    told=replace(
        paper.told(MARK, MARK, 0, {}),
        title=Words(f"{MARK}: påhittade övningsdata, öppna tabeller", f"{MARK}: invented practice data, open tables"),
    ),
)


def made(plan: Plan) -> OpenTables:
    return open_tables(scientific.invented(plan))


def invented(plan: Plan) -> dict[str, list[Row]]:
    return made(plan).figures
