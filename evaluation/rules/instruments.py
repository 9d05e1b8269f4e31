"""What an instrument is, and what its file must say: ranges that hold together, and no word we have no right to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import Any


class Rule(StrEnum):
    """What a file can break."""

    TOO_LONG = "too_long"
    NOT_TOML = "not_toml"
    MISSING = "missing"
    UNKNOWN = "unknown"
    KIND = "kind"
    CHOICE = "choice"
    RANGE = "range"
    REVERSE = "reverse"
    ITEM_TEXTS = "item_texts"
    ANSWER_TEXTS = "answer_texts"
    NO_TEXTS = "no_texts"
    LICENSED_TEXT = "licensed_text"
    CUTOFF = "cutoff"
    FILE_NAME = "file_name"


@dataclass(frozen=True, slots=True)
class Fault:
    rule: Rule
    where: str  # the key in the file
    found: str = ""


class BadInstrument(Exception):
    """The file breaks rules; `faults` says which and where."""

    def __init__(self, faults: tuple[Fault, ...]):
        super().__init__("; ".join(f"{fault.rule}: {fault.where} {fault.found}".strip() for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's words. Without `reviewed_by` nobody has held them against the original."""

    reviewed_by: str
    lead: str
    items: tuple[str, ...]
    answers: tuple[str, ...]  # from the lowest value to the highest


@dataclass(frozen=True, slots=True)
class Cutoff:
    at: float
    is_at_least: bool  # else at most
    meaning: str
    source: str


@dataclass(frozen=True)
class Instrument:
    """`entry` is items (answered one by one) or total (typed by a licensed user; no text is here).

    `reverse` are ordinals from 1. The score is factor × the sum of all items, and needs every one of them.
    """

    id: str
    version: str
    entry: str
    name: Mapping[str, str]
    licence: Mapping[str, str]
    items: int
    minimum: int
    maximum: int
    reverse: frozenset[int]
    factor: float
    better: str  # higher or lower
    shown: str  # highest_first or lowest_first
    faces: bool
    change: float | None  # how much of the score is more than chance
    cutoffs: tuple[Cutoff, ...]
    languages: Mapping[str, Texts]

    @property
    def key(self) -> str:
        return f"{self.id}-{self.version}"

    @property
    def lowest(self) -> float:
        return self.items * self.minimum * self.factor

    @property
    def highest(self) -> float:
        return self.items * self.maximum * self.factor

    @property
    def values(self) -> tuple[int, ...]:
        """The answers to an item, in the order in which they are shown."""
        rising = tuple(range(self.minimum, self.maximum + 1))
        return rising[::-1] if self.shown == "highest_first" else rising


PARTS = {
    "": {"id", "version", "entry", "name", "licence", "scale"},
    "name": {"sv", "en"},
    "licence": {"state", "note", "attribution"},
    "scale": {"items", "minimum", "maximum", "reverse", "factor", "better", "shown", "faces"},
}
MAY = {"": {"cutoffs", "languages"}, "scale": {"change"}}
CHOICES = {
    ("", "entry"): ("items", "total"),
    ("licence", "state"): ("free", "attribution", "licensed"),
    ("scale", "better"): ("higher", "lower"),
    ("scale", "shown"): ("highest_first", "lowest_first"),
}
TEXT_KEYS = {"reviewed_by", "lead", "items", "answers"}
LISTS = ("items", "answers")


def read(data: Mapping[str, Any], file_name: str = "") -> Instrument:
    """The instrument that a file's content describes. Raises BadInstrument with everything that is wrong.

    `file_name` without its ending is to be "<id>-<version>"; empty is not asked.
    """
    faults = tuple(_shape(data)) or tuple(_kinds(data)) or tuple(_content(data, file_name))
    if faults:
        raise BadInstrument(faults)
    scale = data["scale"]
    return Instrument(
        id=data["id"],
        version=data["version"],
        entry=data["entry"],
        name=data["name"],
        licence=data["licence"],
        **{key: scale[key] for key in ("items", "minimum", "maximum", "factor", "better", "shown", "faces")},
        reverse=frozenset(scale["reverse"]),
        change=scale.get("change"),
        cutoffs=tuple(_cutoff(one) for one in data.get("cutoffs", ())),
        languages={
            code: Texts(texts["reviewed_by"], texts["lead"], tuple(texts["items"]), tuple(texts["answers"]))
            for code, texts in data.get("languages", {}).items()
        },
    )


def _cutoff(one: Mapping) -> Cutoff:
    is_at_least = "at_least" in one
    return Cutoff(one["at_least" if is_at_least else "at_most"], is_at_least, one["meaning"], one["source"])


def _shape(data: Mapping) -> Iterator[Fault]:
    """Every key that is missing or that nobody reads; values outside their choices."""
    for part, keys in PARTS.items():
        found = data.get(part, {}) if part else data
        if not isinstance(found, Mapping):
            yield Fault(Rule.MISSING, part)
            continue
        for key in sorted(keys - found.keys()):
            yield Fault(Rule.MISSING, f"{part}.{key}".lstrip("."))
        for key in sorted(found.keys() - keys - MAY.get(part, set())):
            yield Fault(Rule.UNKNOWN, f"{part}.{key}".lstrip("."))
    for (part, key), allowed in CHOICES.items():
        value = (data.get(part, {}) if part else data).get(key)
        if value is not None and value not in allowed:
            yield Fault(Rule.CHOICE, f"{part}.{key}".lstrip("."), str(value))


def _kinds(data: Mapping) -> Iterator[Fault]:
    """Texts where texts belong, lists where lists do; then every language's keys."""
    texts = [("id", data["id"]), ("version", data["version"])]
    texts += [(f"{part}.{key}", value) for part in ("name", "licence") for key, value in data[part].items()]
    for where, value in texts:
        if not isinstance(value, str) or not value.strip():
            yield Fault(Rule.KIND, where, str(value))
    yield from _kinds_of_scale(data["scale"])
    cutoffs = data.get("cutoffs", [])
    if not isinstance(cutoffs, list) or not all(isinstance(one, Mapping) for one in cutoffs):
        yield Fault(Rule.KIND, "cutoffs")
    languages = data.get("languages", {})
    if not isinstance(languages, Mapping) or not all(isinstance(one, Mapping) for one in languages.values()):
        yield Fault(Rule.KIND, "languages")
        return
    for code, found in languages.items():
        for key in sorted(TEXT_KEYS ^ found.keys()):
            yield Fault(Rule.MISSING if key in TEXT_KEYS else Rule.UNKNOWN, f"languages.{code}.{key}")
        for key in sorted(TEXT_KEYS & found.keys()):
            if not _is_words(found[key], many=key in LISTS):
                yield Fault(Rule.KIND, f"languages.{code}.{key}")


def _kinds_of_scale(scale: Mapping) -> Iterator[Fault]:
    is_kind = {
        "items": _is_whole,
        "minimum": _is_whole,
        "maximum": _is_whole,
        "factor": _is_number,
        "change": _is_number,
        "faces": lambda value: isinstance(value, bool),
        "reverse": lambda value: isinstance(value, list) and all(map(_is_whole, value)),
    }
    for key, is_its in is_kind.items():
        if key in scale and not is_its(scale[key]):
            yield Fault(Rule.KIND, f"scale.{key}", str(scale[key]))


def _is_words(value, *, many: bool) -> bool:
    if many:
        return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)
    return isinstance(value, str)


def _content(data: Mapping, file_name: str) -> Iterator[Fault]:
    if file_name and file_name != f"{data['id']}-{data['version']}":
        yield Fault(Rule.FILE_NAME, "id", file_name)
    scale = data["scale"]
    ranges = tuple(_ranges(scale))
    yield from ranges
    if not ranges:
        yield from _texts(data, scale)
        yield from _cutoffs(data, scale)


def _ranges(scale: Mapping) -> Iterator[Fault]:
    if scale["items"] < 1:
        yield Fault(Rule.RANGE, "scale.items", str(scale["items"]))
    elif not scale["minimum"] < scale["maximum"]:
        yield Fault(Rule.RANGE, "scale.maximum", f"{scale['minimum']}–{scale['maximum']}")
    elif scale["factor"] <= 0:
        yield Fault(Rule.RANGE, "scale.factor", str(scale["factor"]))
    else:
        reverse = scale["reverse"]
        if len(set(reverse)) != len(reverse) or not set(reverse) <= set(range(1, scale["items"] + 1)):
            yield Fault(Rule.REVERSE, "scale.reverse", ", ".join(map(str, reverse)))
        low, high = _ends(scale)
        if "change" in scale and not 0 < scale["change"] <= high - low:
            yield Fault(Rule.RANGE, "scale.change", str(scale["change"]))


def _ends(scale: Mapping) -> tuple[float, float]:
    """The lowest score and the highest."""
    return tuple(scale["items"] * scale[end] * scale["factor"] for end in ("minimum", "maximum"))


def _texts(data: Mapping, scale: Mapping) -> Iterator[Fault]:
    """An instrument that is answered has words; one that is only scored has none, whatever its licence says."""
    languages = data.get("languages", {})
    is_answered = data["entry"] == "items"
    if data["licence"]["state"] == "licensed" and (languages or is_answered):
        yield Fault(Rule.LICENSED_TEXT, "languages", ", ".join(languages))
        return
    if is_answered != bool(languages):
        yield Fault(Rule.NO_TEXTS if is_answered else Rule.LICENSED_TEXT, "languages")
    answers = scale["maximum"] - scale["minimum"] + 1
    for code, texts in languages.items():
        if len(texts["items"]) != scale["items"]:
            yield Fault(Rule.ITEM_TEXTS, f"languages.{code}.items", str(len(texts["items"])))
        if len(texts["answers"]) != answers:
            yield Fault(Rule.ANSWER_TEXTS, f"languages.{code}.answers", str(len(texts["answers"])))


def _cutoffs(data: Mapping, scale: Mapping) -> Iterator[Fault]:
    low, high = _ends(scale)
    for number, one in enumerate(data.get("cutoffs", ()), start=1):
        sides = [one[side] for side in ("at_most", "at_least") if side in one]
        told = all(one.get(key) for key in ("meaning", "source"))
        if len(sides) != 1 or not told or not _is_number(sides[0]) or not low <= sides[0] <= high:
            yield Fault(Rule.CUTOFF, f"cutoffs.{number}", ", ".join(map(str, sides)))


def _is_whole(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value) -> bool:
    """TOML also writes inf and nan."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < inf
