"""What a tablet keeps so that a study can be answered without a network: pages about nobody, and their parts."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from circles.public_page.languages import CODES
from circles.rules.slips import ALPHABET
from evaluation.models import Study

PARTS = (
    "css/ringar.css",
    "css/components.css",
    "css/print.css",
    "css/rooms/public.css",
    "css/rooms/kiosk.css",
    "js/ui.js",
    "js/public.js",
    "js/vault.js",
    "js/tablet.js",
    "js/kiosk.js",
    "icons/sprite.svg",
    "img/logo.svg",
    "fonts/schibsted-latin.woff2",
    "fonts/schibsted-latin-ext.woff2",
    "fonts/noto-arabic.woff2",
    "fonts/noto-ethiopic.woff2",
)


def kept_pages(study: Study) -> dict:
    """What the tablet's script asks for: the addresses, and how a code is read."""
    start, done = (reverse(f"evaluation:{name}", args=[study.public_id]) for name in ("tablet", "tablet_done"))
    pages = [start, *(f"{page}?l={code}" for page in (start, done) for code in CODES)]
    return {
        "study": str(study.public_id),
        "start": start,
        "done": done,
        "check": reverse("evaluation:kiosk_code"),
        "keep": [*pages, *map(static, PARTS)],
        "alphabet": ALPHABET,
        "words": {
            "waiting": _("Väntar på nät: %(count)s. De skickas av sig själva."),
            "refused": _("Togs inte emot: %(count)s. Lappen var redan använd, eller gäller inte längre."),
            "ready": _("Redo, också utan nät."),
        },
    }
