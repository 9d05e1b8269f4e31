"""What people call the columns of an attendance list, and the lines above it."""

import re
from enum import StrEnum

from circles.rules.register_reading.grid import Value, text_of
from circles.rules.register_reading.nearest import folded


class Field(StrEnum):
    NUMBER = "number"
    PERSON = "person"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    GENDER = "gender"
    BORN = "born"
    DATE = "date"
    START = "start"
    CIRCLE = "circle"
    MUNICIPALITY = "municipality"
    LANGUAGE = "language"
    LEADER = "leader"
    MARK = "mark"
    FILM = "film"
    HOURS = "hours"
    TOTAL = "total"


# One line a field; spellings as folded text, so that case and a colon at the end don't matter.
_SPELLINGS = """
number: nr, nr., no, nummer, #, rad, löpnr, löpnummer, id
person: deltagare, deltagarna, deltagarens namn, deltagares namn, deltagarnamn, namn på deltagare, namn
person: för- och efternamn, för och efternamn, förnamn och efternamn, förnamn efternamn, efternamn och förnamn
person: fullständigt namn, namn/personnummer, namn och personnummer, person, elev, medlem, studerande
person: name, full name, participant, participants, الاسم, اسم, المشارك
first_name: förnamn, tilltalsnamn, first name, given name
last_name: efternamn, last name, surname, family name
gender: kön, kön (k/m), k/m, m/k, kvinna/man, man/kvinna, juridiskt kön, gender, sex
born: född, född år, födelseår, födelse år, födelsedatum, födelsedag, födelsetid, född (år), född datum, f. år
born: år född, årtal, birth year, year of birth, born
date: datum och tid, datum/tid
date: datum, dag, datum för träff, träffdatum, träffens datum, träff datum, sammankomst datum, date
start: tid, starttid, klockslag, kl, börjar, start, time
circle: cirkel, cirkelns namn, cirkelnamn, cirkelns titel, samtalscirkel, studiecirkel, grupp, gruppnamn
circle: gruppens namn, kurs, arrangemang, namn på cirkel, namn på cirkeln, namn på grupp, namn på gruppen
circle: cirkel/grupp, circle, group
municipality: kommun, ort, kommunen, kommun/ort, ort/kommun, stad, kommun/stad, municipality
language: språk, cirkelns språk, cirkelspråk, språk i cirkeln, talspråk, språket, samtalsspråk, language
leader: ledare, ledaren, samtalsledare, cirkelledare, ledarens namn, cirkelledarens namn
leader: kommunikatör, ledarna, ledarens för- och efternamn, ledare/kommunikatör, namn på ledare, leader
mark: närvaro, närvarande, närv, närv., deltagit, deltog, närvaro/frånvaro, status
mark: närvarande/frånvarande, närvaro ja/nej, närvarande ja/nej, attendance, present
film: film, filmer, visad film, film som visades, filmens namn
hours: studietimmar, studietimmar per träff, studietimmar/träff, timmar, timmar per träff, timmar/träff
hours: antal timmar, antal studietimmar, studietim, st.tim, sttim, tim, hours, antal studietimmar per träff
hours: studietimmar per gång, studietimmar/gång, studietimmar per tillfälle, studietimmar per sammankomst
hours: timmar per gång, timmar/gång, studietimmar/sammankomst, studietimmar/tillfälle
total: summa, totalt, total, antal, antal träffar, antal gånger, antal närvaro, summa närvaro, s:a
total: närvaro %, % närvaro, procent
"""

# Extra columns that may be named back to the reader; others are told by letter, for a heading can be a name.
_COMMON_EXTRAS = """
telefon, telefonnummer, tel, tel., mobil, mobilnummer, mobiltelefon, e-post, epost, mail, e-mail, adress
postadress, anteckning, anteckningar, kommentar, kommentarer, övrigt, notering, noteringar, obs, signatur
underskrift, ålder, land, hemland, ursprungsland, personnummer, samordningsnummer, lma, lma-nummer, lma-kort
dossiernummer, kontakt, skola, utbildning, barn, antal barn, sfi, handläggare, lokal, plats, vecka, betalt
fika, tema, teman
innehåll, aktivitet, veckodag, träff, träff nr, sammankomst, modersmål
summa, total, totalt, procent, bortfall, startdatum, slutdatum, anmäld, anmälan, allergi
inskriven, nr
"""


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace("\n", ",").split(",") if word.strip()]


def _fields(table: str) -> dict[str, Field]:
    lines = (line.partition(": ") for line in table.strip().splitlines())
    return {word: Field(field) for field, _, words in lines for word in _words(words)}


FIELDS = _fields(_SPELLINGS)
COMMON_EXTRAS = frozenset(_words(_COMMON_EXTRAS))


def field_of(value: Value | None) -> Field | None:
    """The field that a heading or a label names: "Kommun:" and "KOMMUN" are the municipality."""
    bare = _bare(value)
    if found := FIELDS.get(bare) or FIELDS.get(_without_hint(bare)):
        return found
    return Field.PERSON if _NAME_AND_MORE.fullmatch(bare) else None


# What stands beside a heading to say how the column is filled in.
_HINT = re.compile(r"\([^)]*\)|\b(?:k/m|m/k|ååå+å|åå)\b")
_NAME_AND_MORE = re.compile(r"(?:deltagare|deltagarens namn|namn)\s*(?:och|/|,|&|\+)\s*[a-zåäö. -]{2,30}")


def _without_hint(bare: str) -> str:
    return " ".join(_HINT.sub(" ", bare).split()).strip(" :*.?")


def label_and_rest(value: Value | None) -> tuple[Field, str] | None:
    """("Ledare: Sahar Karimi") → (LEADER, "Sahar Karimi"): a label with its value in the same cell."""
    label, colon, rest = text_of(value).partition(":")
    field = field_of(label)
    return (field, rest.strip()) if colon and field and rest.strip() else None


def labels_in(value: Value | None) -> list[tuple[Field, str]]:
    """Every label of a cell with its value: "Cirkel: Vägar vidare 14   Kommun: Malmö" has two."""
    text = text_of(value)
    found = list(_LABELS.finditer(text))
    ends = [*[match.start() for match in found][1:], len(text)]
    values = (text[match.end() : end].strip(" ,;|·–") for match, end in zip(found, ends, strict=False))
    return [(FIELDS[folded(match.group(1))], rest) for match, rest in zip(found, values, strict=True) if rest]


_LABELLED = {Field.CIRCLE, Field.MUNICIPALITY, Field.LANGUAGE, Field.LEADER, Field.HOURS, Field.DATE, Field.START}
_LABELS = re.compile(
    r"(?:(?<=[\s,;|·–])|^)("
    + "|".join(sorted((re.escape(word) for word, at in FIELDS.items() if at in _LABELLED), key=len, reverse=True))
    + r")\s?:\s*",
    re.IGNORECASE,
)


def common_extra(value: Value | None) -> str:
    """The heading as written where it is a common one, else ""."""
    text = text_of(value)
    return text if _bare(value) in COMMON_EXTRAS else ""


def _bare(value: Value | None) -> str:
    return folded(text_of(value)).strip(" :*.?") if isinstance(value, str) else ""
