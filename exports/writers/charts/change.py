"""Change from before to after with its interval, group by group; one panel an instrument, as scales differ."""

from collections.abc import Iterator
from itertools import accumulate, groupby, pairwise

from evaluation.catalogue import instrument
from exports import columns
from exports.columns import WITHHELD, Words
from exports.document import Value
from exports.writers.charts.canvas import INK_2, INK_3, LINE_STRONG, MARGIN, VATTEN, WIDTH, Canvas
from exports.writers.charts.declared import HIDDEN, Chart, Figures, Lang, Names, Rows, begun, told

HEADER = ("instrument", "breakdown", "label", "n", "mean_change", "ci_low", "ci_high")
INTERVAL = Words("intervall", "interval")
BETTER = {
    "higher": Words("högre är bättre", "higher is better"),
    "lower": Words("lägre är bättre", "lower is better"),
}
_INSTRUMENT, _BREAKDOWN, _LABEL = (column.values for column in columns.STATISTICS.columns[:3])
_LEFT, _RIGHT, _NUMBERS = MARGIN + 150, WIDTH - MARGIN - 124, WIDTH - MARGIN
_ROW, _AIR, _HEAD, _GAP = 16, 7, 24, 14


def _rows(figures: Figures) -> Rows:
    """Groups with somebody in them."""
    header = columns.STATISTICS.header
    places = [header.index(name) for name in HEADER]
    return [[row[place] for place in places] for row in figures.get(columns.STATISTICS.name, ()) if row[3] != 0]


def _is_shown(row: list[Value]) -> bool:
    return row[3] != WITHHELD


def _group(row: list[Value], lang: Lang) -> str:
    _, breakdown, label, *_ = row
    name = told(_LABEL[label], lang)
    return begun(name if breakdown == "total" else f"{told(_BREAKDOWN[breakdown], lang)}: {name}")


def _decimal(value: Value, lang: Lang) -> str:
    text = f"{value:.1f}".replace("-", "−")
    return text.replace(".", ",") if lang == "sv" else text


def _between(row: list[Value], lang: Lang) -> str:
    to = {"sv": "till", "en": "to"}[lang]
    return f"{_decimal(row[5], lang)} {to} {_decimal(row[6], lang)}"


def _alternative(rows: Rows, names: Names, lang: Lang) -> str:
    return " ".join(_sentences(rows, lang))


def _sentences(rows: Rows, lang: Lang) -> Iterator[str]:
    for key, groups in groupby(rows, key=lambda row: row[0]):
        yield f"{told(_INSTRUMENT[key], lang)}."
        for row in groups:
            interval = (
                f"{_decimal(row[4], lang)}, {told(INTERVAL, lang)} {_between(row, lang)}" if _is_shown(row) else ""
            )
            yield f"{_group(row, lang)}: {interval or told(HIDDEN, lang)}."


def _draw(canvas: Canvas, rows: Rows, names: Names) -> None:
    y, place = 8.0, 0
    for key, groups in groupby(rows, key=lambda row: row[0]):
        groups = list(groups)
        better = canvas.says(BETTER[instrument(key).better])
        canvas.text(MARGIN, y, canvas.says(_INSTRUMENT[key]), size=9.5, bold=True)
        canvas.text(_NUMBERS, y, better, size=8, colour=INK_2, align="right")
        y = _panel(canvas, groups, place, y + _HEAD) + _GAP + 24
        place += len(groups)


def _panel(canvas: Canvas, rows: Rows, first: int, top: float) -> float:
    """Where it ends. A little air before each breakdown."""
    limits = [0, *(limit for row in rows if _is_shown(row) for limit in row[5:7])]
    low, high = min(limits), max(limits)

    def x(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * ((value - low) / (high - low) if high > low else 0.5)

    breaks = [0, *(one[1] != two[1] for one, two in pairwise(rows))]
    ys = [top + place * _ROW + air * _AIR for place, air in enumerate(accumulate(breaks))]
    bottom = ys[-1] + 6
    canvas.line([(x(0), top - 10), (x(0), bottom)], colour=LINE_STRONG, width=0.9)
    canvas.text(x(0), bottom + 11, "0", size=8, colour=INK_2, align="center")
    for place, (row, y) in enumerate(zip(rows, ys, strict=True)):
        canvas.text(MARGIN, y, _group(row, canvas.lang))
        if _is_shown(row):
            canvas.line(
                [(x(row[5]), y - 3), (x(row[6]), y - 3)], colour=VATTEN, width=1.6, mark=f"span-{first + place}"
            )
            canvas.dot(x(row[4]), y - 3, mark=f"value-{first + place}")
            canvas.text(_NUMBERS - 84, y, _decimal(row[4], canvas.lang), bold=True, align="right")
            canvas.text(_NUMBERS, y, _between(row, canvas.lang), size=8, colour=INK_2, align="right")
        else:
            canvas.text(_NUMBERS, y, canvas.says(HIDDEN), size=8, colour=INK_3, align="right")
    return bottom


CHANGE = Chart(
    name="change",
    title=Words("Förändring från före till efter", "Change from before to after"),
    about=Words(
        "Medelförändring i poäng, med 95 procents konfidensintervall. Linjen vid 0 är ingen förändring.",
        "Mean change in points, with its 95 per cent confidence interval. The line at 0 is no change.",
    ),
    header=HEADER,
    rows=_rows,
    draw=_draw,
    alternative=_alternative,
)
