"""What the reader found, as sentences that say what to do. None holds a person's name or what stood in a cell."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.remarks import Remark
from circles.words import WORDS as OF_RULES
from core.times import date_words, short_day, weekday_day

FIELDS = {
    Field.NUMBER: _lazy("Nr"),
    Field.PERSON: _lazy("Deltagare"),
    Field.FIRST_NAME: _lazy("Förnamn"),
    Field.LAST_NAME: _lazy("Efternamn"),
    Field.GENDER: _lazy("Kön"),
    Field.BORN: _lazy("Född"),
    Field.DATE: _lazy("Datum"),
    Field.START: _lazy("Tid"),
    Field.CIRCLE: _lazy("Cirkel"),
    Field.MUNICIPALITY: _lazy("Kommun"),
    Field.LANGUAGE: _lazy("Språk"),
    Field.LEADER: _lazy("Ledare"),
    Field.MARK: _lazy("Närvaro"),
    Field.FILM: _lazy("Film"),
    Field.HOURS: _lazy("Studietimmar"),
    Field.TOTAL: _lazy("Summa"),
}


def field_name(code: str) -> str:
    """The Swedish heading we know a column by, in the page's language."""
    return str(FIELDS[Field(code)]) if code else ""


def sentence(remark: Remark) -> str:
    """KeyError for a code without words: a fault of ours."""
    return SENTENCES[remark.reason.code](**dict(remark.reason.values))


def _or_nearest(plain: str, near: str, nearest) -> str:
    """The sentence with the nearest of what we know, where something is near."""
    return near % {"nearest": nearest} if nearest else plain


def _date(plain: str, near: str, nearest) -> str:
    return near % {"nearest": date_words(nearest)} if nearest else plain


SENTENCES = {
    # Marks
    "unknown_mark": lambda nearest: _or_nearest(
        _("Markeringen känns inte igen. Skriv x, del, anm eller -, eller lämna cellen tom."),
        _("Markeringen känns inte igen. Närmast är %(nearest)s. Skriv x, del, anm eller -, eller lämna cellen tom."),
        nearest,
    ),
    "two_marks": lambda other_row: (
        _(
            "Samma namn har en annan markering för samma datum på rad %(row)d. Behåll en av dem. "
            "Är det två personer, skriv deras namn olika."
        )
        % {"row": other_row}
    ),
    "person_twice": lambda other_row: (
        _("Samma person finns också på rad %(row)d. Raderna är lagda ihop.") % {"row": other_row}
    ),
    "marks_without_name": lambda: _("Raden har närvaro men inget namn. Skriv deltagaren eller töm raden."),
    "marks_without_date": lambda: _(
        "Kolumnen har närvaro men inget datum i rubriken. Skriv datumet eller töm kolumnen."
    ),
    "marks_missing": lambda: _("Listan har ingen kolumn med närvaro. Döp den till Närvaro."),
    "other_mark_kept": lambda: _("Ringar har en annan markering. Den behålls. Ändra i närvaron om listan har rätt."),
    # Dates
    "unknown_date": lambda nearest: _date(
        _("Datumet går inte att läsa. Skriv det som 2025-09-03 eller 3 sep 2025."),
        _("Datumet går inte att läsa. Närmast är %(nearest)s."),
        nearest,
    ),
    "date_missing": lambda: _("Datumet saknas. Skriv det som 2025-09-03 eller 3 sep 2025."),
    "year_missing": lambda nearest: _date(
        _("Datumet saknar år. Skriv det som 2025-09-03."),
        _("Datumet saknar år. Skriv det, till exempel %(nearest)s."),
        nearest,
    ),
    "implausible_date": lambda nearest: _date(
        _("Datumet ligger för långt bort för att stämma. Kontrollera året."),
        _("Datumet ligger för långt bort för att stämma. Närmast är %(nearest)s."),
        nearest,
    ),
    "year_inferred": lambda first, last: (
        _("Datumen saknar år. De är lästa som %(first)s till %(last)s.")
        % {"first": date_words(first), "last": date_words(last)}
        if first != last
        else _("Datumet saknar år. Det är läst som %(day)s.") % {"day": date_words(first)}
    ),
    "year_latest": lambda first, last: (
        _(
            "Inget år står i filen. Datumen är lästa som de senaste som har varit: %(first)s till %(last)s. "
            "Skriv året om det är ett annat."
        )
        % {"first": date_words(first), "last": date_words(last)}
        if first != last
        else _(
            "Inget år står i filen. Datumet är läst som det senaste som har varit: %(day)s. "
            "Skriv året om det är ett annat."
        )
        % {"day": date_words(first)}
    ),
    "marks_ahead": lambda day: (
        _("Den %(day)s har inte varit än men har närvaro. Rätta datumet eller töm markeringarna.")
        % {"day": date_words(day)}
    ),
    "passes_new_year": lambda first, last: (
        _(
            "Cirkelns träffar går från %(first)s till %(last)s. En studiecirkel ska börja och sluta samma år: "
            "kontrollera åren."
        )
        % {"first": date_words(first), "last": date_words(last)}
    ),
    "other_weekday": lambda day: (
        _("Veckodagen stämmer inte: det är %(day)s. Datumet gäller.") % {"day": weekday_day(day)}
    ),
    "date_twice": lambda day: (
        _("Den %(day)s finns i två kolumner. Är det två träffar samma dag, skriv klockslagen i rubrikerna.")
        % {"day": short_day(day)}
    ),
    "dates_out_of_order": lambda: _("Datumen står inte i ordning. Träffarna är ordnade efter datum."),
    "dates_far_apart": lambda first, last: (
        _("Cirkelns träffar går från %(first)s till %(last)s. Kontrollera åren.")
        % {"first": date_words(first), "last": date_words(last)}
    ),
    "session_cancelled": lambda: _("Träffen är inställd i Ringar men har närvaro i listan. Återställ träffen först."),
    # People
    "unknown_birth_year": lambda nearest: _or_nearest(
        _("Födelseåret går inte att läsa. Skriv fyra siffror, eller lämna cellen tom."),
        _("Födelseåret stämmer inte. Närmast är %(nearest)s."),
        nearest,
    ),
    "birth_year_missing": lambda: _("Inget födelseår i listan. Åldersgruppen lämnas öppen."),
    "two_birth_years": lambda other_row: (
        _("Samma namn har ett annat födelseår på rad %(row)d. Rätta året. Är det två personer, skriv deras namn olika.")
        % {"row": other_row}
    ),
    "same_name_two_people": lambda other_row: (
        _("Samma namn som på rad %(row)d men annat födelseår: två personer.") % {"row": other_row}
    ),
    "unknown_gender": lambda: _("Könet går inte att läsa och lämnas öppet. Skriv K eller M."),
    "gender_missing": lambda: _("Inget kön i listan. Det lämnas öppet."),
    "two_genders": lambda other_row: (
        _("Ett annat kön än på rad %(row)d. Det som står där gäller.") % {"row": other_row}
    ),
    "person_in_two_circles": lambda: _(
        "Samma namn, födelseår och kön finns i en annan cirkel i filen: samma person, samma kort."
    ),
    "known_from_other_circle": lambda: _("Nyckeln känner personen från en annan cirkel: samma kort."),
    "new_in_known_circle": lambda is_near: (
        _("Ny i cirkeln: får ett nytt kort. Ett snarlikt namn finns i nyckeln.")
        if is_near
        else _("Ny i cirkeln: får ett nytt kort.")
    ),
    "leaders_row": lambda: _("Raden är ledarens. Den räknas inte som en deltagare."),
    "too_many_people": lambda day, people, most: (
        _(
            "Träffen %(day)s har %(people)d deltagare. Reglerna räknar högst %(most)d med ledaren: "
            "kontrollera markeringarna."
        )
        % {"day": short_day(day), "people": people, "most": most}
    ),
    "row_after_total": lambda: _("Raden under summan läses inte som en deltagare."),
    "number_column_left_out": lambda: _(
        "Kolumnen har personnummer, samordningsnummer eller LMA-nummer. Den är utelämnad och sparas inte."
    ),
    "number_taken_from_name": lambda: _("Det står nummer bredvid namn i kolumnen. Numren är utelämnade."),
    "number_in_cell": lambda: _("Cellen har ett personnummer, samordningsnummer eller LMA-nummer. Ta bort det."),
    "no_people": lambda: _("Tabellen har inga deltagare."),
    # The circle
    "title_missing": lambda: _(
        "Cirkelns namn saknas. Skriv det ovanför tabellen, till exempel Cirkel: Vägar vidare 14."
    ),
    "title_too_long": lambda most: (
        ngettext(
            "Cirkelns namn är för långt. Det får ha högst %(most)d tecken.",
            "Cirkelns namn är för långt. Det får ha högst %(most)d tecken.",
            most,
        )
        % {"most": most}
    ),
    "title_from_sheet": lambda: _("Cirkelns namn är taget ur bladets namn eller rubrik."),
    "programme_unknown": lambda: _("Cirkelns namn hör till inget program. Cirkeln sparas utan program."),
    "unknown_municipality": lambda nearest: _or_nearest(
        _("Kommunen känns inte igen. Skriv kommunens namn."),
        _("Kommunen känns inte igen. Närmast är %(nearest)s."),
        nearest,
    ),
    "municipality_missing": lambda: _("Kommunen saknas. Skriv den ovanför tabellen, till exempel Kommun: Malmö."),
    "municipality_from_leader": lambda: _("Kommunen saknas i listan. Ledarens eller knutpunktens kommun gäller."),
    "title_again": lambda year: (
        _("Samma cirkelnamn finns ett tidigare år i listan. Träffarna %(year)d är lästa som en ny cirkel.")
        % {"year": year}
    ),
    "facts_from_heading": lambda: _(
        "Kommun, språk eller ledare är tagna ur raderna ovanför tabellen eller bladets namn. Kontrollera dem."
    ),
    "filled_from_above": lambda: _(
        "Tomma celler i kolumnen är lästa som raden ovanför. Fyll i dem om någon rad är en annan."
    ),
    "same_title_elsewhere": lambda: _("En cirkel i en annan kommun har samma namn. De är lästa som två cirklar."),
    "unknown_language": lambda nearest: _or_nearest(
        _("Språket känns inte igen. Skriv ett språk, till exempel arabiska."),
        _("Språket känns inte igen. Närmast är %(nearest)s."),
        nearest,
    ),
    "language_missing": lambda: _("Språket saknas. Skriv det ovanför tabellen, till exempel Språk: arabiska."),
    "language_from_leader": lambda: _("Språket saknas i listan. Ledarens språk gäller."),
    "two_languages": lambda: _("Cirkeln har ett annat språk på andra rader. Skriv samma språk på alla."),
    "unknown_leader": lambda is_near: (
        _("Ledaren finns inte i Ringar och läggs till utan konto. Ett snarlikt namn finns: kontrollera stavningen.")
        if is_near
        else _("Ledaren finns inte i Ringar och läggs till utan konto.")
    ),
    "leader_missing": lambda: _("Ledaren saknas i listan. Cirkeln sparas utan ledare."),
    "other_leader": lambda: _("En annan ledare än på de flesta rader. Den läggs till som vikarie."),
    "same_title_other_leader": lambda: _(
        "Två blad har samma cirkelnamn men olika ledare. Skriv olika namn om det är två cirklar."
    ),
    "circle_continues": lambda: _("Cirkeln finns också på ett annat blad. Bladen är lagda ihop."),
    # Hours and films
    "unknown_hours": lambda most: (
        _("Studietimmarna går inte att läsa. Skriv ett helt tal, högst %(most)d.") % {"most": most}
    ),
    "hours_over_ceiling": lambda most, nearest: (
        _("Studietimmarna är fler än reglerna tillåter den dagen, %(most)d per träff. Närmast är %(nearest)d.")
        % {"most": most, "nearest": nearest}
    ),
    "hours_not_whole": lambda nearest: (
        _("Studietimmar räknas i hela timmar om 45 minuter. Närmast är %(nearest)d.") % {"nearest": nearest}
    ),
    "two_hours": lambda day: (
        _("Träffen %(day)s har olika studietimmar på olika rader. Skriv samma på alla.") % {"day": short_day(day)}
    ),
    "hours_missing": lambda: _("Inga studietimmar i listan. Ledaren får bekräfta dem."),
    "other_hours_kept": lambda day: (
        _("Träffen %(day)s har andra studietimmar i Ringar. De behålls.") % {"day": short_day(day)}
    ),
    "unknown_film": lambda nearest: _or_nearest(
        _("Filmen känns inte igen och lämnas utanför. Skriv filmens namn som i Ringar, till exempel Film 1."),
        _("Filmen känns inte igen och lämnas utanför. Närmast är %(nearest)s: skriv så om det är den."),
        nearest,
    ),
    "film_too_long": OF_RULES["film_too_long"],
    "film_without_version": lambda films, language: (
        _(
            "%(films)s finns inte på %(language)s i Ringar och lämnas utanför. Lägg till språket under Filmer "
            "före importen, eller välj film på träffen efteråt."
        )
        % {"films": films, "language": language}
    ),
    # Sheets and cells
    "formula_without_value": lambda: _(
        "Cellen har en formel utan värde. Öppna filen i Excel, spara den och ladda upp igen."
    ),
    "hidden_sheet": lambda: _("Bladet är dolt och läses inte. Visa bladet om det ska med."),
    "sheet_not_read": lambda: _("Bladet har ingen närvarolista och läses inte."),
    "no_person_column": lambda: _("Bladet har datum men ingen kolumn med deltagare. Döp kolumnen till Deltagare."),
    "people_across": lambda: _(
        "Listan har datum nedåt och deltagare åt sidan. Vänd den i Excel: kopiera tabellen, välj Klistra in special "
        "och Transponera, och skriv Deltagare över namnen."
    ),
    "no_register_found": lambda: _(
        "Filen har ingen närvarolista. En lista behöver en rubrikrad med Deltagare och datum eller Närvaro."
    ),
    # What Ringar has already
    "other_hub": lambda: _("Kommunen hör till en annan knutpunkt än din. Be dess samordnare att importera listan."),
    "hub_is_new": lambda: _("Ingen knutpunkt arbetar i länet än. En ny läggs till."),
    "key_missing": lambda: _(
        "Cirkeln finns redan i Ringar. Ta med nyckeln från förra importen, så att ingen räknas två gånger."
    ),
    "other_key": lambda: _("Cirkeln finns redan i Ringar, och nyckeln du tog med hör inte till den."),
    "circle_closed": lambda: _(
        "Cirkeln är kontrollerad och låst det året, så inget kan läggas till. "
        "Är det en ny cirkel, ge den ett annat namn i listan."
    ),
    "no_key_written": lambda: _("Ingen nyckel skrevs. Ta med --key, annars vet ingen vem som har vilket kort."),
}

REFUSALS = {
    "empty_file": _lazy("Filen är tom. Välj filen igen."),
    "file_too_big": _lazy("Filen är större än 5 MB. Ta bort bilder eller dela upp den i flera filer."),
    "has_password": _lazy("Filen har ett lösenord. Öppna den i Excel, ta bort lösenordet och spara den."),
    "old_excel": _lazy("Filen är i det gamla formatet .xls. Öppna den i Excel och spara den som .xlsx."),
    "csv_file": _lazy("Filen är en textfil (CSV). Öppna den i Excel och spara den som .xlsx."),
    "opendocument": _lazy("Filen är i OpenDocument-format. Spara den som .xlsx."),
    "binary_excel": _lazy("Filen är i formatet .xlsb. Öppna den i Excel och spara den som .xlsx."),
    "strict_excel": _lazy("Filen är sparad som strikt Open XML. Spara den som vanlig Excel-arbetsbok (.xlsx)."),
    "other_program": _lazy("Filen kommer från ett annat program. Spara listan som .xlsx."),
    "picture_or_pdf": _lazy("Filen är en bild eller PDF. Ladda upp Excel-filen i stället."),
    "web_page": _lazy("Filen är en webbsida. Öppna den i Excel och spara den som .xlsx."),
    "not_a_workbook": _lazy("Filen är ingen Excel-fil. Välj en fil som slutar på .xlsx."),
    "broken_zip": _lazy("Filen är skadad. Öppna den i Excel, spara den på nytt och försök igen."),
    "broken_xml": _lazy("Filen är skadad inuti. Öppna den i Excel, spara den på nytt och försök igen."),
    "unreadable": _lazy("Filen går inte att läsa. Öppna den i Excel, spara den på nytt och försök igen."),
    "too_many_parts": _lazy("Filen har för många delar. Kopiera listan till en ny arbetsbok."),
    "odd_names": _lazy("Filen har delar som inte hör hemma i en Excel-fil. Kopiera listan till en ny arbetsbok."),
    "has_macros": _lazy("Filen har makron. Spara den som .xlsx utan makron."),
    "links_to_files": _lazy("Filen länkar till andra filer. Bryt länkarna i Excel (Data, Redigera länkar) och spara."),
    "has_embedded": _lazy("Filen har inbäddade objekt. Kopiera listan till en ny arbetsbok."),
    "has_entities": _lazy("Filen har en dokumenttyp som inte hör hemma i en Excel-fil. Kopiera listan till en ny."),
    "unpacks_too_big": _lazy("Filen blir för stor när den packas upp. Kopiera listan till en ny arbetsbok."),
    "claims_too_big": _lazy("Ett blad säger sig ha flera miljoner celler. Kopiera listan till en ny arbetsbok."),
    "scattered_cells": _lazy("Ett blad har celler långt utanför listan. Kopiera listan till en ny arbetsbok."),
    "odd_cells": _lazy("Ett blad har celler i fel ordning. Öppna filen i Excel, spara den på nytt och försök igen."),
    "too_many_cells": _lazy("Filen har för många celler. Dela upp listan i flera filer."),
    "too_many_styles": _lazy("Filen har för mycket formatering. Kopiera listan till en ny arbetsbok."),
    "too_many_sheets": _lazy("Filen har fler än 100 blad. Dela upp den i flera filer."),
    "long_texts": _lazy("Filen har orimligt långa texter. Kopiera listan till en ny arbetsbok."),
    "too_heavy": _lazy("Filen tar för lång tid eller för mycket minne att läsa. Dela upp den i flera filer."),
    "not_a_key": _lazy("Filen är ingen nyckel. Välj nyckelfilen från en tidigare import."),
}
