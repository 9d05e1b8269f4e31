"""Minutes of each film in each language, as bars."""

from itertools import groupby

from exports import charts
from exports.columns import OTHER, WITHHELD, Words
from exports.document import Value
from exports.writers.charts.canvas import LINE_STRONG, MARGIN, WIDTH, Canvas
from exports.writers.charts.declared import Chart, Figures, Lang, Names, Rows, begun, is_known, number, told

FILM = Words("Film", "Film")
OTHERS = Words("övriga språk", "other languages")
_LANGUAGES, _START, _END = MARGIN + 52, MARGIN + 170, WIDTH - MARGIN - 48
_BAR, _ROW, _GAP = 10, 16, 8


def _rows(figures: Figures) -> Rows:
    shown = sorted(charts.films(figures), key=lambda film: (film.number, film.language == OTHER, film.language))
    return [
        [film.number, film.language, *(WITHHELD if count is None else count for count in (film.shown, film.minutes))]
        for film in shown
    ]


def _language(code: Value, names: Names, lang: Lang) -> str:
    return told(OTHERS if code == OTHER else names[code], lang)


def _alternative(rows: Rows, names: Names, lang: Lang) -> str:
    return " ".join(
        f"{told(FILM, lang)} {row[0]}, {_language(row[1], names, lang)}: {number(row[3], lang, ' min')}."
        for row in rows
    )


def _draw(canvas: Canvas, rows: Rows, names: Names) -> None:
    most = max((row[3] for row in rows if is_known(row[3])), default=0) or 1
    y, place = 0.0, 0
    for film, versions in groupby(rows, key=lambda row: row[0]):
        canvas.text(MARGIN, y + _BAR - 1, f"{canvas.says(FILM)} {film}", bold=True)
        for row in versions:
            canvas.text(_LANGUAGES, y + _BAR - 1, begun(_language(row[1], names, canvas.lang)))
            length = (_END - _START) * row[3] / most if is_known(row[3]) else 0
            if is_known(row[3]):
                canvas.bar(_START, y, length, _BAR, mark=f"value-{place}")
            canvas.number(_START + length + 6, y + _BAR - 1, row[3], unit=" min", size=9, align="left")
            y, place = y + _ROW, place + 1
        y += _GAP
    canvas.line([(_START, -4), (_START, y - _GAP)], colour=LINE_STRONG, width=0.9)


FILMS = Chart(
    name="films",
    title=Words("Minuter film", "Minutes of film"),
    about=Words(
        "Per film och språk: antalet visningar gånger deras medellängd.",
        "By film and language: the number of showings times their mean length.",
    ),
    header=("film", "language", "held", "minutes"),
    rows=_rows,
    draw=_draw,
    alternative=_alternative,
)
