"""The receipt of a release in the reader's language, line by line."""

from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy, ngettext

from exports.columns import SHEETS
from exports.receipt import HELD_BACK, Entry, Line, called
from exports.words import COLUMNS, in_a_row, in_readers_language, rule_sentence

RECEIPT = {
    Line.REMOVED: (gettext_lazy("Borttaget"), gettext_lazy("Kort, datum, plats, cirkel, ledare, kommun, fritext")),
    Line.ROUNDED: (gettext_lazy("Avrundat"), gettext_lazy("Till mitten av sex: 1–6 blir 3, 7–12 blir 9")),
    Line.POOLED: (gettext_lazy("Sammanlagt"), gettext_lazy("Varje tal kommer från minst tre cirklar")),
    Line.WITHHELD: (gettext_lazy("Visas inte"), gettext_lazy("Färre än tre cirklar, kod −96 i filen")),
    Line.LEFT_OUT: (
        gettext_lazy("Utanför"),
        gettext_lazy("Personer med skyddade uppgifter, och de som finns i ett tidigare underlag"),
    ),
    Line.CLASSES: (
        gettext_lazy("Minsta grupp"),
        gettext_lazy("Så många har minst samma uppgifter i alla kolumner, från minst två cirklar"),
    ),
    Line.COARSENED: (
        gettext_lazy("Gjort grövre: %(column)s"),
        gettext_lazy("Uppgiften står som en bredare grupp"),
    ),
    Line.SUPPRESSED: (gettext_lazy("Helt dolda"), gettext_lazy("Har * i alla kolumner, högst var tjugonde")),
    Line.GROUPED: (
        gettext_lazy("%(column)s: i grupper"),
        gettext_lazy("Medel av minst fem personer. Så mycket är kvar av förändringens spridning"),
    ),
    Line.TOO_FEW_PAIRS: (
        gettext_lazy("Hålls tillbaka: rader om %(column)s"),
        gettext_lazy("Minst %(of)s som svarat på allt före och efter behövs och ungefär %(n)s fattas."),
    ),
    Line.NO_PAIR: (
        gettext_lazy("%(column)s: inte med"),
        gettext_lazy("Svarade inte på allt både före och efter, eller dosen är okänd"),
    ),
    Line.NO_STATISTICS: (
        gettext_lazy("Hålls tillbaka: statistik om %(column)s"),
        gettext_lazy("Minst tio personer från tre cirklar behövs, och fem utanför varje cirkel."),
    ),
    Line.TOO_ALIKE: (
        gettext_lazy("Hålls tillbaka: svar på %(column)s"),
        gettext_lazy("Mer än sex av tio svarade exakt lika: vem som var med skulle ha svarat så."),
    ),
    Line.NO_MODEL: (
        gettext_lazy("Hålls tillbaka: modell för %(column)s"),
        gettext_lazy("Färre än hundra har svarat, svaren är för lika, eller modellen har ingen lösning."),
    ),
    Line.GROUPS_HIDDEN: (
        gettext_lazy("Grupper som inte visas"),
        gettext_lazy("De är för små, svaren för lika, eller så kunde en annan räknas ut. Kod −96 i filen"),
    ),
    Line.COMPARE_ANSWERS: (
        gettext_lazy("Före och efter"),
        gettext_lazy("Du kan jämföra grupper efter kön, dos eller ålder. Ingen person kan följas mellan tabeller."),
    ),
    Line.COMPARE: (
        gettext_lazy("Du kan jämföra träffar, moduler, filmer och steg."),
        gettext_lazy("Du kan inte jämföra cirklar, kommuner eller personer."),
    ),
}


def title(entry: Entry) -> str:
    if entry.line in HELD_BACK:
        return gettext("Hålls tillbaka: en rad per person")
    return str(RECEIPT[entry.line][0]) % {"column": ", ".join(map(_called, entry.columns))}


def _called(name: str) -> str:
    """A column of A, or an instrument."""
    return str(COLUMNS[name]) if name in COLUMNS else in_readers_language(called(name))


def reason(entry: Entry) -> str:
    if entry.line in HELD_BACK:
        return rule_sentence({"rule": entry.line, "needed": entry.of, "missing": entry.number})
    return str(RECEIPT[entry.line][1]) % {"n": entry.number, "of": entry.of}


def what_to_compare(entry: Entry) -> tuple[str, str]:
    """What can be compared, and what cannot."""
    if entry.line == Line.COMPARE:
        can, cannot = RECEIPT[Line.COMPARE]
        return str(can), str(cannot)
    can = gettext("Du kan jämföra träffar, moduler, filmer och steg, och personer efter %(columns)s.")
    cannot = [gettext("cirklar"), gettext("kommuner"), *(str(COLUMNS[column]) for column in entry.others)]
    return (
        can % {"columns": in_a_row(entry.columns)},
        gettext("Du kan inte jämföra %(others)s.") % {"others": get_text_list(cannot, gettext("eller"))},
    )


def number(entry: Entry) -> str:
    facts = {"n": entry.number, "of": entry.of}
    if entry.line == Line.REMOVED:
        return ngettext("%(n)s fält", "%(n)s fält", entry.number) % facts
    if entry.line == Line.WITHHELD:
        return (gettext("%(n)s av %(of)s celler") if entry.number else gettext("ingen av %(of)s celler")) % facts
    if entry.line == Line.GROUPS_HIDDEN:
        return (gettext("%(n)s av %(of)s grupper") if entry.number else gettext("ingen av %(of)s grupper")) % facts
    if entry.line == Line.GROUPED:
        return f"{entry.number} %"
    if entry.line in (Line.COARSENED, Line.SUPPRESSED, Line.NO_PAIR):
        # Rounding keeps nobody apart from somebody: 1–6 are told as 3.
        return (
            gettext("ca %(n)s av %(of)s personer") if entry.number else gettext("ingen av ca %(of)s personer")
        ) % facts
    if entry.line == Line.CLASSES:
        return ngettext("%(n)s person", "%(n)s personer", entry.number) % facts
    if entry.number is None or entry.line in (*HELD_BACK, Line.TOO_FEW_PAIRS):
        return ""
    return ngettext("%(n)s cell", "%(n)s celler", entry.number) % facts


def kept_title(name: str) -> str:
    """Of a bar of what is left: a column of A, or a sheet."""
    if name in COLUMNS:
        return str(COLUMNS[name])[:1].upper() + str(COLUMNS[name])[1:]
    return in_readers_language(next(sheet.title for sheet in SHEETS if sheet.name == name))
