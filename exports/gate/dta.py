"""A Stata file read byte by byte, by the published layout of its format 118."""

import struct
from collections.abc import Iterator

from exports.gate.tables import Cell, Found, Unreadable, whole

_NUMBERS = {65526: "d", 65527: "f", 65528: "i", 65529: "h", 65530: "b"}
_LONGEST_TEXT = 2045


_ERRORS = (UnicodeDecodeError, struct.error, IndexError, KeyError, ValueError)


def read_dta(data: bytes) -> Found:
    """The table in a .dta of format 118, little-endian. Raises Unreadable."""
    try:
        return _read(data)
    except _ERRORS as error:
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
    if not data.endswith(b"</value_labels></stata_dta>"):
        beside.append("after the data")
    sets = _label_sets(data)
    texts += list(sets) + [text for labels in sets.values() for text in labels.values()]
    used = zip(header, _texts(_part(data, b"value_label_names"), 129), strict=True)
    labels = {name: sets[one] for name, one in used if one}
    stamp = _part(data, b"timestamp")[1:].decode("ascii")
    return Found(header, _rows(data, kinds, rows, beside), {stamp}, texts, beside, labels)


def _label_sets(data: bytes) -> dict[str, dict[int, str]]:
    """Name → number → text. Raises Unreadable where anything lies between or behind them."""
    part, at, found = _part(data, b"value_labels"), 0, {}
    while at < len(part):
        length = struct.unpack_from("<i", part, at + 5)[0]
        end = at + 5 + 4 + 129 + 3 + length
        if part[at : at + 5] != b"<lbl>" or length < 8 or part[end : end + 6] != b"</lbl>":
            raise Unreadable("value labels")
        name = part[at + 9 : at + 138].split(b"\0")[0].decode("utf-8")
        if name in found:
            raise Unreadable("value labels twice")
        found[name] = _labels(part[end - length : end])
        at = end + 6
    return found


def _labels(table: bytes) -> dict[int, str]:
    count, size = struct.unpack_from("<ii", table)
    if count < 0 or len(table) != 8 + 8 * count + size:
        raise Unreadable("value labels")
    places = struct.unpack_from(f"<{count}i", table, 8)
    numbers = struct.unpack_from(f"<{count}i", table, 8 + 4 * count)
    texts = table[8 + 8 * count :]
    pieces = texts.split(b"\0")
    found = {number: _text(texts, place) for number, place in zip(numbers, places, strict=True)}
    if len(found) != count or pieces.pop() or sorted(pieces) != sorted(text.encode() for text in found.values()):
        raise Unreadable("value labels")  # a text that no number has
    return found


def _text(texts: bytes, place: int) -> str:
    if not 0 <= place < len(texts):
        raise Unreadable("value labels")
    return texts[place:].split(b"\0")[0].decode("utf-8")


def _part(data: bytes, name: bytes) -> bytes:
    """What stands in the element; the last one of that name ends it, as the data may hold any byte."""
    start, end = _span(data, name)
    return data[start:end]


def _span(data: bytes, name: bytes) -> tuple[int, int]:
    start, end = data.find(b"<" + name + b">"), data.rfind(b"</" + name + b">")
    if start < 0 or end < start:
        raise Unreadable(f"no {name.decode()}")
    return start + len(name) + 2, end


def _texts(part: bytes, width: int) -> list[str]:
    return [part[at : at + width].split(b"\0")[0].decode("utf-8") for at in range(0, len(part), width)]


def _rows(data: bytes, kinds: tuple[int, ...], count: int, beside: list[str]) -> Iterator[list[Cell]]:
    at, end = _span(data, b"data")
    forms = [struct.Struct(f"{kind}s" if kind <= _LONGEST_TEXT else "<" + _NUMBERS.get(kind, "?")) for kind in kinds]
    try:
        for _ in range(count):
            row: list[Cell] = []
            for form in forms:
                value = form.unpack_from(data, at)[0]
                row.append(value.split(b"\0")[0].decode("utf-8") if isinstance(value, bytes) else whole(value))
                at += form.size
            if at > end:
                raise Unreadable("ends early")
            yield row
    except _ERRORS as error:
        raise Unreadable(type(error).__name__) from error
    if at != end:
        beside.append("after the data")
