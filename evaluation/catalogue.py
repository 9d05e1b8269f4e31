"""The instruments on the shelf: one file each in `instruments/`, read once and checked whole."""

import tomllib
from functools import cache
from pathlib import Path

from evaluation.rules.instruments import BadInstrument, Fault, Instrument, Rule, read

FOLDER = Path(__file__).parent / "instruments"
LONGEST = 200_000  # bytes


@cache
def instruments() -> dict[str, Instrument]:
    """By key, "who5-1". BadInstrument where a file on the shelf is wrong."""
    return {found.key: found for found in map(read_file, sorted(FOLDER.glob("*.toml")))}


def instrument(key: str) -> Instrument:
    """KeyError for an instrument that isn't on the shelf."""
    return instruments()[key]


def read_file(path: Path) -> Instrument:
    """Raises BadInstrument; OSError where there is no such file."""
    content = path.read_bytes()
    if len(content) > LONGEST:
        raise BadInstrument((Fault(Rule.TOO_LONG, path.name, f"{len(content)} bytes"),))
    try:
        data = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadInstrument((Fault(Rule.NOT_TOML, path.name),)) from error
    except tomllib.TOMLDecodeError as error:
        raise BadInstrument((Fault(Rule.NOT_TOML, path.name, f"{error}."),)) from error
    return read(data, path.stem)
