"""A zip as the gate sees it: its members, and everything in it that is no member."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from exports.gate import allowed
from exports.gate.check import Finding
from exports.gate.tables import Unreadable

LARGEST = 2_000_000_000  # bytes of all members together
_END = 22  # bytes of the record that ends a zip without a comment


def opened(data: bytes) -> dict[str, bytes]:
    """The members by path. Raises Unreadable, before a member that would fill the memory is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > LARGEST:
                raise Unreadable("too large")
            return {info.filename: packed.read(info) for info in packed.infolist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Unreadable(type(error).__name__) from error


def wrapping(data: bytes, where: str) -> Iterator[Finding]:
    """What stands against the zip itself: times, comments, extra fields, links, doubles, bytes before and after."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        infos = packed.infolist()
        start = packed.start_dir
        comment = packed.comment
    names = [info.filename for info in infos]
    if any(info.date_time != allowed.ZIP_TIME for info in infos):
        yield Finding("timestamp", where)
    if comment or any(info.comment or info.extra for info in infos):
        yield Finding("comment", where)
    if len(set(names)) != len(names) or any(info.is_dir() or info.external_attr >> 28 != 0 for info in infos):
        yield Finding("part", where)
    listed = sum(46 + len(info.filename.encode()) for info in infos)
    stored = sum(30 + len(info.filename.encode()) + info.compress_size for info in infos)
    if start != stored or len(data) != start + listed + _END:
        yield Finding("beside", where)
