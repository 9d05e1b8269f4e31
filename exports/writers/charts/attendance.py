"""The share that attended, session by session; a gap where the file gives none."""

from itertools import groupby

from exports import charts, columns
from exports.columns import NOT_APPLICABLE, WITHHELD, Words
from exports.writers.charts.canvas import INK_2, INK_3, MARGIN, SUNKEN, SURFACE, VATTEN, WIDTH, Canvas
from exports.writers.charts.declared import Chart, Figures, Lang, Names, Rows, is_known, number

SESSION = Words("Träff", "Session")
_LEFT, _RIGHT, _TOP, _HEIGHT = MARGIN + 40, WIDTH - MARGIN, 12, 202
_TICKS = (0, 25, 50, 75, 100)
_ALL_SAID = 14  # sessions: with more of them only the turning points are said beside the curve


def _rows(figures: Figures) -> Rows:
    """A share of nobody is not withheld: it isn't applicable."""
    return [
        [
            point.session,
            *(WITHHELD if count is None else count for count in (point.recorded, point.attended)),
            (NOT_APPLICABLE if point.recorded is not None else WITHHELD) if point.share is None else point.share,
        ]
        for point in charts.curve(figures)
    ]


def _alternative(rows: Rows, names: Names, lang: Lang) -> str:
    word = SESSION.sv if lang == "sv" else SESSION.en
    return " ".join(f"{word} {row[0]}: {number(row[3], lang, ' %')}." for row in rows)


def _draw(canvas: Canvas, rows: Rows, names: Names) -> None:
    step = (_RIGHT - _LEFT) / len(rows)
    xs = [_LEFT + step * (place + 0.5) for place in range(len(rows))]
    for tick in _TICKS:
        y = _height(tick)
        canvas.line([(_LEFT, y), (_RIGHT, y)])
        canvas.text(_LEFT - 8, y + 3, f"{tick} %", size=8, colour=INK_2, align="right")
    for x, row in zip(xs, rows, strict=True):
        canvas.text(x, _HEIGHT + 15, str(row[0]), size=8.5, align="center")
    canvas.text((_LEFT + _RIGHT) / 2, _HEIGHT + 31, canvas.says(SESSION), size=8.5, colour=INK_2, align="center")
    _gaps(canvas, rows, xs, step)
    _curve(canvas, rows, xs)


def _gaps(canvas: Canvas, rows: Rows, xs: list[float], step: float) -> None:
    for x, row in zip(xs, rows, strict=True):
        if not is_known(row[3]):
            canvas.bar(x - step / 2, _TOP, step, _HEIGHT - _TOP, colour=SUNKEN)
            canvas.text(x, (_HEIGHT + _TOP) / 2, number(row[3], canvas.lang), size=8, colour=INK_3, turned=True)


def _curve(canvas: Canvas, rows: Rows, xs: list[float]) -> None:
    """Numbers first, then the curve: it runs over what is kept white for them."""
    points = [(x, _height(row[3]), place, row[3]) for place, (x, row) in enumerate(zip(xs, rows, strict=True))]
    said = _said([row[3] for row in rows])
    for x, y, place, share in points:
        if place in said:
            canvas.bar(x - 9, y - 17, 18, 9, colour=SURFACE)  # no line of the grid through the number
            canvas.number(x, y - 9, share, size=8.5, align="center")
    for known, part in groupby(points, key=lambda point: is_known(point[3])):
        part = list(part)
        if known and len(part) > 1:
            canvas.line([(x, y) for x, y, *_ in part], colour=VATTEN, width=1.8, mark=f"curve-{part[0][2]}")
    for x, y, place, share in points:
        if is_known(share):
            canvas.dot(x, y, mark=f"value-{place}")


def _said(shares: list[int]) -> set[int]:
    """The places whose number stands beside the curve: all of them, or the ends, the highest and the lowest."""
    known = [place for place, share in enumerate(shares) if is_known(share)]
    if len(shares) <= _ALL_SAID or not known:
        return set(known)
    return {known[0], known[-1], max(known, key=shares.__getitem__), min(known, key=shares.__getitem__)}


def _height(share: int) -> float:
    return _TOP + (_HEIGHT - _TOP) * (1 - share / 100)


ATTENDANCE = Chart(
    name="attendance",
    title=columns.ATTENDANCE.title,
    about=Words(
        "Andel i procent som var med hela träffen eller en del av den, av dem som har en anteckning.",
        "Per cent of those with a mark who were present for all or part of the session.",
    ),
    header=("session", "recorded", "attended", "share"),
    rows=_rows,
    draw=_draw,
    alternative=_alternative,
)
