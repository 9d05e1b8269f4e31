"""A white sheet measured in points, with the letters and colours of the design, and the two files it becomes.

No system font, clock or network: the same rows are the same bytes. Ink on white with one hue, so that it reads in grey
print and without colour sight.
"""

import textwrap
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree  # nosec B405  reads what was written here

import numpy as np
from defusedxml.ElementTree import fromstring
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text
from PIL import Image
from PIL.Image import Dither, Quantize

from exports.columns import Words
from exports.document import Value
from exports.writers.charts.declared import Chart, Lang, is_known, number, told

SURFACE, SUNKEN, LINE, LINE_STRONG = "#FFFFFF", "#EFF3F1", "#D6E0DD", "#738A89"
INK, INK_2, INK_3, VATTEN = "#12282B", "#41575A", "#566C6E", "#0B5A60"
WIDTH, MARGIN = 482, 14  # points: the width of a text column on A4
DPI, COLOURS = 200, 64  # of the PNG: few hues, and the soft edges of letters
SVG = "http://www.w3.org/2000/svg"
_FONTS = Path(__file__).parent
_SETTINGS = {
    "svg.fonttype": "none",  # letters stay letters: to be read aloud, searched and mended
    "svg.hashsalt": "ringar",
    "font.sans-serif": ["Arial"],  # where the reader's program lacks our letters
    "path.simplify": False,
    "text.parse_math": False,
}
_BREADTH = 0.52  # of a letter, as a part of its size


@cache
def _letters(size: float, *, bold: bool) -> FontProperties:
    weight, file = ("bold", "schibsted-680.ttf") if bold else ("normal", "schibsted-420.ttf")
    return FontProperties(
        family=["Schibsted Grotesk", "sans-serif"], weight=weight, size=size, fname=str(_FONTS / file)
    )


class Canvas:
    """y grows downwards from below the heading. A `mark` names what the gate measures again: `value-<row>`."""

    def __init__(self, chart: Chart, lang: Lang):
        self.lang, self._artists, self._top, self._bottom = lang, [], 0.0, 0.0
        self.text(MARGIN, 26, self.says(chart.title), size=14, bold=True)
        self._lines(44, self.says(chart.about), size=9, colour=INK_2, leading=13)
        self._top = self._bottom + 14

    def says(self, words: Words) -> str:
        return told(words, self.lang)

    def text(self, x, y, text: str, *, size=9.0, bold=False, colour=INK, align="left", turned=False) -> None:
        """`y` is the line on which the letters stand; `turned`: from below to above, around this point."""
        look = {"fontproperties": _letters(size, bold=bold), "color": colour, "rotation": 90 if turned else 0}
        place = {"ha": "center", "va": "center"} if turned else {"ha": align, "va": "baseline"}
        self._add(Text(x, self._top + y, text, **look, **place), y + 3)

    def number(self, x: float, y: float, value: Value, *, unit="", size=10.0, align="right") -> None:
        """What the file doesn't give is said in words, smaller."""
        if is_known(value):
            self.text(x, y, f"{value}{unit}", size=size, bold=True, align=align)
        else:
            self.text(x, y, number(value, self.lang), size=8, colour=INK_3, align=align)

    def line(self, points: Sequence[tuple[float, float]], *, colour=LINE, width=0.7, mark="") -> None:
        xs, ys = zip(*points, strict=True)
        look = {"color": colour, "linewidth": width, "solid_capstyle": "butt", "solid_joinstyle": "round"}
        self._add(Line2D(xs, [self._top + y for y in ys], gid=mark or None, **look), max(ys))

    def box(self, x: float, y: float, width: float, height: float, *, dashed=False) -> None:
        look = {"boxstyle": "round,pad=0,rounding_size=4", "facecolor": SURFACE, "edgecolor": LINE_STRONG}
        style = {"linewidth": 0.9, "linestyle": (0, (3, 2)) if dashed else "solid"}
        self._add(FancyBboxPatch((x, self._top + y), width, height, **look, **style), y + height)

    def bar(self, x: float, y: float, width: float, height: float, *, colour=VATTEN, mark="") -> None:
        bar = Rectangle((x, self._top + y), width, height, facecolor=colour, linewidth=0, gid=mark or None)
        self._add(bar, y + height)

    def dot(self, x: float, y: float, *, mark: str) -> None:
        look = {"facecolor": VATTEN, "edgecolor": SURFACE, "linewidth": 1.2}
        self._add(Circle((x, self._top + y), 3.6, gid=mark, **look), y)

    def arrow(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """Down or to the right."""
        self.line([(x, y), (to_x, to_y)], colour=LINE_STRONG, width=0.9)
        back = ((-2.6, -5), (2.6, -5)) if x == to_x else ((-5, -2.6), (-5, 2.6))
        corners = [(to_x + dx, self._top + to_y + dy) for dx, dy in ((0, 0), *back)]
        self._add(Polygon(corners, facecolor=LINE_STRONG, linewidth=0), to_y)

    def _lines(self, y: float, text: str, *, size: float, leading: float, **look) -> None:
        broad = int((WIDTH - 2 * MARGIN) / (size * _BREADTH))
        for place, line in enumerate(textwrap.wrap(text, broad)):
            self.text(MARGIN, y + place * leading, line, size=size, **look)

    def _add(self, artist, reaches: float) -> None:
        """Above everything that came before."""
        artist.set(clip_on=False, zorder=len(self._artists))
        self._artists.append(artist)
        self._bottom = max(self._bottom, self._top + reaches)

    def sheet(self, notes: Sequence[str]) -> Figure:
        """Everything, with the notes at its foot; as high as it needs to be."""
        self._top = self._bottom + 12
        self.line([(MARGIN, 0), (WIDTH - MARGIN, 0)])
        for note in notes:
            self._top = self._bottom + 12
            self._lines(0, note, size=7.5, colour=INK_3, leading=10)
        height = self._bottom + MARGIN - 3
        sheet = Figure(figsize=(WIDTH / 72, height / 72), dpi=DPI, facecolor=SURFACE)
        axes = sheet.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(height, 0))
        axes.set_axis_off()
        for artist in self._artists:
            axes.add_artist(artist)
        return sheet


def pictures(canvas: Canvas, *, title: str, alternative: str, notes: Sequence[str]) -> tuple[bytes, bytes]:
    """PNG and SVG."""
    with rc_context(_SETTINGS):
        sheet, svg = canvas.sheet(notes), BytesIO()
        pixels = FigureCanvasAgg(sheet)
        pixels.draw()
        sheet.savefig(svg, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _png(np.asarray(pixels.buffer_rgba())), _plain(svg.getvalue(), title, alternative)


def _png(pixels: np.ndarray) -> bytes:
    """In few colours: a third of the size. Choosing them takes white for a mean of near whites; it is set back."""
    image = Image.fromarray(pixels).convert("RGB").quantize(COLOURS, Quantize.FASTOCTREE, dither=Dither.NONE)
    image.putpalette([255 if level > 250 else level for level in image.getpalette()])
    written = BytesIO()
    image.save(written, "PNG", dpi=(DPI, DPI))
    return written.getvalue()


def _plain(raw: bytes, title: str, alternative: str) -> bytes:
    """Without the library's heads; with title and alternative in the file itself, for those who don't see it."""
    ElementTree.register_namespace("", SVG)
    root = fromstring(raw)
    for unused in root.findall(f"{{{SVG}}}defs"):
        root.remove(unused)
    for text in root.iter(f"{{{SVG}}}text"):
        if text.get("transform", "").startswith("rotate(-0 "):
            del text.attrib["transform"]
    for place, (name, words) in enumerate((("title", title), ("desc", alternative))):
        told_first = ElementTree.Element(f"{{{SVG}}}{name}", {"id": name})
        told_first.text, told_first.tail = words, "\n"
        root.insert(place, told_first)
    root.attrib |= {"role": "img", "aria-labelledby": "title desc"}
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
