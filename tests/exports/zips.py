"""Zips that a disk or a line has damaged."""

import zipfile
from io import BytesIO


def damaged(bundle: bytes) -> bytes:
    """The zip with the first bytes of its first compressed member turned around: no more what was deflated."""
    with zipfile.ZipFile(BytesIO(bundle)) as packed:
        member = next(info for info in packed.infolist() if info.compress_type == zipfile.ZIP_DEFLATED)
    start = member.header_offset + 30 + len(member.filename.encode())
    return bundle[:start] + bytes(byte ^ 0xFF for byte in bundle[start : start + 8]) + bundle[start + 8 :]
