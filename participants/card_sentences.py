"""What is wrong with a written card, as a sentence that says what to do."""

from django.utils.translation import gettext as _

from participants.rules.cards import CardError


def sentence(error: CardError) -> str:
    if error.suggestion:
        return _("Menade du %(word)s? Skriv kortet som det står, till exempel Blå häger 27-K.") % {
            "word": error.suggestion
        }
    return _sentences()[error.reason]


def _sentences() -> dict[str, str]:
    return {
        "empty": _("Skriv kortet, till exempel Blå häger 27-K."),
        "colour": _("Börja med färgen på kortet, till exempel Blå häger 27-K."),
        "picture": _("Skriv också vad bilden visar, till exempel Blå häger 27-K."),
        "number": _("Skriv kortets två siffror, till exempel Blå häger 27-K."),
        "letter_missing": _("Skriv också bokstaven sist på kortet, till exempel Blå häger 27-K."),
        "letter_wrong": _("Bokstaven hör inte till det kortet. Jämför med kortet: färg, bild, siffror och bokstav."),
    }
