"""What a person hears before anybody asks about them, in words that were reviewed."""

from core.reviewed import Line, reviewed_lines

# Reviewed by the editors, as participants.reference.TEXTS.
FIRST = {
    "sv": (
        "Svaren används för att planera cirkeln och för statistik där ingen kan kännas igen. Det går bra att inte "
        "svara. Du kan se, rätta eller ta bort dina uppgifter genom ledaren, med kortet."
    ),
    "en": (
        "The answers are used to plan the circle and for statistics in which no one can be recognised. It is fine not "
        "to answer. You can see, correct or remove your details through the leader, with the card."
    ),
}


def first_words() -> tuple[Line, ...]:
    return reviewed_lines(FIRST)
