"""States, rules and steps of releases in the reader's language."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from core import jobs
from core.models import Job
from disclosure import Rule, Shortfall
from exports.actions import extracts, tables
from exports.actions.building import STEPS
from exports.changes import Change
from exports.columns import Words
from exports.models import Release
from exports.rules.classes import KRefused, KRule
from exports.rules.extracts import Lacks
from exports.rules.fetching import is_put_away
from exports.rules.lifecycle import Step
from exports.rules.refusals import Refusal

# Status → tone and icon of its badge; the word is the model's.
BADGES = {
    "requested": ("quiet", "clock"),
    "previewed": ("quiet", "eye"),
    "approved": ("info", "seal-check"),
    "building": ("info", "hourglass-medium"),
    "ready": ("done", "check-circle"),
    "refused": ("error", "x-circle"),
    "superseded": ("quiet", "arrows-clockwise"),
    "withdrawn": ("quiet", "prohibit"),
}

STOPPED = {  # approved, and the work on it isn't going on
    Job.State.FAILED: ("error", "warning-circle", gettext_lazy("Stannade")),
    Job.State.CANCELLED: ("quiet", "pause", gettext_lazy("Avbruten")),
}


PUT_AWAY = ("quiet", "archive", gettext_lazy("Undanlagd"))


def badge(release: Release, now: datetime) -> tuple[str, str, str]:
    """Tone, icon and word: the state, that its work has stopped, or that its files are put away."""
    if release.has_stopped:
        return STOPPED[release.job.state]
    if release.status == "ready" and is_put_away(release.fetch_until, now):
        return PUT_AWAY
    return (*BADGES[release.status], release.get_status_display())


# What somebody wanted who came too late.
WANTED = {
    Step.PREVIEW: gettext_lazy("Du ville förhandsgranska utgåvan."),
    Step.APPROVE: gettext_lazy("Du ville godkänna utgåvan."),
    Step.REFUSE: gettext_lazy("Du ville neka utgåvan."),
    Step.WITHDRAW: gettext_lazy("Du ville återkalla utgåvan."),
    Step.PAUSE: gettext_lazy("Du ville avbryta arbetet."),
    Step.BUILD: gettext_lazy("Du ville göra om utgåvan."),
}

STEP_WORDS = {
    "A_characteristics": gettext_lazy("gör uppgifter om personer grövre"),
    "B_outcomes": gettext_lazy("lägger ihop svar i grupper"),
    "S_statistics": gettext_lazy("räknar statistik"),
    "C_attendance": gettext_lazy("räknar närvaro"),
    "D_delivery": gettext_lazy("räknar moduler och filmer"),
    "F_flow": gettext_lazy("räknar vägen genom cirkeln"),
    "write": gettext_lazy("skriver filen"),
    "check": gettext_lazy("kontrollerar filen"),
    tables.FILES: gettext_lazy("gör forskningsfilerna som tabellerna skrivs ur"),
    tables.TABLES: gettext_lazy("räknar ut tabellerna ur forskningsfilerna"),
    extracts.READ: gettext_lazy("läser rader"),
    extracts.LOCK: gettext_lazy("låser filen för mottagaren"),
}

REFUSALS = {
    Refusal.NOT_FIXED: gettext_lazy("Underlaget är stort nog men inte låst än. Dataskydd låser det varje halvår."),
    Refusal.TOO_COARSE: gettext_lazy("Mer än var tjugonde person hade behövt döljas helt."),
    Refusal.GATE: gettext_lazy("Kontrollen av den färdiga filen stoppade den. Inget har lämnats ut."),
    Refusal.AUTHORITY_ENDED: gettext_lazy("Den som begärde eller godkände har inte längre den rollen."),
    Refusal.PURPOSE: gettext_lazy("Syftet räcker inte för det som begärs."),
    Refusal.AGREEMENT: gettext_lazy("Avtal om uppgifterna saknas."),
    Refusal.RECIPIENT: gettext_lazy("Mottagaren kan inte ta emot filen på ett säkert sätt."),
    Refusal.NO_TABLE: gettext_lazy("Underlaget är för litet: ingen av tabellerna får skrivas."),
    Refusal.NOBODY: gettext_lazy("Ingen vars närvarolista är signerad har sagt ja till studien."),
    Refusal.KEY_LOST: gettext_lazy("Studiens nyckel är borta. Utan den kan leveranserna inte höra ihop."),
}

# Each condition of a research extract: as it holds, and as it is missing.
CONDITIONS = {
    Lacks.MODE: (
        gettext_lazy("Studien är etikprövad."),
        gettext_lazy("Studien är en anonym uppföljning. Bara en etikprövad studie får rader om enskilda personer."),
    ),
    Lacks.ETHICS: (
        gettext_lazy("Etikprövningens diarienummer finns."),
        gettext_lazy("Etikprövningens diarienummer saknas."),
    ),
    Lacks.AGREEMENT: (
        gettext_lazy("Avtal om uppgifterna finns."),
        gettext_lazy("Avtal om uppgifterna saknas i studiens upplägg."),
    ),
    Lacks.DPIA: (
        gettext_lazy("Konsekvensbedömning finns."),
        gettext_lazy("Konsekvensbedömning saknas i studiens upplägg."),
    ),
    Lacks.PURPOSE: (gettext_lazy("Syftet är skrivet."), gettext_lazy("Syftet saknas.")),
    Lacks.NOTICE: (
        gettext_lazy("Information till deltagarna är skriven."),
        gettext_lazy("Information till deltagarna är inte skriven, eller har skrivits om sedan uttaget begärdes."),
    ),
    Lacks.RECIPIENT: (
        gettext_lazy("Informationen nämner mottagaren."),
        gettext_lazy("Informationen till deltagarna nämner inte mottagaren."),
    ),
    Lacks.DESTROY_BY: (
        gettext_lazy("Dagen då allt ska vara förstört ligger framåt."),
        gettext_lazy("Dagen då mottagaren ska ha förstört allt har passerat."),
    ),
    Lacks.PRINCIPAL: (
        gettext_lazy("Studien har en huvudansvarig som kan godkänna."),
        gettext_lazy("Studien har ingen huvudansvarig som kan godkänna."),
    ),
    Lacks.SECOND_PERSON: (
        gettext_lazy("Den huvudansvariga är en annan än den som begär."),
        gettext_lazy("Den huvudansvariga kan inte begära själv: ingen godkänner sin egen begäran."),
    ),
    Lacks.PUBLIC_KEY: (
        gettext_lazy("Mottagarens publika nyckel finns."),
        gettext_lazy("Mottagarens publika nyckel saknas. Utan den kan ingen fil låsas."),
    ),
    Lacks.OPEN: (
        gettext_lazy("Studien är öppen."),
        gettext_lazy("Studien är avslutad och dess nycklar är förstörda."),
    ),
}


K_REFUSED = {
    KRule.TOO_LOW: gettext_lazy("Minsta grupp kan inte vara %(asked)s: den är minst 5, så att ingen kan kännas igen."),
    KRule.TOO_HIGH: gettext_lazy("Minsta grupp kan inte vara %(asked)s: den är högst 15."),
    KRule.LOWERED: gettext_lazy("Minsta grupp är redan %(now)s. Den kan höjas men aldrig sänkas."),
    KRule.PUBLISHED: gettext_lazy("Filen görs eller finns redan, lika för alla. Minsta grupp ändras inte efteråt."),
    KRule.TOO_COARSE: gettext_lazy("Med minsta grupp %(asked)s hade mer än var tjugonde person behövt döljas helt."),
}


def k_refused(refused: KRefused) -> str:
    """The sentence and the rule."""
    facts = {"asked": refused.asked, "now": refused.now}
    sentence = K_REFUSED[refused.rule] % facts
    return gettext("%(sentence)s Regel: %(rule)s.") % {"sentence": sentence, "rule": refused.rule}


def people(number: int) -> str:
    return ngettext("%(n)s person", "%(n)s personer", number) % {"n": number}


def about_people(number: int) -> str:
    return gettext("ca %(n)s personer") % {"n": number}


def no_table() -> str:
    return gettext("ingen tabell: mer än var tjugonde person hade behövt döljas")


def in_a_row(columns: Sequence[str]) -> str:
    """Columns of A within a sentence; "" for none."""
    return get_text_list([str(COLUMNS[column]) for column in columns], gettext("och"))


def rule_sentence(rule: dict) -> str:
    """A line of a release's `refusal` as a sentence."""
    name = rule["rule"]
    if name == Rule.TOO_FEW_CIRCLES:
        return gettext("För få avslutade cirklar: minst %(needed)s behövs och %(missing)s fattas.") % rule
    if name == Rule.TOO_FEW_PEOPLE:
        return gettext("För få personer: minst %(needed)s behövs och ungefär %(missing)s fattas.") % rule
    if name in CONDITIONS:
        return str(CONDITIONS[name][1])
    return str(REFUSALS[name])


def carried_over(shortfalls: Sequence[Shortfall]) -> str:
    """What the programme's next batch waits for, rounded; "" when it waits for nothing but the half-year."""
    missing = {gap.rule: gap.missing for gap in shortfalls}
    people, circles = missing.get(Rule.TOO_FEW_PEOPLE), missing.get(Rule.TOO_FEW_CIRCLES)
    facts = {"people": people, "circles": circles}
    if people and circles:
        return (
            ngettext(
                "Nästa underlag kan låsas när ungefär %(people)s personer från %(circles)s cirkel till är med.",
                "Nästa underlag kan låsas när ungefär %(people)s personer från %(circles)s cirklar till är med.",
                circles,
            )
            % facts
        )
    if circles:
        return (
            ngettext(
                "Nästa underlag kan låsas när %(circles)s cirkel till är avslutad.",
                "Nästa underlag kan låsas när %(circles)s cirklar till är avslutade.",
                circles,
            )
            % facts
        )
    if people:
        return gettext("Nästa underlag kan låsas när ungefär %(people)s personer till är med.") % facts
    return ""


_STEPS = {extracts.BUILD: extracts.STEPS, tables.BUILD_TABLES: tables.STEPS}


def step_words(job: Job) -> str:
    """ "Steg 3 av 5: räknar vägen genom cirkeln" """
    steps = _STEPS.get(job.kind, STEPS)
    if job.step not in steps:
        return gettext("Väntar på att börja")
    facts = {"step": steps.index(job.step) + 1, "of": len(steps), "what": STEP_WORDS[job.step]}
    return gettext("Steg %(step)s av %(of)s: %(what)s") % facts


def time_left(seconds: int | None) -> str:
    if seconds is None:
        return ""
    if seconds < 60:
        return gettext("mindre än en minut kvar")
    minutes = round(seconds / 60)
    return ngettext("ungefär %(n)s min kvar", "ungefär %(n)s min kvar", minutes) % {"n": minutes}


def stopped_words(job: Job) -> str:
    """Why the work isn't going on: cancelled, or failed and for what reason."""
    if job.state == Job.State.CANCELLED:
        return gettext("Arbetet avbröts. Inget har lämnats ut.")
    return str(jobs.sentence(job) or REFUSALS.get(job.message, ""))


def in_readers_language(words: Words) -> str:
    """Codebooks are in Swedish and English; readers of other languages get the English one."""
    return words.sv if (get_language() or "sv").startswith("sv") else words.en


# Format → icon and what is in it, in the order of the buttons.
FILES = {
    "xlsx": ("file-xls", gettext_lazy("med kodbok")),
    "sav": ("table", ".sav"),
    "csv": ("file-csv", "UTF-8"),
    "dta": ("table", ".dta"),
    "parquet": ("database", ".parquet"),
    "zip": ("package", gettext_lazy("alla format")),
    "age": ("lock", gettext_lazy("alla format, öppnas med er hemliga nyckel")),
}


COLUMNS = {
    "sex": gettext_lazy("kön"),
    "age_band": gettext_lazy("ålder"),
    "language_group": gettext_lazy("språkgrupp"),
    "arrival_band": gettext_lazy("tid i Sverige"),
    "dose_band": gettext_lazy("dos"),
    "period": gettext_lazy("period"),
}


CHANGES = {
    Change.NEW_SHEET: gettext_lazy("Ny tabell"),
    Change.SHEET_GONE: gettext_lazy("Tabellen är borta"),
    Change.NEW: gettext_lazy("Ny variabel"),
    Change.GONE: gettext_lazy("Borta"),
    Change.LABEL: gettext_lazy("Annan etikett"),
    Change.DEFINITION: gettext_lazy("Annan definition"),
    Change.LEVEL: gettext_lazy("Annan mätnivå"),
    Change.NEW_VALUES: gettext_lazy("Nya koder:"),
    Change.VALUES_GONE: gettext_lazy("Koder som är borta:"),
    Change.VALUE_LABELS: gettext_lazy("Koder som betyder något annat:"),
}
