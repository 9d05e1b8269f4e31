"""Where a circle's page lies, and whose page a link is."""

import hashlib
import secrets

from circles.models import CirclePage
from circles.rules.slips import LINK_LENGTH, draw


def new_link() -> str:
    return draw(secrets.choice, LINK_LENGTH).lower()


def link_hash(link: str) -> str:
    return hashlib.sha256(link.lower().encode()).hexdigest()


def page_behind(link: str) -> CirclePage | None:
    """The live page of this link; None for one that is unknown, changed, closed, or of a circle that has ended."""
    return CirclePage.objects.live().filter(link_hash=link_hash(link)).first()
