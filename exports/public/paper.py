"""What the open tables say of themselves: in the README, in the descriptions, in where they come from."""

from collections.abc import Mapping

from disclosure import MIN_CIRCLES
from disclosure.shortfall import TABLE_MIN_PEOPLE
from exports.columns import Words
from exports.document import Licence, Told
from exports.public.tables import LARGEST_SUPPRESSED

CC0 = Licence("CC0-1.0", "Creative Commons Zero v1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/")
STEPS = (
    "The scientific files on the population were made, checked and archived first.",
    "Open tables are a function of their archived figures: no row of the house was read again.",
    "Labels were merged to fixed groups, small numbers withheld, the rest rounded to five.",
    "Totals are sums of the numbers written, shares are made of the rounded numbers.",
    "An independent checker opened every finished file, counted it again from the scientific files and passed it.",
    "The bytes were archived; every recipient gets the same.",
)
RULES = {
    "table_people_at_least": TABLE_MIN_PEOPLE,
    "table_circles_at_least": MIN_CIRCLES,
    "withheld_up_to": LARGEST_SUPPRESSED,
    "rounding": "nearest five",
    "shares": "of rounded numbers, never 0 or 100 per cent",
}


def told(programme: str, period: str, edition: int, written_from: Mapping[str, str | int]) -> Told:
    return Told(
        profile="pt",
        title=Words(
            f"Öppna tabeller om samtalscirklarna {programme}, underlag {period}, utgåva {edition}",
            f"Open tables on the conversation circles {programme}, population {period}, edition {edition}",
        ),
        introduction=_introduction(programme, period, edition),
        closing=_CLOSING,
        steps=STEPS,
        rules=RULES,
        licence=CC0,
        written_from=written_from,
    )


def _introduction(programme: str, period: str, edition: int) -> list[Words]:
    return [
        Words(
            f"Ringar: öppna tabeller om samtalscirklarna {programme}. Öppna data, CC0 1.0: får användas fritt av alla.",
            f"Ringar: open tables on the conversation circles {programme}. Open data, CC0 1.0: free to use by anybody.",
        ),
        Words(
            f"Underlag: cirklar avslutade till och med {period}. Utgåva {edition}.",
            f"Population: circles closed up to and including {period}. Edition {edition}.",
        ),
        Words(
            "Tabellerna är skrivna ur de anonymiserade forskningsfilerna om samma underlag, och ur inget annat.",
            "The tables are written from the anonymised scientific files on the same population and nothing else.",
        ),
        Words(
            "De ändras aldrig: jämför filens SHA-256 med den i Ringar. Varje person finns i ett enda underlag.",
            "They never change: compare the file's SHA-256 with Ringar's. Each person is in one population only.",
        ),
    ]


_CLOSING = (
    Words(
        "Talen är avrundade till fem, två uppåt eller nedåt. Summorna är summor av det som visas, och av inget annat.",
        "The numbers are rounded to five, by two either way. Totals are sums of what is shown and of nothing else.",
    ),
    Words(
        "Talen om träffar, moduler, filmer och steg var avrundade till sex redan innan: de kan skilja upp till fem, "
        "anteckningar per träff upp till åtta, och visningar tre för varje film som räknas samman.",
        "Numbers on sessions, modules, films and steps were rounded to six before: they can be off by up to five, "
        "marks by session by up to eight, and showings by three for each film that is added.",
    ),
)
