"""The web app manifest (W3C): Ringar as an app on a phone's first screen."""

from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext as _

GROUND = "#EFF3F1"  # tokens.json: Dis


def manifest() -> dict:
    """In the language of the page. The icons are drawn from static/img/logo.svg."""
    return {
        "id": "/",
        "name": "Ringar",
        "short_name": "Ringar",
        "description": _("Cirklar, träffar och närvaro, också utan nät."),
        "lang": translation.get_language(),
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": GROUND,
        "background_color": GROUND,
        "icons": [
            _icon("192", "192x192", "any"),
            _icon("512", "512x512", "any"),
            _icon("maskable-512", "512x512", "maskable"),
        ],
    }


def _icon(name: str, sizes: str, purpose: str) -> dict:
    return {"src": static(f"img/app-{name}.png"), "sizes": sizes, "type": "image/png", "purpose": purpose}
