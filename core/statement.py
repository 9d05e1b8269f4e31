"""The accessibility statement, in the eleven parts of Digg's model text (DOS-lagen, MDFFS 2019:2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.models import StatementPart

UPDATED = date(2026, 11, 21)
REPORT_URL = "https://www.digg.se/tdosanmalan"


@dataclass(frozen=True)
class Part:
    """One of the eleven; `text` is what Ringar comes with. `language` is set where it isn't the page's own."""

    code: str
    heading: str
    text: str
    url: str = ""
    language: str = ""


@dataclass(frozen=True)
class Statement:
    parts: tuple[Part, ...]
    updated: date


PARTS = [
    Part(
        "service", _("Tjänsten"), _("Ringar är en webbtjänst för att planera och leda studiecirklar och stödgrupper.")
    ),
    Part(
        "responsible",
        _("Vem som står bakom"),
        _("Den organisation som driver den här webbplatsen ansvarar för den och för redogörelsen."),
    ),
    Part(
        "conformance",
        _("Hur tillgänglig tjänsten är"),
        _(
            "Tjänsten är delvis förenlig med lagen om tillgänglighet till digital offentlig service. "
            "Bristerna står längre ner."
        ),
    ),
    Part(
        "instead",
        _("Vad du kan göra om du inte kan använda delar av tjänsten"),
        _(
            "Fråga ledaren för din cirkel eller din samordnare. De kan läsa upp, skriva ut eller göra"
            " det du behöver åt dig."
        ),
    ),
    Part(
        "report",
        _("Rapportera brister"),
        _(
            "Hittar du ett hinder som inte står här, berätta det för din samordnare, så att vi får "
            "veta att problemet finns."
        ),
    ),
    Part(
        "supervision",
        _("Tillsyn"),
        _(
            "Myndigheten för digital förvaltning, Digg, har tillsyn. Du kan anmäla brister till Digg "
            "om du inte är nöjd med vårt svar."
        ),
        REPORT_URL,
    ),
    Part(
        "technical",
        _("Teknisk information"),
        _(
            "Tjänsten ska följa WCAG 2.2 nivå AA och EN 301 549 V3.2.1. Det innebär bland annat "
            "tangentbord, skärmläsare och 200 procent text."
        ),
    ),
    Part(
        "failing",
        _("Innehåll som inte är tillgängligt"),
        _(
            "Filmer saknar syntolkning. En del översättningar är inte granskade än; det står i så "
            "fall längst ner på sidan."
        ),
    ),
    Part(
        "burden",
        _("Oskäligt betungande anpassning"),
        _("Vi åberopar inga undantag för oskäligt betungande anpassning."),
    ),
    Part(
        "outside",
        _("Innehåll som inte omfattas av lagen"),
        _("Dokument och webbplatser som partner har gjort och som vi länkar till omfattas inte."),
    ),
    Part(
        "testing",
        _("Hur vi har testat"),
        _(
            "Vi har gjort en egen provning: sidorna körs automatiskt genom axe i telefon- och "
            "datorbredd på svenska och arabiska. Ingen utomstående har granskat tjänsten än."
        ),
    ),
]


def statement() -> Statement:
    """The statement in the language of the page: what an administrator wrote goes before what Ringar comes with.

    A part written only in Swedish is shown in Swedish: the text that it replaced would say something else.
    """
    rows = {(row.part, row.language): row for row in StatementPart.objects.all()}
    latest = max((timezone.localdate(row.updated_at) for row in rows.values()), default=UPDATED)
    return Statement(tuple(_shown(part, rows) for part in PARTS), max(latest, UPDATED))


def own_texts(language: str) -> dict[str, str]:
    """Part → what an administrator wrote in this language."""
    return dict(StatementPart.objects.filter(language=language).values_list("part", "text"))


def _shown(part: Part, rows: Mapping) -> Part:
    here = get_language()
    for language in (here, "sv"):
        if row := rows.get((part.code, language)):
            return Part(part.code, part.heading, row.text, part.url, "" if language == here else language)
    return part
