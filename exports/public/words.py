"""The receipt of open tables in the reader's language."""

from django.utils.translation import gettext, gettext_lazy, ngettext

from exports.public.catalogue import TITLES
from exports.public.lines import NOT_WRITTEN, Line
from exports.public.tables import TableRule
from exports.receipt import Entry
from exports.words import in_readers_language, rule_sentence

RECEIPT = {
    Line.SOURCE: (
        gettext_lazy("Skrivet ur"),
        gettext_lazy("De publicerade forskningsfilerna om samma underlag, inget annat"),
    ),
    Line.MERGED: (gettext_lazy("Sammanslaget"), gettext_lazy("Till fasta grupper; grövre uppgifter är en egen grupp")),
    Line.ROUNDED: (gettext_lazy("Avrundat"), gettext_lazy("Till närmaste fem")),
    Line.WITHHELD: (gettext_lazy("Visas inte"), gettext_lazy("Kan vara 7 eller färre, eller alla; kod −96 i filen")),
    Line.SUMMED: (gettext_lazy("Summor"), gettext_lazy("Av de tal som skrivs, inget annat")),
    Line.SHARES: (gettext_lazy("Andelar"), gettext_lazy("Av de avrundade talen, aldrig 0 eller 100 %")),
}
RULES = {
    TableRule.NO_ROWS: gettext_lazy("Forskningsfilerna har ingen rad per person om underlaget."),
    TableRule.NOTHING_LEFT: gettext_lazy("Högst ett tal i tabellen hade kunnat visas."),
}


def title(entry: Entry) -> str:
    if entry.line in NOT_WRITTEN:
        return gettext("Skrivs inte: %(table)s") % {"table": in_readers_language(TITLES[entry.columns[0]])}
    return str(RECEIPT[entry.line][0])


def reason(entry: Entry) -> str:
    if entry.line not in NOT_WRITTEN:
        return str(RECEIPT[entry.line][1])
    rule = entry.line.removeprefix("public_")
    if rule in RULES:
        return str(RULES[rule])
    return rule_sentence({"rule": rule, "needed": entry.of, "missing": entry.number})


def number(entry: Entry) -> str:
    facts = {"n": entry.number, "of": entry.of}
    if entry.line == Line.MERGED:
        return gettext("%(of)s till %(n)s") % facts
    if entry.line == Line.WITHHELD:
        return gettext("%(n)s av %(of)s celler") % facts
    if entry.number is None or entry.line in NOT_WRITTEN:
        return ""
    return ngettext("%(n)s cell", "%(n)s celler", entry.number) % facts


def to_compare() -> tuple[str, str]:
    return (
        gettext("Du kan jämföra grupperna inom en tabell."),
        gettext("Du kan inte dra en tabell från en annan, eller räkna ut det som inte visas."),
    )
