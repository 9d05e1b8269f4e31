"""What is said before the first question."""

from django import template

from participants import first_words as words

register = template.Library()


@register.inclusion_tag("participants/partials/_first_words.html")
def first_words() -> dict:
    return {"lines": words.first_words()}
