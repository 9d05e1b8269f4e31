"""Instruments: what their files must say, what is on the shelf, and how answers become a score."""

import json
import tomllib
from copy import deepcopy
from io import StringIO
from math import inf, nan

import pytest
from django.core.management import CommandError, call_command

from circles.public_page.languages import CODES
from evaluation.catalogue import FOLDER, LONGEST, instrument, instruments, read_file
from evaluation.instrument_faults import SENTENCES, sentence
from evaluation.rules.instruments import BadInstrument, Fault, Rule, read
from evaluation.rules.scoring import is_total, score

WHOLE = {
    "id": "mood",
    "version": "2",
    "entry": "items",
    "name": {"sv": "Humör", "en": "Mood"},
    "licence": {"state": "free", "note": "Own words", "attribution": "Ringar"},
    "scale": {
        "items": 2,
        "minimum": 0,
        "maximum": 3,
        "reverse": [2],
        "factor": 2,
        "better": "higher",
        "shown": "lowest_first",
        "faces": False,
    },
    "cutoffs": [{"at_most": 4, "meaning": "low", "source": "A study"}],
    "languages": {
        "sv": {"reviewed_by": "", "lead": "Nu", "items": ["a", "b"], "answers": ["0", "1", "2", "3"]},
    },
}


def changed(path: str, value) -> dict:
    """WHOLE with another value at "scale.maximum"; DROP takes the key away."""
    data = deepcopy(WHOLE)
    *parts, last = path.split(".")
    inner = data
    for part in parts:
        inner = inner[part]
    if value is DROP:
        del inner[last]
    else:
        inner[last] = value
    return data


DROP = object()


def faults(data, file_name="mood-2") -> list[tuple[Rule, str]]:
    with pytest.raises(BadInstrument) as refused:
        read(data, file_name)
    return [(fault.rule, fault.where) for fault in refused.value.faults]


def test_a_whole_file_is_read():
    found = read(WHOLE, "mood-2")
    assert (found.key, found.lowest, found.highest, found.values) == ("mood-2", 0, 12, (0, 1, 2, 3))
    assert found.cutoffs[0].at == 4 and not found.cutoffs[0].is_at_least


@pytest.mark.parametrize(
    ("path", "value", "rule", "where"),
    [
        ("scale.maximum", 0, Rule.RANGE, "scale.maximum"),
        ("scale.maximum", -1, Rule.RANGE, "scale.maximum"),
        ("scale.minimum", "0", Rule.KIND, "scale.minimum"),
        ("scale.maximum", "five", Rule.KIND, "scale.maximum"),
        ("scale.maximum", 1.5, Rule.KIND, "scale.maximum"),
        ("scale.items", 0, Rule.RANGE, "scale.items"),
        ("scale.items", True, Rule.KIND, "scale.items"),
        ("scale.factor", 0, Rule.RANGE, "scale.factor"),
        ("scale.factor", "2", Rule.KIND, "scale.factor"),
        ("scale.factor", nan, Rule.KIND, "scale.factor"),
        ("scale.factor", inf, Rule.KIND, "scale.factor"),
        ("scale.change", -1, Rule.RANGE, "scale.change"),
        ("scale.change", 0, Rule.RANGE, "scale.change"),
        ("scale.change", 12.5, Rule.RANGE, "scale.change"),
        ("scale.change", "5", Rule.KIND, "scale.change"),
        ("scale.change", True, Rule.KIND, "scale.change"),
        ("scale.change", nan, Rule.KIND, "scale.change"),
        ("scale.faces", "yes", Rule.KIND, "scale.faces"),
        ("scale.faces", 1, Rule.KIND, "scale.faces"),
        ("scale.reverse", [3], Rule.REVERSE, "scale.reverse"),
        ("scale.reverse", [0], Rule.REVERSE, "scale.reverse"),
        ("scale.reverse", [1, 1], Rule.REVERSE, "scale.reverse"),
        ("scale.reverse", 1, Rule.KIND, "scale.reverse"),
        ("scale.reverse", [[1]], Rule.KIND, "scale.reverse"),
        ("scale.better", "upwards", Rule.CHOICE, "scale.better"),
        ("scale.weight", 3, Rule.UNKNOWN, "scale.weight"),
        ("scale.factor", DROP, Rule.MISSING, "scale.factor"),
        ("licence", DROP, Rule.MISSING, "licence.attribution"),
        ("licence.note", " ", Rule.KIND, "licence.note"),
        ("name.sv", 5, Rule.KIND, "name.sv"),
        ("languages", DROP, Rule.NO_TEXTS, "languages"),
        ("languages", [], Rule.KIND, "languages"),
        ("languages.sv.items", ["a"], Rule.ITEM_TEXTS, "languages.sv.items"),
        ("languages.sv.items", ["a", ""], Rule.KIND, "languages.sv.items"),
        ("languages.sv.answers", ["0", "1"], Rule.ANSWER_TEXTS, "languages.sv.answers"),
        ("languages.sv.lead", DROP, Rule.MISSING, "languages.sv.lead"),
        ("cutoffs", [{"at_most": 13, "meaning": "low", "source": "x"}], Rule.CUTOFF, "cutoffs.1"),
        ("cutoffs", [{"at_most": 4, "at_least": 4, "meaning": "low", "source": "x"}], Rule.CUTOFF, "cutoffs.1"),
        ("cutoffs", [{"at_most": 4, "meaning": "low", "source": ""}], Rule.CUTOFF, "cutoffs.1"),
        ("cutoffs", 4, Rule.KIND, "cutoffs"),
        ("licence.state", "licensed", Rule.LICENSED_TEXT, "languages"),
        ("entry", "total", Rule.LICENSED_TEXT, "languages"),
        ("version", "3", Rule.FILE_NAME, "id"),
    ],
)
def test_what_a_file_must_not_say(path, value, rule, where):
    found = faults(changed(path, value))
    assert (rule, where) in found


@pytest.mark.parametrize("change", [0.5, 12])
def test_a_change_may_be_as_large_as_the_whole_range(change):
    assert read(changed("scale.change", change), "mood-2").change == change


def test_every_rule_has_its_sentence():
    assert set(SENTENCES) == set(Rule)
    for rule in Rule:
        told = sentence(Fault(rule, "scale.maximum", "5–0"))
        assert told.endswith((".", "5–0")) and "{" not in told


def test_the_shelf_is_whole():
    assert set(instruments()) == {path.stem for path in FOLDER.glob("*.toml")}
    assert {one.id for one in instruments().values() if one.entry == "total"} == {
        "rhs13",
        "rhs15",
        "ghq12",
        "soc13",
        "eq5d5l",
    }
    for own in ("health-1", "sleep-1", "contacts-1"):
        texts = instrument(own).languages
        assert set(texts) == set(CODES)
        assert {code for code, one in texts.items() if one.reviewed_by} == {"sv", "en"}
    who5 = instrument("who5-1")
    assert {"sv", "en", "ar"} <= set(who5.languages) and who5.languages["en"].reviewed_by
    assert who5.licence["state"] == "attribution" and who5.licence["attribution"]


def test_licensed_files_hold_no_words():
    for path in FOLDER.glob("*.toml"):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert (data["licence"]["state"] == "licensed") == ("languages" not in data), path.name


@pytest.mark.parametrize("key", sorted(instruments()))
def test_all_lowest_and_all_highest_answers(key):
    one = instrument(key)
    worst = [one.maximum if at in one.reverse else one.minimum for at in range(1, one.items + 1)]
    best = [one.minimum + one.maximum - answer for answer in worst]
    assert (score(one, worst), score(one, best)) == (one.lowest, one.highest)


@pytest.mark.parametrize(
    ("key", "lowest", "highest"),
    [
        ("who5-1", 0, 100),
        ("rhs15-1", 0, 56),
        ("rhs13-1", 0, 52),
        ("ghq12-1", 0, 36),
        ("soc13-1", 13, 91),
        ("eq5d5l-1", 5, 25),
        ("health-1", 1, 5),
    ],
)
def test_the_scores_have_the_ranges_of_their_manuals(key, lowest, highest):
    assert (instrument(key).lowest, instrument(key).highest) == (lowest, highest)


def test_known_vectors():
    who5 = instrument("who5-1")
    assert score(who5, [5, 4, 3, 2, 1]) == 60
    assert score(who5, [3, 3, 2, 2, 3]) == 52
    soc13 = instrument("soc13-1")
    # Items 1, 2, 3, 7 and 10 are turned round: seven there is one.
    assert score(soc13, [7, 7, 7, 1, 1, 1, 7, 1, 1, 7, 1, 1, 1]) == 13
    assert score(soc13, [1] * 13) == 5 * 7 + 8


def test_one_missing_answer_leaves_no_score():
    who5 = instrument("who5-1")
    for at in range(5):
        answers = [5, 5, 5, 5, 5]
        answers[at] = None
        assert score(who5, answers) is None


@pytest.mark.parametrize("answers", [[5, 5, 5, 5], [5] * 6, [5, 5, 5, 5, 6], [-1, 0, 0, 0, 0], [None, 0, 0, 0, 9]])
def test_answers_that_were_never_given_are_no_answers(answers):
    with pytest.raises(ValueError, match="who5-1"):
        score(instrument("who5-1"), answers)


def test_totals_that_an_instrument_can_give():
    assert [total for total in (-1, 0, 3, 4, 100, 104) if is_total(instrument("who5-1"), total)] == [0, 4, 100]
    assert [total for total in (12, 13, 91, 92) if is_total(instrument("soc13-1"), total)] == [13, 91]


def told(*args, **options) -> str:
    out = StringIO()
    call_command("instruments", *args, stdout=out, **options)
    return out.getvalue()


def test_the_command_lists_the_shelf():
    assert "who5-1" in told() and "0-100" in told()
    found = {one["key"]: one for one in json.loads(told(json=True))}
    assert found["who5-1"]["languages"]["en"] and found["who5-1"]["languages"]["sv"] == ""


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("maximum = 5", "maximum = 0"), "range"),
        (("maximum = 5", 'maximum = "five"'), "kind"),
        (("factor = 4", "factor = nan"), "kind"),
        (("change = 10", "change = 101"), "range"),
        (("change = 10", 'change = "ten"'), "kind"),
        (("faces = false", 'faces = "yes"'), "kind"),
        (("reverse = []", "reverse = [6]"), "reverse"),
        (("[scale]", "[scale"), "not_toml"),
    ],
)
def test_the_command_refuses_a_file_with_the_rule(tmp_path, change, rule):
    file = tmp_path / "who5-1.toml"
    file.write_text((FOLDER / "who5-1.toml").read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(CommandError, match=rf"(?s)The file is refused\..*\[{rule}\]"):
        told(str(file))


def test_a_file_that_is_not_there_or_no_toml_is_said_to_be_that(tmp_path):
    with pytest.raises(CommandError, match="can't be read"):
        told(str(tmp_path / "none-1.toml"))
    for content, what in ((b"\xff\xfe\x00", ""), (b"[scale", " Expected ']'"), (b"id = 1\x00", " Expected newline")):
        (tmp_path / "own-1.toml").write_bytes(content)
        with pytest.raises(BadInstrument) as bad:
            read_file(tmp_path / "own-1.toml")
        [fault] = bad.value.faults
        assert fault.rule == Rule.NOT_TOML
        said = "own-1.toml can't be read as TOML, which is a text file in UTF-8."
        told_of = sentence(fault)
        assert told_of.startswith(said + what) and told_of.endswith(".") and "codec" not in told_of


def test_a_file_too_long_for_an_instrument_is_said_to_be_that(tmp_path):
    (tmp_path / "own-1.toml").write_bytes(b"#" * (LONGEST + 1))
    with pytest.raises(BadInstrument) as bad:
        read_file(tmp_path / "own-1.toml")
    assert sentence(bad.value.faults[0]) == "own-1.toml is too long for an instrument: 200001 bytes."
