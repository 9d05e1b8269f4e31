"""What the page of second factors says of the person who reads it."""

from django import template
from django.conf import settings

from accounts.second_factor import has_second_factor

register = template.Library()


@register.simple_tag(takes_context=True)
def second_factor_is_missing(context) -> bool:
    """Whether the person gets no further without one; nothing is asked for in the demo."""
    return settings.RINGAR_SECOND_FACTOR and not has_second_factor(context["request"].user)
