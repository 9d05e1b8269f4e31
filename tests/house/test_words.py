"""A circle claims neither to treat nor to diagnose: some words never reach a screen, in any language."""

import re

import polib

from tests.house import source

SWEDISH = re.compile(r"patient|behandling|terap(i|eut)|diagnos|klient|(?<!\w)ärende|\wsärende", re.I)
ENGLISH = re.compile(r"\bpatients?\b|\btreatments?\b|\btherap(y|ist|ies)\b|\bdiagnos|\bclients?\b", re.I)
ARABIC = re.compile("مريض|مرضى|علاج|تشخيص")
# Where the word is the name of something outside, or refused as input: {file: why}.
ELSEWHERE: dict[str, str] = {}
NAMES = re.compile(r"(?i)patientlagen|patientnämnd")  # laws and authorities keep their names


def _hits(text: str, *patterns: re.Pattern) -> list[str]:
    text = NAMES.sub("", text)
    return [match.group() for pattern in patterns for match in pattern.finditer(text)]


def test_no_template_holds_an_avoided_word():
    found = [
        f"{source.name(path)}: {hits}"
        for path in source.templates()
        if (hits := _hits(path.read_text(encoding="utf-8"), SWEDISH))
    ]
    assert not found, "\n".join(found)


def test_no_sentence_in_python_holds_an_avoided_word():
    found = [
        f"{source.name(path)}:{line} {hits}"
        for path in source.room_python()
        if source.name(path) not in ELSEWHERE
        for line, text in source.strings(path)
        if (hits := _hits(text, SWEDISH))
    ]
    assert not found, "\n".join(found)


def test_no_translation_holds_an_avoided_word():
    found = [
        f"{source.name(path)}: {entry.msgid!r} → {hits}"
        for path in source.files(".po")
        for entry in polib.pofile(str(path), encoding="utf-8")
        for text in [entry.msgid, entry.msgstr, *entry.msgstr_plural.values()]
        if (hits := _hits(text, SWEDISH, ENGLISH, ARABIC))
    ]
    assert not found, "\n".join(found)


def test_no_reference_text_holds_an_avoided_word():
    found = [
        f"{source.name(path)}: {hits}"
        for path in source.files(".json", ".csv", ".yaml", ".toml")
        if path.relative_to(source.ROOT).parts[0] in source.ROOMS
        if (hits := _hits(path.read_text(encoding="utf-8"), SWEDISH))
    ]
    assert not found, "\n".join(found)
