"""A study's questions as somebody meets them: one item at a time, in their language where there is one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from circles.public_page.languages import language
from evaluation.actions.answers import Given, standing_consent
from evaluation.catalogue import instrument
from evaluation.models import AnswerSlip, Notice, Study
from evaluation.rules.instruments import Instrument, Texts

ALWAYS = ("sv", "en")


@dataclass(frozen=True)
class Line:
    language: str
    direction: str
    text: str
    is_beside: bool = False  # stands beside words that nobody has reviewed, or in place of missing ones


@dataclass(frozen=True)
class Answer:
    value: int
    level: int  # from 1, the lowest: which face
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Question:
    name: str  # of its field: "who5-1.3"
    lead: tuple[Line, ...]
    lines: tuple[Line, ...]
    answers: tuple[Answer, ...]
    faces: bool
    attribution: str


def questions(study: Study, code: str) -> list[Question]:
    """Of every instrument that is answered item by item, in the study's order."""
    asked = (instrument(one.instrument) for one in study.asked.all())
    return [question for one in asked if one.entry == "items" for question in _of(one, code)]


def totals(study: Study) -> list[Instrument]:
    """The instruments of which only a total may be typed."""
    return [one for row in study.asked.all() if (one := instrument(row.instrument)).entry == "total"]


def _of(one: Instrument, code: str) -> Iterator[Question]:
    spoken = spoken_in(one, code)
    for at in range(one.items):
        yield Question(
            name=f"{one.key}.{at + 1}",
            lead=_lines(one, spoken, lambda texts: texts.lead),
            lines=_lines(one, spoken, lambda texts, at=at: texts.items[at]),
            answers=tuple(
                Answer(value, place + 1, _lines(one, spoken, lambda texts, place=place: texts.answers[place]))
                for value in one.values
                for place in [value - one.minimum]
            ),
            faces=one.faces,
            attribution=one.licence["attribution"] if one.licence["state"] == "attribution" else "",
        )


def spoken_in(one: Instrument, code: str) -> tuple[str, ...]:
    """The languages that an instrument's words are shown in: the reader's alone where it was held against the
    original; else beside it one that was, Swedish before English; without it, both."""
    own = one.languages.get(code)
    if own and own.reviewed_by:
        return (code,)
    reviewed = [other for other in ALWAYS if other != code and other in one.languages]
    if own:
        checked = [other for other in reviewed if one.languages[other].reviewed_by]
        return (code, *checked[:1])
    return tuple(reviewed)


def _lines(one: Instrument, spoken: tuple[str, ...], words) -> tuple[Line, ...]:
    found: list[Texts] = [one.languages[code] for code in spoken]
    return tuple(
        Line(code, language(code).direction, words(texts), is_beside=at > 0)
        for at, (code, texts) in enumerate(zip(spoken, found, strict=True))
    )


def notice_lines(notice: Notice, code: str) -> tuple[Line, ...]:
    """What is told, in the reader's language where it is written; else in Swedish and English."""
    shown = (code,) if code in notice.texts else tuple(one for one in ALWAYS if one in notice.texts)
    return tuple(
        Line(one, language(one).direction, notice.texts[one], is_beside=at > 0) for at, one in enumerate(shown)
    )


@dataclass(frozen=True)
class Sheet:
    """Everything that one slip opens. `asks_first` where the person has not said yes to what is told today."""

    study: Study
    asks_first: bool
    told: tuple[Line, ...]
    recipients: str
    questions: list[Question]


def sheet(slip: AnswerSlip, code: str) -> Sheet:
    return sheet_of(slip.wave.study, code, asks_first=standing_consent(slip) is None)


def sheet_of(study: Study, code: str, *, asks_first: bool = True) -> Sheet:
    notice = study.notice
    named = ", ".join(one.name for one in notice.recipients.order_by("name"))
    return Sheet(study, asks_first, notice_lines(notice, code), named, questions(study, code))


def given(data: QueryDict) -> Given:
    """What was sent. Values that are no numbers stand as -1, which no instrument has, so that the rules refuse them."""
    by_key: dict[str, dict[int, int]] = {}
    for name in data:
        key, dot, ordinal = name.partition(".")
        if dot and ordinal.isdecimal() and len(ordinal) < 3:
            by_key.setdefault(key, {})[int(ordinal)] = _number(data[name])
    items = {key: [found.get(at) for at in range(1, _length(key, found) + 1)] for key, found in by_key.items()}
    typed = {name.removeprefix("total-"): data[name] for name in data if name.startswith("total-")}
    if data.get("consent") == "no":  # whoever said yes before, and no now, has said no
        items = typed = {}
    return Given(
        says_yes=data.get("consent") == "yes",
        told=_number(told) if (told := data.get("told", "")) else None,
        wants_to_talk=data.get("talk") == "yes",
        items=items,
        totals={key: _number(value) for key, value in typed.items() if value.strip()},
    )


def _length(key: str, found: dict[int, int]) -> int:
    try:
        return max(instrument(key).items, *found)
    except KeyError:  # no such instrument: the rules refuse it
        return max(found)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else -1
