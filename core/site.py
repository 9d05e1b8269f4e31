"""Where this site is: the whole address of a page, for a letter."""

from allauth.core import context
from django.conf import settings


def whole_address(path: str) -> str:
    """`path` at the address that the request under way came to; outside a request at RINGAR_ADDRESS."""
    request = context.request
    return request.build_absolute_uri(path) if request else f"{settings.RINGAR_ADDRESS}{path}"
