"""The gate against sabotaged pictures: each is refused by the name of its rule."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.exports.test_gate import FIGURES
from tests.exports.test_gate_formats import described_anew, finished, replaced, rules, with_file
from tests.exports.written import KNOWN_WITH_PEOPLE, PEOPLE, files, files_of

FLOW, CURVE, FILMS = ("charts/flow.en.svg", "charts/attendance.sv.svg", "charts/films.sv.svg")
CHANGE, PNG = "charts/change.en.svg", "charts/attendance.en.png"


def picture(path=PNG) -> Image.Image:
    return Image.open(BytesIO(files()[path]))


def saved(image, **facts) -> bytes:
    written = BytesIO()
    image.save(written, "PNG", **facts)
    return written.getvalue()


def with_words() -> bytes:
    words = PngInfo()
    words.add_text("Author", "Sahar Karimi")
    return saved(picture(), pnginfo=words)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (with_words, "beside"),
        (lambda: saved(picture(), exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00"), "beside"),
        (lambda: files()[PNG] + b"Sahar", "unreadable"),
        (lambda: files()[PNG] + b"\0\0\0\5tEXtSaharabcd", "beside"),
        (lambda: files()[PNG][:-40], "unreadable"),
        (lambda: saved(Image.new("1", (9_000, 10))), "size"),
        (lambda: saved(Image.new("1", (20_000, 20_000))), "unreadable"),
        (lambda: b"GIF89a", "unreadable"),
    ],
)
def test_a_png_with_more_than_its_pixels_is_refused(content, rule):
    assert rule in with_file(PNG, content())


@pytest.mark.parametrize(
    ("path", "before", "after", "rule"),
    [
        ("charts/flow.csv", b"left,moved,3", b"left,moved,4", "cells"),
        ("charts/attendance.csv", b"1,60,51,85", b"1,60,52,87", "cells"),
        ("charts/attendance.csv", b"recorded", b"people", "cells"),
        ("charts/films.csv", b"1,prs,9,87", b"1,prs,7,87", "cells"),
        (FLOW, b">63<", b">62<", "number"),
        (FLOW, b"Invited: 63.", b"Invited: 64.", "number"),
        (CURVE, b">85<", b">86<", "number"),
        (FLOW, b"Invited", b"Sahar Karimi invited", "canary"),
        (FLOW, b"Invited", b"2026-03-04", "date"),
        (FLOW, b"Invited", b"eva@ringar.example", "identifier"),
        (FLOW, b"</svg>", b"<script>alert(1)</script></svg>", "element"),
        (FLOW, b"</svg>", b"<metadata>Ringar</metadata></svg>", "element"),
        (FLOW, b"</svg>", b'<image href="data:image/png;base64,AAAA"/></svg>', "element"),
        (FLOW, b'role="img"', b'role="img" onload="alert(1)"', "attribute"),
        (FLOW, b'role="img"', b'role="img" data-circle="14"', "attribute"),
        (FLOW, b"stroke: #", b"filter: url(#a); stroke: #", "attribute"),
        (FLOW, b"</svg>", b"<!-- drawn for Sahar --></svg>", "beside"),
        (FLOW, b"</svg>", b'<?xml-stylesheet href="a.css"?></svg>', "beside"),
        (FLOW, b"<svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg', "unreadable"),
        (FLOW, b"<svg", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://a.example/a.dtd"><svg', "unreadable"),
        (CURVE, b'id="value-1"', b'id="dot-1"', "shape"),
        ("charts/change.csv", b"who5-1,total,all,117,5.4", b"who5-1,total,all,117,5.5", "cells"),
        (CHANGE, b">5.4<", b">5.9<", "number"),
        (CHANGE, b"interval \xe2\x88\x920.7 to", b"interval \xe2\x88\x920.9 to", "number"),
        (CHANGE, b'id="span-9"', b'id="line-9"', "shape"),
    ],
)
def test_a_sabotaged_picture_is_refused(path, before, after, rule):
    assert rule in replaced(path, before, after)


def test_a_curve_through_other_points_than_the_table_s_is_refused():
    figures = PEOPLE | FIGURES | {"C_attendance": [[1, 63, 51, 3], [2, 57, 51, 0], [3, 57, 57, 0]]}
    known = KNOWN_WITH_PEOPLE.circles | {("C_attendance", 3): 7}
    honest = files_of(figures)
    assert with_known(honest, known) == set()
    path = "charts/attendance.sv.svg"
    for group in (b"value-1", b"curve-0"):
        before = re.search(rb'<g id="%s">.*?</g>' % group, honest[path], re.DOTALL)[0]
        after = re.sub(rb"M (\S+) (\S+)", lambda match: b"M %s %.1f" % (match[1], float(match[2]) - 9), before)
        assert with_known(honest | {path: honest[path].replace(before, after)}, known) == {"shape"}


@pytest.mark.parametrize("group", [b"value-3", b"span-3"])
def test_a_change_or_an_interval_at_another_place_is_refused(group):
    before = re.search(rb'<g id="%s">.*?</g>' % group, files()[CHANGE], re.DOTALL)[0]
    after = re.sub(rb"M (\S+)", lambda match: b"M %.1f" % (float(match[1]) - 9), before)
    assert with_file(CHANGE, files()[CHANGE].replace(before, after)) == {"shape"}


def with_known(members, circles) -> set[str]:
    return rules(finished(described_anew(members)), replace(KNOWN_WITH_PEOPLE, circles=circles))


def test_a_chart_too_few_or_too_many_is_refused():
    fewer = {path: content for path, content in files().items() if path != FILMS}
    assert rules(finished(described_anew(fewer))) & {"members", "unreadable"}
    assert "members" in with_file("charts/people.sv.svg", files()[FLOW])


def test_a_release_without_films_has_no_chart_of_them_and_passes():
    figures = PEOPLE | FIGURES | {"D_delivery": FIGURES["D_delivery"][:1]}
    members = files_of(figures)
    assert not [path for path in members if path.startswith("charts/films")]
    assert rules(finished(members)) == set()
