"""The static lists of this room, read from its data: what stands in them is told without asking the database."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def language_names() -> dict[str, tuple[str, str]]:
    """Code → the name in Swedish and in English."""
    return {line["code"]: (line["name_sv"], line["name_en"]) for line in lines("languages")}


@cache
def county_names() -> dict[str, str]:
    """Code → name, in the order of the codes."""
    return {line["county_code"]: line["county_name"] for line in lines("municipalities")}
