"""The pictures of a package: what each may hold, and whether it says what the workbook's figures say.

A picture's table is worked out here a second time. The SVG is read as text: its numbers must be the table's, and its
bars and dots as long or high as those. Of a PNG only the wrapping can be judged: no words, no times, nothing beside it.
"""

import re
import struct
import warnings
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

from defusedxml.ElementTree import fromstring

from exports.gate.check import Finding
from exports.gate.delimited import read_csv
from exports.gate.tables import Unreadable

LANGUAGES = ("sv", "en")
CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"pHYs", b"IDAT", b"IEND"}
MOST_PIXELS, WIDEST = 40_000_000, 3_000
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {f"{SVG}{name}" for name in ("svg", "title", "desc", "g", "path", "text")}
ATTRIBUTES = {
    *("width", "height", "viewBox", "version", "role", "aria-labelledby"),
    *("id", "d", "style", "x", "y", "transform"),
}
VALUE = re.compile(r"[\w#%:;,.'() -]*", re.ASCII)
PERIOD = re.compile(r"\b20\d\dH[12]\b|\b(utgåva|edition) \d+")
TICKS = {0, 25, 50, 75, 100}
NEAR = 0.6  # points

Table = tuple[list[str], list[list]]
Sheets = Mapping[str, list[list]]


def _rows(sheets: Sheets, name: str) -> list[list]:
    """Without the header; none where the workbook has no such sheet."""
    return sheets.get(name, [])[1:]


def _flow(sheets: Sheets) -> Table:
    rows = [row for row in _rows(sheets, "F_flow") if row[2] != -97 and not (row[0] == "left" and row[2] == 0)]
    return ["step", "reason", "people"], rows


def _attendance(sheets: Sheets) -> Table:
    rows = []
    for session, at_risk, attended, unmarked in _rows(sheets, "C_attendance"):
        if session == 99:
            continue
        if min(at_risk, attended, unmarked) < 0:
            rows.append([session, -96, attended if attended >= 0 else -96, -96])
        else:
            marked = at_risk - unmarked
            share = min(100, round(attended * 100 / marked)) if marked > 0 else -97
            rows.append([session, marked, attended, share])
    return ["session", "recorded", "attended", "share"], rows


def _films(sheets: Sheets) -> Table:
    rows = [
        [film, language, held if held >= 0 else -96, minutes if minutes >= 0 else -96]
        for part, _, film, language, _, held, minutes in _rows(sheets, "D_delivery")
        if part == "film" and held != 0
    ]
    return ["film", "language", "held", "minutes"], sorted(rows, key=lambda row: (row[0], row[1] == "other", row[1]))


def _high(box) -> float:
    return (box[1] + box[3]) / 2


def _long(box) -> float:
    return box[2] - box[0]


# Chart → its table, and how a mark shows the last column's value: higher, longer, or by the number alone.
CHARTS: dict[str, tuple[Callable[[Sheets], Table], Callable | None]] = {
    "flow": (_flow, None),
    "attendance": (_attendance, _high),
    "films": (_films, _long),
}


def members(sheets: Sheets) -> set[str]:
    """Every file of every chart that these figures have."""
    drawn = [name for name, (table, _) in CHARTS.items() if table(sheets)[1]]
    pictures = {f"charts/{name}.{lang}.{kind}" for name in drawn for lang in LANGUAGES for kind in ("png", "svg")}
    return pictures | {f"charts/{name}.csv" for name in drawn}


def check_charts(package: Mapping[str, bytes], sheets: Sheets) -> Iterator[Finding]:
    for name, (table, measure) in CHARTS.items():
        header, rows = table(sheets)
        if not rows:
            continue
        path = f"charts/{name}.csv"
        found = read_csv(package[path])
        if (found.header, found.rows) != (header, rows):
            yield Finding("cells", path)
        for lang in LANGUAGES:
            yield from _png(package[f"charts/{name}.{lang}.png"], f"charts/{name}.{lang}.png")
            yield from _svg(package[f"charts/{name}.{lang}.svg"], f"charts/{name}.{lang}.svg", rows, measure)


def _png(data: bytes, path: str) -> Iterator[Finding]:
    """Pixels and what they need, opened by another library; nothing after the end."""
    from PIL import Image

    if set(_chunks(data)) - CHUNKS:
        yield Finding("beside", path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data), formats=["PNG"]) as image:
                if image.width > WIDEST or image.width * image.height > MOST_PIXELS:
                    yield Finding("size", path)
                    return
                image.load()
                told = set(image.info)
    except (OSError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise Unreadable(type(error).__name__) from error
    if told - {"dpi", "transparency"}:
        yield Finding("beside", path)


def _chunks(data: bytes) -> Iterator[bytes]:
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise Unreadable("no PNG")
    at = 8
    while at < len(data):
        if at + 12 > len(data):
            raise Unreadable("ends early")
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        at += 12 + length
        yield kind
        if kind == b"IEND" and at != len(data):
            yield b"after"


def svg_words(data: bytes) -> Iterator[str]:
    """What is read in the picture, and aloud."""
    for node in fromstring(data, forbid_dtd=True).iter():
        yield from (node.text or "", node.tail or "")


def _svg(data: bytes, path: str, rows: list[list], measure: Callable | None) -> Iterator[Finding]:
    if b"<!--" in data or b"<?" in data[5:]:
        yield Finding("beside", path)
    root = fromstring(data, forbid_dtd=True)
    for node in root.iter():
        if node.tag not in ELEMENTS:
            yield Finding("element", path)
        for name, value in node.attrib.items():
            if name not in ATTRIBUTES or not VALUE.fullmatch(value.replace("\n", " ")) or "url" in value:
                yield Finding("attribute", path)
    known = {cell for row in rows for cell in row if isinstance(cell, int)} | (TICKS if measure is _high else set())
    words = PERIOD.sub("", "\n".join(svg_words(data)))
    if {int(digits) for digits in re.findall(r"\d+", words)} - known:
        yield Finding("number", path)
    marks = _marks(root)
    if measure and not _fits(marks, rows, measure):
        yield Finding("shape", path)
    centres = {((box[0] + box[2]) / 2, _high(box)) for box in marks.values()}
    for _, line in _points(root, "curve"):
        if any(all(abs(x - a) + abs(y - b) > NEAR for a, b in centres) for x, y in line):
            yield Finding("shape", path)


def _marks(root) -> dict[int, tuple[float, float, float, float]]:
    """Row → the box around its bar or dot."""
    found = {}
    for row, points in _points(root, "value"):
        xs, ys = zip(*points, strict=True)
        found[row] = (min(xs), min(ys), max(xs), max(ys))
    return found


def _points(root, kind: str) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    """What the groups `<kind>-<row>` draw."""
    for group in root.iter(f"{SVG}g"):
        if (name := re.fullmatch(rf"{kind}-(\d+)", group.get("id", ""))) is not None:
            numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", " ".join(path.get("d") for path in group))]
            yield int(name[1]), list(zip(numbers[0::2], numbers[1::2], strict=True))


def _fits(marks: Mapping[int, tuple], rows: list[list], measure: Callable) -> bool:
    """One mark for each value that is given, and the same scale for all of them."""
    values = {place: row[-1] for place, row in enumerate(rows) if row[-1] >= 0}
    if set(marks) != set(values):
        return False
    sizes = {place: measure(box) for place, box in marks.items()}
    if len(set(values.values())) < 2:
        return all(abs(size - other) < NEAR for size in sizes.values() for other in sizes.values())
    least, most = min(values, key=values.get), max(values, key=values.get)
    scale = (sizes[most] - sizes[least]) / (values[most] - values[least])
    return all(abs(sizes[least] + (value - values[least]) * scale - sizes[at]) < NEAR for at, value in values.items())
