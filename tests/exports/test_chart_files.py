"""Charts as files: what is drawn, in whose language, and that nothing else is in them."""

import csv
import re
import subprocess
import sys
from io import BytesIO, StringIO

import pytest
from PIL import Image

from exports.columns import NOT_APPLICABLE, WITHHELD
from exports.dataset import dataset
from exports.writers.charts import CHARTS, drawn
from exports.writers.charts.declared import LANGS
from tests.exports.test_charts import FIGURES
from tests.exports.written import STEM, about, data, files

PICTURES = [path for path in sorted(files()) if path.endswith((".png", ".svg"))]


def of(figures) -> dict[str, bytes]:
    languages = about(figures).languages | {"ar": about(figures).languages["prs"]}
    told = drawn(dataset(STEM, figures, about(figures, languages=languages), {}))
    return {path: content for chart in told for path, content in chart.files.items()}


@pytest.fixture(scope="module")
def with_gaps():
    return of(FIGURES)


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode())))


def test_each_chart_is_there_in_both_languages_and_both_formats_with_its_table():
    expected = {f"charts/{chart.name}.csv" for chart in CHARTS}
    expected |= {f"charts/{chart.name}.{lang}.{kind}" for chart in CHARTS for lang in LANGS for kind in ("png", "svg")}
    assert {path for path in files() if path.startswith("charts/")} == expected


def test_the_table_is_what_is_drawn_with_missing_codes(with_gaps):
    assert table(with_gaps["charts/attendance.csv"]) == [
        ["session", "recorded", "attended", "share"],
        ["1", "60", "57", "95"],
        ["2", "54", "63", "100"],
        ["3", "-96", "-96", "-96"],
        ["4", "0", "3", "-97"],  # a share of nobody
    ]
    assert table(with_gaps["charts/films.csv"])[1:] == [["1", "ar", "9", "117"], ["1", "prs", "-96", "-96"]]
    assert table(with_gaps["charts/flow.csv"])[1:] == [
        ["invited", "-97", "69"],
        ["enrolled", "-97", "63"],
        ["left", "moved", "3"],
        ["left", "health", "-96"],
    ]


def test_what_is_withheld_is_a_gap_with_a_word_and_never_zero(with_gaps):
    curve, films, flow = (with_gaps[f"charts/{name}.sv.svg"].decode() for name in ("attendance", "films", "flow"))
    assert re.findall(r'id="value-(\d+)"', curve) == ["0", "1"]
    assert re.findall(r'id="value-(\d+)"', films) == ["0"]
    assert ">visas inte<" in curve and ">gäller inte<" in curve and ">visas inte<" in films
    assert "hälsa visas inte" in flow
    assert ">0<" not in flow + films


def test_a_hidden_group_has_no_place_among_the_changes_and_each_instrument_its_own_scale():
    hidden = ["who5-1", "sex", "man", WITHHELD, *[WITHHELD] * 9]
    nobody = ["who5-1", "sex", "woman", 0, *[NOT_APPLICABLE] * 9]
    rows = [change("who5-1", 10, -5, 25), hidden, nobody, change("sleep-1", -1, -2.5, 0.5)]
    drawn = of(FIGURES | {"S_statistics": rows})
    assert table(drawn["charts/change.csv"])[1:] == [
        ["who5-1", "total", "all", "63", "10", "-5", "25"],
        ["who5-1", "sex", "man", "-96", "-96", "-96", "-96"],
        ["sleep-1", "total", "all", "63", "-1", "-2.5", "0.5"],
    ]
    picture = drawn["charts/change.sv.svg"].decode()
    assert re.findall(r'id="(?:value|span)-(\d+)"', picture) == ["0", "0", "2", "2"]
    assert ">−5,0 till 25,0<" in picture and ">−2,5 till 0,5<" in picture and ">visas inte<" in picture
    spans = re.findall(r'id="span-\d+">\s*<path d="M (\S+) \S+  L (\S+)', picture)
    assert len({(float(start), float(end)) for start, end in spans}) == 1  # thirty points are as long as three


def change(instrument, mean, low, high) -> list:
    return [instrument, "total", "all", 63, 50, 50 + mean, mean, 15, low, high, *[WITHHELD] * 3]


def test_a_curve_is_broken_where_a_share_is_missing():
    rows = [[n, 63, 57 if n != 3 else WITHHELD, 3] for n in range(1, 6)]
    curve = of(FIGURES | {"C_attendance": rows})["charts/attendance.sv.svg"].decode()
    assert re.findall(r'id="curve-(\d+)"', curve) == ["0", "3"]


def test_a_long_programme_says_the_turning_points_only():
    rows = [[n, 63, {5: 9, 9: 63}.get(n, 33), 3] for n in range(1, 25)]
    curve = of(FIGURES | {"C_attendance": rows})["charts/attendance.sv.svg"].decode()
    assert len(re.findall(r'id="value-', curve)) == 24
    assert re.findall(r"font-weight: 700[^>]*>(\d+)<", curve) == ["55", "15", "100", "55"]


def test_a_picture_says_its_title_and_numbers_to_those_who_do_not_see_it():
    swedish, english = (files()[f"charts/flow.{lang}.svg"].decode() for lang in LANGS)
    assert '<title id="title">Vägen genom cirkeln</title>' in swedish
    assert "Inbjudna: 63. Slutade eller kom aldrig: har flyttat 3, hälsa visas inte." in swedish
    assert '<title id="title">The way through the circle</title>' in english
    assert "Invited: 63. Left or never came: moved 3, health withheld." in english
    for lang, word in zip(LANGS, ("Träff 1: 85 %", "Session 1: 85 %"), strict=True):
        assert word in files()[f"README.{lang}.md"].decode()


def test_practice_data_have_no_pictures():
    from exports.models import Profile
    from exports.practice.files import files as practice
    from exports.practice.plan import Plan
    from exports.writers.package import FOLDERS

    assert set(FOLDERS) < set(practice(Profile.SF, Plan("VV-UPPF")))
    assert b"charts/" not in practice(Profile.SF, Plan("VV-UPPF"))["zip"][1]


@pytest.mark.parametrize("path", PICTURES)
def test_no_picture_tells_of_its_making(path):
    content = files()[path]
    assert not re.search(rb"matplotlib|http://[^w]|/tmp|/home|\.ttf|20\d\d-\d\d", content)
    if path.endswith(".png"):
        with Image.open(BytesIO(content)) as image:
            assert set(image.info) <= {"dpi"} and image.width == 1338


def test_the_package_stays_small():
    assert sum(len(files()[path]) for path in PICTURES) < 500_000


def test_drawing_is_no_burden_to_those_who_draw_nothing():
    told = "import sys, exports.writers.package, exports.gate; print('matplotlib' in sys.modules, 'PIL' in sys.modules)"
    setup = "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; django.setup(); "
    run = subprocess.run([sys.executable, "-c", setup + told], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False"]


def test_the_same_figures_are_the_same_pictures():
    assert [chart.files for chart in drawn(data())] == [chart.files for chart in drawn(data())]
