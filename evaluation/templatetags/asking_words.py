"""The words of slips: each in its own person's language, on one page."""

from django import template

from circles.templatetags.page_words import tell

register = template.Library()


@register.simple_tag
def tell_in(words, key: str) -> str:
    """As `tell`, in the language of `words` and not of the page."""
    return tell({"words": words}, key)
