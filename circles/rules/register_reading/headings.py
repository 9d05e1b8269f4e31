"""What people call the columns of an attendance list, and the lines above it."""

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


_WORDS = {
    Field.NUMBER: "nr|nr.|no|nummer|#|rad|löpnr|löpnummer|id",
    Field.PERSON: (
        "deltagare|deltagarna|deltagarens namn|deltagares namn|deltagarnamn|namn på deltagare|namn|namnet|"
        "för- och efternamn|för och efternamn|förnamn och efternamn|förnamn efternamn|efternamn och förnamn|"
        "fullständigt namn|namn/personnummer|namn och personnummer|namn, personnummer|person|elev|medlem|studerande|"
        "name|full name|participant|participants|الاسم|اسم|المشارك"
    ),
    Field.FIRST_NAME: "förnamn|tilltalsnamn|first name|given name",
    Field.LAST_NAME: "efternamn|last name|surname|family name",
    Field.GENDER: "kön|kön (k/m)|k/m|m/k|kvinna/man|man/kvinna|juridiskt kön|gender|sex",
    Field.BORN: "född|född år|födelseår|födelse år|födelsedatum|födelsedag|födelsetid|född (år)|född datum|f. år|år född|årtal|birth year|year of birth|born",
    Field.DATE: "datum|dag|datum för träff|träffdatum|träffens datum|träff datum|sammankomst datum|date",
    Field.START: "tid|starttid|klockslag|kl|börjar|start|time",
    Field.CIRCLE: "cirkel|cirkelns namn|cirkelnamn|cirkelns titel|samtalscirkel|studiecirkel|grupp|gruppnamn|gruppens namn|kurs|arrangemang|circle|group",
    Field.MUNICIPALITY: "kommun|ort|kommunen|kommun/ort|ort/kommun|municipality",
    Field.LANGUAGE: "språk|cirkelns språk|cirkelspråk|modersmål|språket|language",
    Field.LEADER: "ledare|ledaren|samtalsledare|cirkelledare|ledarens namn|cirkelledarens namn|kommunikatör|ledare/ledare|ledarna|ledarens för- och efternamn|leader",
    Field.MARK: "närvaro|närvarande|närv|närv.|deltagit|deltog|närvaro/frånvaro|närvarande/frånvarande|status|attendance|present",
    Field.FILM: "film|filmer|visad film|film som visades|filmens namn",
    Field.HOURS: (
        "studietimmar|studietimmar per träff|studietimmar/träff|timmar|timmar per träff|timmar/träff|antal timmar|"
        "antal studietimmar|studietim|st.tim|sttim|tim|hours"
    ),
    Field.TOTAL: "summa|totalt|total|antal|antal träffar|antal gånger|antal närvaro|summa närvaro|s:a|närvaro %|% närvaro|procent",
}  # fmt: skip
FIELDS = {word: field for field, words in _WORDS.items() for word in words.split("|")}

# Extra columns that may be named back to the reader; others are told by letter, for a heading can be a name.
_COMMON_EXTRAS = {
    word
    for word in (
        "telefon|telefonnummer|tel|tel.|mobil|mobilnummer|mobiltelefon|e-post|epost|mail|e-mail|adress|postadress|"
        "anteckning|anteckningar|kommentar|kommentarer|övrigt|notering|noteringar|obs|signatur|underskrift|"
        "ålder|land|hemland|ursprungsland|personnummer|samordningsnummer|lma|lma-nummer|lma-kort|dossiernummer|"
        "kontakt|skola|utbildning|barn|antal barn|sfi|handläggare|lokal|plats|vecka|betalt|fika|tema|summa|total|"
        "totalt|procent|bortfall|startdatum|slutdatum|anmäld|anmälan|matpreferens|allergi|status|inskriven"
    ).split("|")
}


def field_of(value: Value | None) -> Field | None:
    """The field that a heading or a label names: "Kommun:" and "KOMMUN" are the municipality."""
    return FIELDS.get(_bare(value))


def label_and_rest(value: Value | None) -> tuple[Field, str] | None:
    """("Ledare: Sahar Karimi") → (LEADER, "Sahar Karimi"): a label with its value in the same cell."""
    label, colon, rest = text_of(value).partition(":")
    field = field_of(label)
    return (field, rest.strip()) if colon and field and rest.strip() else None


def common_extra(value: Value | None) -> str:
    """The heading as written where it is a common one, else ""."""
    text = text_of(value)
    return text if _bare(value) in _COMMON_EXTRAS else ""


def _bare(value: Value | None) -> str:
    return folded(text_of(value)).strip(" :*.?") if isinstance(value, str) else ""
