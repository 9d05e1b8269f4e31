"""A Stata file read byte by byte, by the published layout of its format 118."""

import struct

from exports.gate.tables import Cell, Found, Unreadable, whole

_NUMBERS = {65526: "d", 65527: "f", 65528: "i", 65529: "h", 65530: "b"}
_LONGEST_TEXT = 2045


def read_dta(data: bytes) -> Found:
    """The table in a .dta of format 118, little-endian. Raises Unreadable."""
    try:
        return _read(data)
    except (UnicodeDecodeError, struct.error, IndexError) as error:
        raise Unreadable(type(error).__name__) from error


def _read(data: bytes) -> Found:
    if _part(data, b"release") != b"118" or _part(data, b"byteorder") != b"LSF":
        raise Unreadable("another kind of .dta")
    count = struct.unpack("<H", _part(data, b"K"))[0]
    rows = struct.unpack("<Q", _part(data, b"N"))[0]
    kinds = struct.unpack(f"<{count}H", _part(data, b"variable_types"))
    header = _texts(_part(data, b"varnames"), 129)
    texts = [_part(data, b"label")[2:].decode("utf-8"), *_texts(_part(data, b"variable_labels"), 321)]
    texts += _texts(_part(data, b"value_label_names"), 129) + _texts(_part(data, b"formats"), 57)
    beside = [name.decode() for name in (b"characteristics", b"strls") if _part(data, name)]
    cells, at = _cells(_part(data, b"data"), kinds, rows)
    if at != len(_part(data, b"data")) or not data.endswith(b"</value_labels></stata_dta>"):
        beside.append("after the data")
    texts.append(_part(data, b"value_labels").decode("utf-8", "replace"))
    stamp = _part(data, b"timestamp")[1:].decode("ascii")
    return Found(header, cells, {stamp}, texts, beside)


def _part(data: bytes, name: bytes) -> bytes:
    """What stands in the element; the last one of that name ends it, as the data may hold any byte."""
    start, end = data.find(b"<" + name + b">"), data.rfind(b"</" + name + b">")
    if start < 0 or end < start:
        raise Unreadable(f"no {name.decode()}")
    return data[start + len(name) + 2 : end]


def _texts(part: bytes, width: int) -> list[str]:
    return [part[at : at + width].split(b"\0")[0].decode("utf-8") for at in range(0, len(part), width)]


def _cells(part: bytes, kinds: tuple[int, ...], rows: int) -> tuple[list[list[Cell]], int]:
    at, cells = 0, []
    for _ in range(rows):
        row: list[Cell] = []
        for kind in kinds:
            if kind <= _LONGEST_TEXT:
                row.append(part[at : at + kind].split(b"\0")[0].decode("utf-8"))
                at += kind
            else:
                row.append(whole(struct.unpack_from("<" + _NUMBERS.get(kind, "?"), part, at)[0]))
                at += struct.calcsize("<" + _NUMBERS.get(kind, "?"))
        cells.append(row)
    return cells, at
