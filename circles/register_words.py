"""The words that the register's scripts say, in the language of the page."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.models import AttendanceStatus

# One number of each plural form that our languages have: a script finds the form of any other number from them.
SAMPLES = (0, 1, 2, 3, 11, 100)
SOME_SESSION = "00000000-0000-4000-8000-000000000000"


def _plural(words: Callable[[int], str]) -> dict[str, str]:
    return {str(number): words(number) for number in SAMPLES}


def queue_words() -> dict:
    """On every page of somebody who takes a register."""
    return {
        "some_session": SOME_SESSION,
        "waiting_note": _plural(
            lambda n: ngettext(
                "%(count)s markering väntar i telefonen. Den skickas när nätet är tillbaka.",
                "%(count)s markeringar väntar i telefonen. De skickas när nätet är tillbaka.",
                n,
            )
        ),
        "to_choose": _plural(
            lambda n: ngettext(
                "%(count)s markering väntar på ditt val.", "%(count)s markeringar väntar på ditt val.", n
            )
        ),
        "signed_out": _plural(
            lambda n: ngettext(
                "Du är utloggad. %(count)s markering ligger kvar i telefonen och skickas när du har loggat in.",
                "Du är utloggad. %(count)s markeringar ligger kvar i telefonen och skickas när du har loggat in.",
                n,
            )
        ),
        "old": _plural(
            lambda n: ngettext(
                "%(count)s markering har väntat ett dygn. Koppla upp telefonen i dag: efter tre dygn tas den bort.",
                "%(count)s markeringar har väntat ett dygn. Koppla upp telefonen i dag: efter tre dygn tas de bort.",
                n,
            )
        ),
        "gone": _plural(
            lambda n: ngettext(
                "%(count)s markering var äldre än tre dygn och togs bort ur telefonen. Fyll i den igen.",
                "%(count)s markeringar var äldre än tre dygn och togs bort ur telefonen. Fyll i dem igen.",
                n,
            )
        ),
    } | _leaving_words()


def _leaving_words() -> dict:
    """What signing out would lose: marks of a register, answers on a tablet."""
    return {
        "leave_answers": _plural(
            lambda n: ngettext(
                "%(count)s svar på frågor väntar här på nät. Öppna sidan med frågorna när du har nät, så skickas det. "
                "Loggar du ut nu försvinner det.",
                "%(count)s svar på frågor väntar här på nät. Öppna sidan med frågorna när du har nät, så skickas de. "
                "Loggar du ut nu försvinner de.",
                n,
            )
        ),
        "leave": _plural(
            lambda n: ngettext(
                "%(count)s markering är inte sparad på servern. Loggar du ut nu tas den bort ur telefonen.",
                "%(count)s markeringar är inte sparade på servern. Loggar du ut nu tas de bort ur telefonen.",
                n,
            )
        ),
    }


def register_words() -> dict:
    """On the register, and on the page that stands in for it without a network."""
    return {
        "states": {value: str(label) for value, label in AttendanceStatus.choices},
        "saved": _("Sparat på servern %(time)s"),
        "saving": _("Sparar…"),
        "failed": _("Kunde inte spara. Försök igen."),
        "waits": _("Väntar i telefonen"),
        "nothing": _("Inget markerat än"),
        "choose": _("Välj vilket värde som gäller"),
        "waiting": _plural(lambda n: ngettext("%(count)s väntar i telefonen", "%(count)s väntar i telefonen", n)),
        "to_choose": _plural(lambda n: ngettext("%(count)s väntar på ditt val", "%(count)s väntar på ditt val", n)),
        "conflict": _("Du valde %(mine)s. En annan ledare har satt %(theirs)s."),
        "menu": _("Alla val för %(card)s"),
        "session": _("Träff %(number)s"),
        "opens": _("Närvaron öppnas %(day)s."),
        "changes": reverse("circles:register_changes", args=[SOME_SESSION]),
        "register": reverse("circles:register", args=[SOME_SESSION]),
        "some_session": SOME_SESSION,
    }
