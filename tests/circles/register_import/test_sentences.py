"""Every code has words, and the words keep to the voice. No database."""

import re
from pathlib import Path

import pytest

from circles.register_import import guard, sentences
from circles.rules.register_reading.headings import Field

ROOT = Path(guard.__file__).parent.parent
SOURCES = [*(ROOT / "register_import").glob("*.py"), *(ROOT / "rules" / "register_reading").glob("*.py")]


def _in_sources(pattern: str) -> set[str]:
    return {code for path in SOURCES for code in re.findall(pattern, path.read_text("utf-8"))}


def test_every_remark_has_a_sentence():
    told = _in_sources(r'(?:notes|self\.notes)\.(?:error|doubt)\([^"]*?"(\w+)"')
    told |= _in_sources(r'"(\w+_missing|\w+_from_leader|programme_unknown|no_key_written|other_key)"')
    assert len(told) > 40
    assert not told - sentences.SENTENCES.keys()


def test_every_refusal_has_a_sentence():
    refused = _in_sources(r'Refused\("(\w+)"') | _in_sources(r'{"refused": "(\w+)"}') | _in_sources(r'return "(\w+)"$')
    refused |= {"has_password", "old_excel", "picture_or_pdf", "web_page", "csv_file", "not_a_workbook"}
    assert refused <= sentences.REFUSALS.keys()


def test_every_field_has_a_name():
    assert sentences.FIELDS.keys() == set(Field)


@pytest.mark.parametrize("text", [str(text) for text in sentences.REFUSALS.values()])
def test_refusals_say_what_to_do(text):
    assert text.endswith(".")
    assert text.count(".") >= 2
    assert "!" not in text
