"""The accessibility statement, in the eleven parts of Digg's model text (DOS-lagen, MDFFS 2019:2)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

UPDATED = date(2026, 11, 21)
REPORT_URL = "https://www.digg.se/tdosanmalan"


@dataclass(frozen=True)
class Part:
    heading: str
    text: str
    url: str = ""


PARTS = [
    Part(_("Tjänsten"), _("Ringar är en webbtjänst för att planera och leda studiecirklar och stödgrupper.")),
    Part(
        _("Vem som står bakom"),
        _("Den organisation som driver den här webbplatsen ansvarar för den och för redogörelsen."),
    ),
    Part(
        _("Hur tillgänglig tjänsten är"),
        _(
            "Tjänsten är delvis förenlig med lagen om tillgänglighet till digital offentlig service. "
            "Bristerna står längre ner."
        ),
    ),
    Part(
        _("Vad du kan göra om du inte kan använda delar av tjänsten"),
        _(
            "Fråga ledaren för din cirkel eller din samordnare. De kan läsa upp, skriva ut eller göra"
            " det du behöver åt dig."
        ),
    ),
    Part(
        _("Rapportera brister"),
        _(
            "Hittar du ett hinder som inte står här, berätta det för din samordnare, så att vi får "
            "veta att problemet finns."
        ),
    ),
    Part(
        _("Tillsyn"),
        _(
            "Myndigheten för digital förvaltning, Digg, har tillsyn. Du kan anmäla brister till Digg "
            "om du inte är nöjd med vårt svar."
        ),
        REPORT_URL,
    ),
    Part(
        _("Teknisk information"),
        _(
            "Tjänsten ska följa WCAG 2.2 nivå AA och EN 301 549 V3.2.1. Det innebär bland annat "
            "tangentbord, skärmläsare och 200 procent text."
        ),
    ),
    Part(
        _("Innehåll som inte är tillgängligt"),
        _(
            "Filmer saknar syntolkning. En del översättningar är inte granskade än; det står i så "
            "fall längst ner på sidan."
        ),
    ),
    Part(
        _("Oskäligt betungande anpassning"),
        _("Vi åberopar inga undantag för oskäligt betungande anpassning."),
    ),
    Part(
        _("Innehåll som inte omfattas av lagen"),
        _("Dokument och webbplatser som partner har gjort och som vi länkar till omfattas inte."),
    ),
    Part(
        _("Hur vi har testat"),
        _(
            "Vi har gjort en egen provning: sidorna körs automatiskt genom axe i telefon- och "
            "datorbredd på svenska och arabiska. Ingen utomstående har granskat tjänsten än."
        ),
    ),
]
