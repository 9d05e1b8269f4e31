"""A CSV read without the library that wrote it: our cells hold no quotation marks, separators or line ends."""

import re

from exports.gate.tables import Cell, Found, Unreadable

BOM = b"\xef\xbb\xbf"
_WHOLE = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+\.\d+")


def read_csv(data: bytes) -> Found:
    return _read(data, ",")


def read_excel_csv(data: bytes) -> Found:
    if not data.startswith(BOM):
        raise Unreadable("no byte order mark")
    return _read(data[len(BOM) :], ";")


def _read(data: bytes, separator: str) -> Found:
    if b"\r" in data or not data.endswith(b"\n"):
        raise Unreadable("line ends")
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8") from error
    header, *rows = [line.split(separator) for line in lines]
    return Found(header, [[_cell(text) for text in row] for row in rows])


def _cell(text: str) -> Cell:
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
