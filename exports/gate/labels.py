"""The labels that A_characteristics may hold: the static files, read by the gate itself, each known by its hash."""

from functools import cache
from hashlib import sha256
from pathlib import Path

VERSION = "1"
SHA256 = {
    "sex": "7c128aac2d3ba9e25d804992be784e4c9fdbab61f03a32ca5ce223d7ab2b9352",
    "age_band": "84aa65e8faf688ce86c04b1181edf893d03971df6ddb3e366525cc0d7a55fc89",
    "language_group": "daff085d7fd37a9e6eba37c557de7af09ef5aed35ffc5e270dee29e4208bba06",
    "arrival_band": "3523be9d91593776b55a3a75f82cfdc24a54f39719a5084299d4a74ea78e7c09",
    "dose_band": "fcb94f8622ae4611ebca33b570fdbf72dfc339f159e425d14ec200e0bfa7b7ab",
    "period": "5b32dd0d29d2b62a5c935ca96a3a52ec8ad90a98ff985905fdb89db82533c6a1",
    "words": "0f5a5af85887c52ece02e4fe546915cd99f2b77244596aecd2f9eb180b9fab7d",
    "languages": "2e06c514e648bd25d43f38e8d8962b28c3b70d58aa4ad239403553d94c7e2bc8",
}
COLUMNS = ["sex", "age_band", "language_group", "arrival_band", "dose_band", "period"]
EVERYBODY = "*"


class Changed(Exception):
    """A file is not the one that was published: no label of it may leave."""


@cache
def lines(name: str) -> list[list[str]]:
    """The file's lines, leaf first. Raises Changed."""
    content = (Path(__file__).parents[1] / "hierarchies" / VERSION / f"{name}.csv").read_bytes()
    if sha256(content).hexdigest() != SHA256[name]:
        raise Changed(name)
    return [line.split(";") for line in content.decode().splitlines()]


@cache
def heights(column: str) -> dict[str, int]:
    """Label → the lowest level it stands at."""
    found: dict[str, int] = {}
    for line in lines(column):
        for level, label in enumerate(line):
            if label not in found or level < found[label]:
                found[label] = level
    return found


@cache
def above(column: str) -> dict[str, frozenset[str]]:
    """Leaf → every label that is true of it."""
    return {line[0]: frozenset(line) for line in lines(column)}
