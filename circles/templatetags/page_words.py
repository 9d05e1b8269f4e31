"""The words of participants' pages. `words` in the context is a circles.public_page.languages.Language."""

from django import template
from django.utils.html import format_html

from circles.public_page.languages import Language

register = template.Library()

# What a name stands for in a sentence decides how it is written in each language.
WRITTEN = {"day": Language.day, "start": Language.clock, "end": Language.clock}


def sentence(words: Language, key: str, values: dict) -> str:
    """The sentence with each value in a <bdi>: Swedish names and numbers keep their own direction."""
    parts = {
        name: format_html("<bdi>{}</bdi>", WRITTEN[name](words, value) if name in WRITTEN else value)
        for name, value in values.items()
    }
    return format_html(words.words[key], **parts) if parts else words.words[key]


@register.simple_tag(takes_context=True)
def say(context, key: str, **values) -> str:
    """In the page's language alone: what stands on a button, or has a picture beside it."""
    return sentence(context["words"], key, values)


@register.simple_tag(takes_context=True)
def tell(context, key: str, **values) -> str:
    """In the page's language, and in Swedish beside it until somebody has reviewed the translation."""
    return _with_swedish(context["words"], lambda words: sentence(words, key, values))


@register.simple_tag(takes_context=True)
def tell_day(context, moment) -> str:
    return _with_swedish(context["words"], lambda words: words.day(moment))


def _with_swedish(words: Language, told) -> str:
    said = format_html("<span data-say>{}</span>", told(words))
    if words.is_reviewed:
        return said
    beside = told(words.source)
    return format_html('{} <span class="beside" lang="sv" dir="ltr">{}</span>', said, beside)


@register.simple_tag(takes_context=True)
def day_words(context, moment) -> str:
    return context["words"].day(moment)


@register.simple_tag(takes_context=True)
def clock_words(context, moment) -> str:
    return context["words"].clock(moment)
