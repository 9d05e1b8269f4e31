"""What a list says of a person: a name to tell rows apart by, a gender, a birth year. Names aren't kept."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from circles.rules.register_reading.dates import EPOCH_1900
from circles.rules.register_reading.grid import Value, clean, text_of
from circles.rules.register_reading.nearest import folded
from circles.rules.register_reading.year_words import digits_of

BAND_YEARS = 5
OLDEST, YOUNGEST = 105, 5  # years

_GENDERS = {
    "woman": "k kv kvinna kvinnor kvinnlig f female woman q tjej",
    "man": "m man män manlig male kille",
    "other": "annat annan icke-binär ickebinär other",
    "": "- ? ej vill okänt",
}
GENDERS = {"": "", **{word: code for code, words in _GENDERS.items() for word in words.split()}}

# The first word of a row that is no person.
_TOTALS = """
summa totalt total totala totalsumma delsumma sum antal s:a s.a närvarande närvaro frånvarande
medel medelvärde snitt genomsnitt underskrift underskrifter signatur sign signering namnteckning ledarens
attest attesteras intygas datum ort obs anm kommentar kommentarer anteckningar anteckning
tecken teckenförklaring förklaring godkänd godkänns godkännes ansvarig kontaktperson samordnare samordnarens
cirkelledarens kommunikatörens utskriven utskrift uppdaterad senast blankett sida version frånvaro bortfall
"""
# A word anywhere in a line that makes it one to sign.
_SIGNED = ("underskrift", "namnteckning", "signatur", "namnförtydligande", "____", "....")
TOTALS = frozenset(word for line in _TOTALS.splitlines() for word in line.split())


def name_of(value: Value | None) -> str:
    """A name for the key: direction and control characters gone, the joiners of Persian and Tigrinya kept."""
    text = unicodedata.normalize("NFC", text_of(value) if not isinstance(value, str) else value)
    kept = "".join(mark if mark.isprintable() or mark in _JOINERS else " " for mark in text if mark not in _DIRECTION)
    return " ".join(kept.split())[:120]


_JOINERS = frozenset("\u200c\u200d")
_DIRECTION = frozenset(
    "\u061c\u200e\u200f\u2060\ufeff\u00ad" + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
)


def name_key(name: str) -> str:
    """What two spellings of one name share: case, spaces, composed letters, Arabic letter forms."""
    return folded(clean(name)).translate(_ARABIC).replace("ـ", "")


_ARABIC = str.maketrans("أإآٱىيةك", "ااااییهک")


def is_total(text: str) -> bool:
    """Whether a row's first text marks it as a total, a signature line or a legend."""
    low = folded(text)
    word = low.split()[:1]
    return bool(word) and (word[0].strip(".:,_-()") in TOTALS or any(mark in low for mark in _SIGNED))


_LEADERS = {"ledare", "ledaren", "samtalsledare", "cirkelledare", "medledare", "vikarie", "kommunikatör"}


def is_leaders_row(name: str) -> bool:
    """Whether a row is the leader's own: "Ledare", "Ledare: Sahar Karimi", "Sahar Karimi (ledare)"."""
    words = re.findall(r"\w+", folded(name))
    beside = re.findall(r"\(\s*(\w+)\s*\)|,\s*(\w+)$", folded(name))
    return bool(words) and (words[0] in _LEADERS or any(_LEADERS & set(found) for found in beside))


def gender_of(value: Value | None) -> str | None:
    """The gender's code, "" for not said, None for a word that is none of ours."""
    first = folded(text_of(value)).split()[:1]  # "vill ej uppge", "annat kön"
    return GENDERS.get(first[0].strip(".") if first else "")


@dataclass(frozen=True, slots=True)
class Born:
    """`year` None where the cell is empty or `wrong`; `nearest` is what may have been meant."""

    year: int | None = None
    wrong: bool = False
    nearest: int | None = None


def born(value: Value | None, today: date) -> Born:
    """The year of birth of a cell that holds a year, a date or Excel's number of a date."""
    text = text_of(value)
    if not text or text in {"-", "?"}:
        return Born()
    year = _year(value, text, today)
    if year and _is_age(year, today):
        return Born(year)
    return Born(wrong=True, nearest=_nearest_year(text, today))


def band_of(year: int | None) -> int | None:
    """The first year of the five-year band: 1993 → 1990."""
    return None if year is None else year - year % BAND_YEARS


def _year(value: Value | None, text: str, today: date) -> int | None:
    if isinstance(value, date | datetime):
        day = value.date() if isinstance(value, datetime) else value
        # A year typed into a cell that was formatted as a date: 1989 becomes 11 June 1905.
        number = (day - EPOCH_1900).days
        return number if 1900 <= number <= 2100 else day.year
    if match := re.fullmatch(r"(?:f(?:ödd)?\.?\s*)?(\d{4})(?:[-/. ]?\d{2}[-/. ]?\d{2})?", text.casefold()):
        return int(match.group(1))
    if match := re.fullmatch(r"(\d{2})(\d{2})(\d{2})", text):
        return _two_digits(match, today)
    if re.fullmatch(r"(?!19|20)[1-4]\d{4}", text):  # Excel's day number; 19889 is a slip of the hand
        return date.fromordinal(EPOCH_1900.toordinal() + int(text)).year
    return None


def _two_digits(match: re.Match, today: date) -> int | None:
    """Of YYMMDD: the only century in which the person can be of an age to come."""
    short, month, day = map(int, match.groups())
    possible = [year for year in (1900 + short, 2000 + short) if _is_age(year, today)]
    return possible[0] if len(possible) == 1 and 1 <= month <= 12 and 1 <= day <= 31 else None


def _is_age(year: int, today: date) -> bool:
    return today.year - OLDEST <= year <= today.year - YOUNGEST


def _nearest_year(text: str, today: date) -> int | None:
    """The plausible year that the fewest changed digits lead to; a wrong century is the likeliest slip."""
    digits = digits_of(text) or "".join(re.findall(r"\d", text))[:8]
    if len(digits) in (2, 4):
        for century in ("19", "20"):
            if _is_age(year := int(century + digits[-2:]), today):
                return year
    years = range(today.year - YOUNGEST, today.year - OLDEST - 1, -1)
    near = min(years, key=lambda year: _changes(digits, str(year)))
    return near if digits and _changes(digits, str(near)) <= 2 else None


def _changes(first: str, second: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(second) + 1))
    for at, one in enumerate(first, 1):
        before, row[0] = row[0], at
        for to, other in enumerate(second, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (one != other))
    return row[-1]
