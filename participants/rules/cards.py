"""Code cards: a colour, a picture and a number that stand for a person, as in "Blå häger 27-K".

A card identifies, it never authenticates. The words carry the meaning, the colour only helps. The letter at
the end catches the slips of a hand: one wrong digit, two digits swapped, a wrong colour and a wrong picture
each give another letter.

The numbers in `Colour.value` and `Picture.value` are part of every printed card: never change one, never give
one twice. There are at most 23 of each, because the letter is a sum modulo 23 (a prime).

Left out on purpose: dog, pig, owl, snake, crow, boats, fire, weapons, religious signs (crescent, star, cross,
lotus, fish), open mouths, luggage and aircraft.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from random import Random

# 23 letters: without I, O and Q, which hands and eyes take for 1, 0 and each other.
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
NUMBERS = range(100)


@dataclass(frozen=True)
class Colour:
    value: int
    common: str  # with an en-word: "blå häger"
    neuter: str  # with an ett-word: "blått berg"
    tile: str
    ink: str


@dataclass(frozen=True)
class Picture:
    value: int
    noun: str
    is_neuter: bool = False


COLOURS = {
    "blue": Colour(0, "blå", "blått", "#DAE7F4", "#24568A"),
    "green": Colour(1, "grön", "grönt", "#DBECDB", "#2A6840"),
    "yellow": Colour(2, "gul", "gult", "#FBEAB8", "#7A5600"),
    "red": Colour(3, "röd", "rött", "#F9DED7", "#A63429"),
    "brown": Colour(4, "brun", "brunt", "#EFE2D3", "#734829"),
    "grey": Colour(5, "grå", "grått", "#E2E7E8", "#485B5E"),
    "pink": Colour(6, "rosa", "rosa", "#F8E0EB", "#94406A"),
    "white": Colour(7, "vit", "vitt", "#FFFFFF", "#5D7173"),
    "orange": Colour(8, "orange", "orange", "#FDE3C6", "#96480A"),
    "lilac": Colour(9, "lila", "lila", "#E7E1F5", "#5B4292"),
}

PICTURES = {
    "heron": Picture(0, "häger"),
    "pine": Picture(1, "tall"),
    "butterfly": Picture(2, "fjäril"),
    "tulip": Picture(3, "tulpan"),
    "snowflake": Picture(4, "snöflinga"),
    "acorn": Picture(5, "ekollon", is_neuter=True),
    "feather": Picture(6, "fjäder"),
    "cloud": Picture(7, "moln", is_neuter=True),
    "mountain": Picture(8, "berg", is_neuter=True),
    "clover": Picture(9, "klöver"),
    "sun": Picture(10, "sol"),
    "cherry": Picture(11, "körsbär", is_neuter=True),
    "bicycle": Picture(12, "cykel"),
    "rabbit": Picture(13, "kanin"),
    "lamp": Picture(14, "lampa"),
    "leaf": Picture(15, "löv", is_neuter=True),
    "umbrella": Picture(16, "paraply", is_neuter=True),
    "hat": Picture(17, "mössa"),
    "carrot": Picture(18, "morot"),
    "cactus": Picture(19, "kaktus"),
    "ball": Picture(20, "boll"),
    "cup": Picture(21, "kopp"),
    "chair": Picture(22, "stol"),
}


class CardError(ValueError):
    """A text that isn't a card. `reason`: empty, colour, picture, number, letter_missing or letter_wrong.

    `suggestion` is the nearest known word (reasons colour and picture), or "". It never holds the right
    letter: the letter is there to be read from the card.
    """

    def __init__(self, reason: str, suggestion: str = ""):
        super().__init__(reason)
        self.reason, self.suggestion = reason, suggestion


class NoCardLeft(Exception):
    """Every card is taken."""


@dataclass(frozen=True, order=True)
class Card:
    """Raises ValueError for an unknown colour or picture, or a number outside 0–99."""

    colour: str
    picture: str
    number: int

    def __post_init__(self):
        if self.colour not in COLOURS or self.picture not in PICTURES or self.number not in NUMBERS:
            raise ValueError(f"No such card: {self.colour}, {self.picture}, {self.number}")

    @property
    def words(self) -> str:
        """ "Brunt ekollon" """
        colour, picture = COLOURS[self.colour], PICTURES[self.picture]
        return f"{colour.neuter if picture.is_neuter else colour.common} {picture.noun}".capitalize()

    @property
    def digits(self) -> str:
        """ "08": always two."""
        return f"{self.number:02}"

    @property
    def name(self) -> str:
        """ "Blå häger 27" """
        return f"{self.words} {self.digits}"

    @property
    def code(self) -> str:
        """ "27-K" """
        return f"{self.digits}-{self.check_letter()}"

    @property
    def full_name(self) -> str:
        """ "Blå häger 27-K" """
        return f"{self.words} {self.code}"

    def check_letter(self) -> str:
        tens, units = divmod(self.number, 10)
        total = 2 * tens + units + 5 * COLOURS[self.colour].value + 7 * PICTURES[self.picture].value
        return LETTERS[(total + OFFSET) % len(LETTERS)]

    def __str__(self):
        return self.name


OFFSET = 21  # makes the first card ever drawn on paper, Blå häger 27, end in K


def parse(text: str) -> Card:
    """The card a person wrote or typed: case, spaces, hyphens, dots over letters and endings are forgiven.

    Raises CardError.
    """
    match = re.fullmatch(r"(\D*?)(\d+)\s*([a-z]?)", _plain(text))
    if not match:
        raise CardError("number" if _plain(text) else "empty")
    words, digits, letter = match[1].split(), match[2], match[3].upper()
    if len(words) < 2:
        raise CardError("picture" if words and words[0] in _COLOUR_WORDS else "colour")
    colour = _known(words[0], _COLOUR_WORDS, "colour")
    picture = _known("".join(words[1:]), _NOUNS, "picture")
    card = Card(colour, picture, _number(digits))
    if not letter:
        raise CardError("letter_missing")
    if letter != card.check_letter():
        raise CardError("letter_wrong")
    return card


def draw(rng: Random, taken: Collection[Card]) -> Card:
    """A random card that isn't in `taken`, with a colour and picture nobody has while there are such.

    `rng` should be a `random.SystemRandom`: a card must not be guessable from the one before.
    Raises NoCardLeft.
    """
    taken = set(taken)
    used = {(card.colour, card.picture) for card in taken}
    every = [(colour, picture) for colour in COLOURS for picture in PICTURES]
    kinds = [kind for kind in every if kind not in used] or every
    rng.shuffle(kinds)
    for colour, picture in kinds:
        free = [number for number in NUMBERS if Card(colour, picture, number) not in taken]
        if free:
            return Card(colour, picture, rng.choice(free))
    raise NoCardLeft


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours "#RRGGBB", 1–21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _plain(text: str) -> str:
    """Lower case, without dots and rings over letters, words and digits parted by single spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(c for c in parts if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", folded)).strip()


def _number(digits: str) -> int:
    if len(digits) > 2:
        raise CardError("number")
    return int(digits)


def _known(word: str, words: dict[str, str], reason: str) -> str:
    if word in words:
        return words[word]
    near = get_close_matches(word, words, n=1, cutoff=0.75)
    raise CardError(reason, _WRITTEN[near[0]] if near else "")


_COLOUR_WORDS = {_plain(form): code for code, c in COLOURS.items() for form in (c.common, c.neuter)}
_NOUNS = {_plain(picture.noun): code for code, picture in PICTURES.items()}
_WRITTEN = {_plain(word): word for c in COLOURS.values() for word in (c.common, c.neuter)} | {
    _plain(picture.noun): picture.noun for picture in PICTURES.values()
}
