"""The code card's picture tile, with or without its words."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from participants.rules.cards import Card

register = template.Library()

SPRITE = "img/cards.svg"
SIZES = {34, 40, 84}


@cache
def _as_card(colour: str, picture: str, number: int) -> Card:
    return Card(colour, picture, number)


def _card(card) -> Card:
    """A Card, or anything with its three parts, such as a Participant."""
    return card if isinstance(card, Card) else _as_card(card.colour, card.picture, card.number)


@register.simple_tag
def code_card(card, size: int = 40) -> str:
    """The picture tile alone, silent for screen readers: the words must stand beside it."""
    if size not in SIZES:
        raise LookupError(f"No code card of {size} px: one of {sorted(SIZES)}.")
    card = _card(card)
    return format_html(
        '<span class="code-card code-card--{} code-card--{}"><svg aria-hidden="true">'
        '<use href="{}#{}"></use></svg></span>',
        card.colour,
        size,
        static(SPRITE),
        card.picture,
    )


@register.simple_tag
def code_card_full(card, size: int = 40, letter: bool = False) -> str:
    """Tile and words; `letter=True` also writes the check letter, as on the printed card."""
    card = _card(card)
    return format_html(
        '<span class="code-card-full code-card-full--{}">{} '
        '<bdi class="code-card-full__words" lang="sv">{}</bdi></span>',
        size,
        code_card(card, size),
        card.full_name if letter else card.name,
    )


@register.filter
def card_name(card) -> str:
    """ "Blå häger 27" """
    return _card(card).name


@register.filter
def card_full_name(card) -> str:
    """ "Blå häger 27-K" """
    return _card(card).full_name


@register.filter
def card_words(card) -> str:
    """ "Blå häger" """
    return _card(card).words


@register.filter
def card_code(card) -> str:
    """ "27-K" """
    return _card(card).code
