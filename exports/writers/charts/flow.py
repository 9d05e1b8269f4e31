"""The way through the circle, drawn as CONSORT draws it: steps from top to bottom, who left beside them."""

from collections.abc import Iterator

from exports import columns
from exports.columns import NOT_APPLICABLE, REASONS, STEPS, Words
from exports.document import Value
from exports.writers.charts.canvas import MARGIN, WIDTH, Canvas
from exports.writers.charts.declared import Chart, Figures, Lang, Names, Rows, begun, is_known, number, told

ANSWERED = {"before", "after"}  # no steps of one way: who answered before may have left since
LEFT = Words("slutade eller kom aldrig", "left or never came")
ASKED = Words("Svarade på frågor", "Answered questions")
_HEIGHT, _GAP, _WIDTH, _ROW = 34, 20, 190, 16  # points: of a box, between two, across, of a reason's line
_BESIDE = MARGIN + _WIDTH + 42
_BROAD = WIDTH - MARGIN - _BESIDE


def _rows(figures: Figures) -> Rows:
    """Steps in use, and reasons that somebody gave."""
    return [
        list(row)
        for row in figures[columns.FLOW.name]
        if row[2] != NOT_APPLICABLE and (row[0] != "left" or row[2] != 0)
    ]


def _name(row: list[Value], lang: Lang) -> str:
    step, reason, _ = row
    return begun(told(REASONS[reason] if step == "left" else STEPS[step], lang))


def _alternative(rows: Rows, names: Names, lang: Lang) -> str:
    return " ".join(_sentences(rows, lang))


def _sentences(rows: Rows, lang: Lang) -> Iterator[str]:
    yield from (f"{_name(row, lang)}: {number(row[2], lang)}." for row in rows if row[0] != "left")
    if left := [f"{_name(row, lang).lower()} {number(row[2], lang)}" for row in rows if row[0] == "left"]:
        yield f"{begun(told(LEFT, lang))}: {', '.join(left)}."


def _draw(canvas: Canvas, rows: Rows, names: Names) -> None:
    way = [row for row in rows if row[0] not in ANSWERED | {"left"}]
    left = [row for row in rows if row[0] == "left"]
    answered = [row for row in rows if row[0] in ANSWERED]
    middle = MARGIN + _WIDTH / 2
    for place, row in enumerate(way):
        y = place * (_HEIGHT + _GAP)
        _step(canvas, MARGIN, y, _WIDTH, row)
        if place:
            canvas.arrow(middle, y - _GAP, middle, y)
    end = len(way) * (_HEIGHT + _GAP) - _GAP
    if left:
        _reasons(canvas, left, middle)
    if answered:
        canvas.text(MARGIN, end + 24, canvas.says(ASKED), size=9, bold=True)
        for place, row in enumerate(answered):
            _step(canvas, (MARGIN, _BESIDE)[place], end + 32, (_WIDTH, _BROAD)[place], row)


def _step(canvas: Canvas, x: float, y: float, width: float, row: list[Value]) -> None:
    canvas.box(x, y, width, _HEIGHT, dashed=not is_known(row[2]))
    canvas.text(x + 10, y + 21, _name(row, canvas.lang), size=9.5)
    canvas.number(x + width - 10, y + 21.5, row[2], size=12)


def _reasons(canvas: Canvas, rows: Rows, middle: float) -> None:
    """Beside the arrow from who was enrolled to who started."""
    height, at = 34 + len(rows) * _ROW, 2 * _HEIGHT + 1.5 * _GAP
    top = max(0, at - height / 2)
    canvas.arrow(middle, at, _BESIDE, at)
    canvas.box(_BESIDE, top, _BROAD, height)
    canvas.text(_BESIDE + 10, top + 20, begun(canvas.says(LEFT)), size=9.5, bold=True)
    for place, row in enumerate(rows, start=1):
        y = top + 21 + place * _ROW
        canvas.text(_BESIDE + 10, y, _name(row, canvas.lang))
        canvas.number(_BESIDE + _BROAD - 10, y, row[2])


FLOW = Chart(
    name="flow",
    title=columns.FLOW.title,
    about=Words("Personer i varje steg.", "People at each step."),
    header=columns.FLOW.header,
    rows=_rows,
    draw=_draw,
    alternative=_alternative,
)
