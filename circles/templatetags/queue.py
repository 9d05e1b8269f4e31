"""The word about marks that wait in the telephone, for any page."""

from django import template

from circles.register_words import SOME_SESSION, queue_words

register = template.Library()


@register.inclusion_tag("circles/partials/_queue_note.html")
def queue_note(signed_out: bool = False) -> dict:
    """Hidden until its script has something to say. `signed_out`: on the page where one signs in again."""
    return {"words": queue_words(), "signed_out": signed_out, "some_session": SOME_SESSION}
