"""The two papers of an extract that programs read: how it came about, and what protects whoever is in it."""

from exports.columns import Words
from exports.dataset import Description
from exports.extract.paper import ALWAYS, About, not_anonymous
from exports.rules.extracts import Lacks
from exports.writers.papers import SYNTHETIC_STEPS, as_json

STEPS = [
    "The study met every condition of an extract when it was asked for and again when it was built.",
    "A data steward and the principal of the study approved it. Neither had asked for it.",
    "Rows were taken of those alone who had said yes to this study and whose attendance list is signed.",
    "People, circles and leaders were given pseudonyms of this study and recipient; characteristics were coarsened.",
    "All files were written from the same rows.",
    "An independent checker opened every finished file and passed it.",
    "The package was locked for the recipient's key. What is kept of it cannot be opened by those who made it.",
]
# Column → what stands in it in place of something finer.
COARSENED = {
    "age_band": Words("sex band i stället för ålder", "six bands in place of age"),
    "arrival_band": Words("fyra band i stället för tid", "four bands in place of a time"),
    "schooling": Words("tre band i stället för skolår", "three bands in place of years"),
    "session": Words("träffens nummer i stället för datum", "the session's ordinal in place of its date"),
    "week": Words("vecka i cirkeln i stället för datum", "week of the circle in place of a date"),
    "enrolled_week": Words("vecka i cirkeln i stället för datum", "week of the circle in place of a date"),
    "county": Words("län i stället för kommun", "county in place of municipality"),
}


def _conditions(about: About) -> dict[Lacks, tuple[Words, str]]:
    """Each condition of an extract: what it asks, and what met it."""
    return {
        Lacks.MODE: (Words("Etikprövad studie", "Ethics-reviewed study"), "ethics"),
        Lacks.ETHICS: (Words("Etikprövningens diarienummer", "Ethics reference"), about.ethics),
        Lacks.AGREEMENT: (Words("Avtal om uppgifterna", "Agreement on the data"), about.agreement),
        Lacks.DPIA: (Words("Konsekvensbedömning", "Impact assessment"), about.dpia),
        Lacks.PURPOSE: (Words("Syftet är skrivet", "The purpose is written"), "written"),
        Lacks.NOTICE: (Words("Information till deltagarna", "Notice to participants"), f"version {about.notice}"),
        Lacks.RECIPIENT: (Words("Informationen nämner mottagaren", "The notice names the recipient"), about.recipient),
        Lacks.DESTROY_BY: (Words("Förstörs senast", "To be destroyed by"), about.destroy_by.isoformat()),
        Lacks.PRINCIPAL: (Words("Huvudansvarig godkänner", "The principal approves"), "approved"),
        Lacks.SECOND_PERSON: (Words("Den som begär godkänner inte", "Whoever asks does not approve"), "two others"),
        Lacks.PUBLIC_KEY: (Words("Låst för mottagarens nyckel", "Locked for the recipient's key"), "age"),
        Lacks.OPEN: (Words("Studien är öppen", "The study is open"), "open"),
    }


def papers(data: Description, about: About) -> dict[str, bytes]:
    """Without a time: two builds of the same rows are the same bytes."""
    told = {
        "release": about.code,
        "delivery": about.number,
        "study": about.study,
        "recipient": about.recipient,
        "population": {"programme": about.programme, "notice": about.notice},
        "steps": STEPS,
    }
    stood = [{"rule": rule, "met_by": met_by, **_both(words)} for rule, (words, met_by) in _conditions(about).items()]
    protection = {"risk": _both(not_anonymous(about)), "protection": [_both(words) for words in ALWAYS]}
    report = {"release": about.code, "pseudonymised": True, **protection, "conditions": stood}
    return _papers(data, {"anonymous": False, "synthetic": False}, told, report)


def papers_of_practice(data: Description) -> dict[str, bytes]:
    """Of the same shape, and of nobody: no condition stood for rows that are about nobody."""
    return _papers(data, {"synthetic": True}, {"steps": SYNTHETIC_STEPS}, {"conditions": []})


def _papers(data: Description, kind: dict, origin: dict, report: dict) -> dict[str, bytes]:
    rows = {table.name: len(table.rows) for table in data.tables}
    variables = {table.name: list(table.header) for table in data.tables}
    provenance = {
        "name": data.stem,
        "software": "Ringar",
        "profile": "rx",
        **kind,
        **origin,
        "tables": [{"name": name, "rows": number, "variables": variables[name]} for name, number in rows.items()],
    }
    disclosure = {
        "name": data.stem,
        **kind,
        **report,
        "coarsened": [{"variable": name, **_both(words)} for name, words in COARSENED.items()],
        "counts": {"people": len(data.tables[0].rows), "rows": rows},
    }
    return {"provenance.json": as_json(provenance), "disclosure.json": as_json(disclosure)}


def _both(words: Words) -> dict[str, str]:
    return {"sv": words.sv, "en": words.en}
