"""The pictures of a package: what each may hold, and whether it says what the workbook's figures say.

A picture's table is worked out here a second time. The SVG is read as text: its numbers must be the table's, and its
bars and dots as long or high as those. Of a PNG only the wrapping can be judged: no words, no times, nothing beside it.
"""

import re
import struct
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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


def _change(sheets: Sheets) -> Table:
    """Mean change and its interval, of groups that somebody is in."""
    header = ["instrument", "breakdown", "label", "n", "mean_change", "ci_low", "ci_high"]
    places = [0, 1, 2, 3, 6, 8, 9]
    return header, [[row[place] for place in places] for row in _rows(sheets, "S_statistics") if row[3] != 0]


def _high(box) -> float:
    return (box[1] + box[3]) / 2


def _long(box) -> float:
    return box[2] - box[0]


def _middle(box) -> float:
    return (box[0] + box[2]) / 2


def _start(box) -> float:
    return box[0]


def _end(box) -> float:
    return box[2]


Mark = tuple[str, Callable, float, str]  # id, how it is measured, the value it shows, on which scale


def _by_last(measure: Callable) -> Callable[[list[list]], Iterator[Mark]]:
    """One mark for each value of the last column that is given, all on one scale."""
    return lambda rows: ((f"value-{place}", measure, row[-1], "") for place, row in enumerate(rows) if row[-1] >= 0)


def _intervals(rows: list[list]) -> Iterator[Mark]:
    for place, (instrument, *_, n, mean, low, high) in enumerate(rows):
        if n >= 0:
            yield f"value-{place}", _middle, mean, instrument
            yield f"span-{place}", _start, low, instrument
            yield f"span-{place}", _end, high, instrument


@dataclass(frozen=True)
class Picture:
    """`marks`: what shows the table's values by place or length. `words`: numbers that stand in words and scales."""

    table: Callable[[Sheets], Table]
    marks: Callable[[list[list]], Iterator[Mark]] = lambda rows: iter(())
    words: frozenset[int] = frozenset()


CHARTS: dict[str, Picture] = {
    "flow": Picture(_flow),
    "attendance": Picture(_attendance, _by_last(_high), frozenset({0, 25, 50, 75, 100})),
    "films": Picture(_films, _by_last(_long)),
    "change": Picture(_change, _intervals, frozenset({0, 95, 1, 2, 3})),  # 95 per cent; doses in thirds
}


def members(sheets: Sheets) -> set[str]:
    """Every file of every chart that these figures have."""
    drawn = [name for name, picture in CHARTS.items() if picture.table(sheets)[1]]
    pictures = {f"charts/{name}.{lang}.{kind}" for name in drawn for lang in LANGUAGES for kind in ("png", "svg")}
    return pictures | {f"charts/{name}.csv" for name in drawn}


def check_charts(package: Mapping[str, bytes], sheets: Sheets) -> Iterator[Finding]:
    for name, picture in CHARTS.items():
        header, rows = picture.table(sheets)
        if not rows:
            continue
        path = f"charts/{name}.csv"
        found = read_csv(package[path])
        if (found.header, found.rows) != (header, rows):
            yield Finding("cells", path)
        for lang in LANGUAGES:
            yield from _png(package[f"charts/{name}.{lang}.png"], f"charts/{name}.{lang}.png")
            yield from _svg(package[f"charts/{name}.{lang}.svg"], f"charts/{name}.{lang}.svg", rows, picture)


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


def _svg(data: bytes, path: str, rows: list[list], picture: Picture) -> Iterator[Finding]:
    if b"<!--" in data or b"<?" in data[5:]:
        yield Finding("beside", path)
    root = fromstring(data, forbid_dtd=True)
    for node in root.iter():
        if node.tag not in ELEMENTS:
            yield Finding("element", path)
        for name, value in node.attrib.items():
            if name not in ATTRIBUTES or not VALUE.fullmatch(value.replace("\n", " ")) or "url" in value:
                yield Finding("attribute", path)
    if _numbers(data) - _known(rows) - picture.words:
        yield Finding("number", path)
    boxes = _boxes(root)
    if not _fits(boxes, list(picture.marks(rows))):
        yield Finding("shape", path)
    centres = {(_middle(box), _high(box)) for name, box in boxes.items() if name.startswith("value-")}
    for _, line in _points(root, "curve"):
        if any(all(abs(x - a) + abs(y - b) > NEAR for a, b in centres) for x, y in line):
            yield Finding("shape", path)


def _numbers(data: bytes) -> set[float]:
    """Those that are read in the picture or aloud."""
    words = PERIOD.sub("", "\n".join(svg_words(data)))
    return {float(digits.replace(",", ".")) for digits in re.findall(r"\d+(?:[.,]\d+)?", words)}


def _known(rows: list[list]) -> set[float]:
    """The table's, and those in its codes: who5-1, 30-49."""
    cells = [cell for row in rows for cell in row]
    codes = {float(digits) for cell in cells if isinstance(cell, str) for digits in re.findall(r"\d+", cell)}
    return codes | {abs(cell) for cell in cells if not isinstance(cell, str)}


def _boxes(root) -> dict[str, tuple[float, float, float, float]]:
    """Around each mark."""
    found = {}
    for kind in ("value", "span"):
        for name, points in _points(root, kind):
            xs, ys = zip(*points, strict=True)
            found[name] = (min(xs), min(ys), max(xs), max(ys))
    return found


def _points(root, kind: str) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """What the groups `<kind>-<row>` draw."""
    for group in root.iter(f"{SVG}g"):
        if re.fullmatch(rf"{kind}-\d+", group.get("id", "")):
            numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", " ".join(path.get("d") for path in group))]
            yield group.get("id"), list(zip(numbers[0::2], numbers[1::2], strict=True))


def _fits(boxes: Mapping[str, tuple], marks: list[Mark]) -> bool:
    """One mark for each value that is given and no other, and one scale for those that share it."""
    if set(boxes) != {name for name, *_ in marks}:
        return False
    scales: dict[str, list[tuple[float, float]]] = {}
    for name, measure, value, scale in marks:
        scales.setdefault(scale, []).append((value, measure(boxes[name])))
    return all(_is_straight(shown) for shown in scales.values())


def _is_straight(shown: list[tuple[float, float]]) -> bool:
    (least, start), (most, end) = min(shown), max(shown)
    slope = (end - start) / (most - least) if most > least else 0
    return all(abs(start + (value - least) * slope - size) < NEAR for value, size in shown)
