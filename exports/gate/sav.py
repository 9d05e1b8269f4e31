"""An SPSS file read byte by byte, by the published layout of its records (GNU PSPP, "System File Format")."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from exports.gate.tables import Cell, Found, Unreadable, whole

# Sizes of numbers, encoding, measure levels, names, number of rows, labels and missing codes of long texts.
_KNOWN_EXTENSIONS = {3, 4, 11, 13, 16, 20, 21, 22}
_NAMES, _LONG_LABELS = 13, 21


class _Bytes:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        piece = self.data[self.at : self.at + count]
        if count < 0 or len(piece) < count:
            raise Unreadable("ends early")
        self.at += count
        return piece

    def number(self) -> int:
        return struct.unpack("<i", self.take(4))[0]

    def text(self, count: int) -> str:
        return self.take(count).decode("utf-8").rstrip(" ")


@dataclass
class _Reading:
    widths: list[int] = field(default_factory=list)  # bytes of each text, 0 for a number
    names: list[str] = field(default_factory=list)
    long_names: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def read_sav(data: bytes) -> Found:
    """The table in an uncompressed .sav of little-endian numbers and UTF-8. Raises Unreadable."""
    source = _Bytes(data)
    try:
        rows, stamp, label = _head(source)
        reading = _Reading(texts=[label])
        while (kind := source.number()) != 999:
            _record(kind, source, reading)
        source.number()
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error
    header = [reading.long_names.get(name, name) for name in reading.names]
    return Found(header, _rows(source, rows, reading), {stamp}, reading.texts, reading.beside)


def _rows(source: _Bytes, count: int, reading: _Reading) -> Iterator[list[Cell]]:
    try:
        for _ in range(count):
            yield _row(source, reading.widths)
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error
    if source.at != len(source.data):
        reading.beside.append("after the data")


def _head(source: _Bytes) -> tuple[int, str, str]:
    if source.take(4) != b"$FL2":
        raise Unreadable("no .sav")
    product = source.text(60)
    layout, _, compression, weight, rows = (source.number() for _ in range(5))
    if layout != 2 or compression != 0 or weight != 0 or not 0 <= rows < 10_000_000:
        raise Unreadable("another kind of .sav")
    source.take(8)  # bias, of compressed files
    stamp = source.text(17)
    label = source.text(64)
    source.take(3)
    return rows, stamp, f"{label}\n{product}"


def _record(kind: int, source: _Bytes, reading: _Reading) -> None:
    if kind == 2:
        _variable(source, reading)
    elif kind == 3:
        for _ in range(source.number()):
            source.take(8)
            length = source.take(1)[0]
            reading.texts.append(source.text((length + 8) // 8 * 8 - 1))
    elif kind == 4:
        source.take(4 * source.number())
    elif kind == 7:
        _extension(source, reading)
    else:
        raise Unreadable(f"record {kind}")


def _variable(source: _Bytes, reading: _Reading) -> None:
    width, has_label, missing, _, _ = (source.number() for _ in range(5))
    name = source.text(8)
    if has_label:
        length = source.number()
        reading.texts.append(source.text((length + 3) // 4 * 4))
    source.take(8 * abs(missing))
    if width >= 0:  # -1 goes on with the text before
        reading.widths.append(width)
        reading.names.append(name)


def _extension(source: _Bytes, reading: _Reading) -> None:
    kind, size, count = source.number(), source.number(), source.number()
    content = source.take(size * count)
    if kind not in _KNOWN_EXTENSIONS:
        reading.beside.append(f"record 7.{kind}")
    elif kind == _NAMES:
        pairs = (pair.partition("=") for pair in content.decode("utf-8").split("\t") if pair)
        reading.long_names = {short: long for short, _, long in pairs}
    elif kind == _LONG_LABELS:
        reading.texts.append(content.decode("utf-8", "replace"))


def _row(source: _Bytes, widths: list[int]) -> list[Cell]:
    row: list[Cell] = []
    for width in widths:
        if width:
            row.append(source.text((width + 7) // 8 * 8))
        else:
            row.append(whole(struct.unpack("<d", source.take(8))[0]))
    return row
