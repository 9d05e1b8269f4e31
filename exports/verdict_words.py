"""What there is to say of a verified file, in the reader's language."""

from django.utils.translation import gettext, gettext_lazy

from exports.models import Release
from exports.verification import Finding, Verdict

VERDICTS = {
    Finding.EMPTY: gettext_lazy("Filen är tom."),
    Finding.TRUNCATED: gettext_lazy("Filen är avkortad: den börjar som utgåvan men slutar för tidigt. Hämta den igen."),
    Finding.ALTERED: gettext_lazy("Filen heter som en fil i utgåvan men är ändrad. Hämta den igen."),
    Finding.UNKNOWN: gettext_lazy(
        "Varken filens innehåll eller dess namn hör till en utgåva som du kan se här. Är den hämtad här är båda "
        "ändrade."
    ),
}
# What was compared, and how it came out.
COMPARED = {
    Finding.UNALTERED: gettext_lazy("Summan är den som arkiverades."),
    Finding.EMPTY: gettext_lazy("En tom fil är ingen utgåva."),
    Finding.TRUNCATED: gettext_lazy("Filen börjar som den arkiverade men är kortare."),
    Finding.ALTERED: gettext_lazy("Namnet är utgåvans, men summan är en annan."),
    Finding.UNKNOWN: gettext_lazy("Varken summan eller namnet är en utgåvas."),
}
VERDICT_HEADS = {
    Finding.EMPTY: gettext_lazy("Tom fil"),
    Finding.TRUNCATED: gettext_lazy("Ändrad"),
    Finding.ALTERED: gettext_lazy("Ändrad"),
    Finding.UNKNOWN: gettext_lazy("Känns inte igen"),
}
UNALTERED = {  # by the state of the release that holds it
    "ready": gettext_lazy("Filen är byte för byte den som lämnades ut."),
    "superseded": gettext_lazy("Filen är den som lämnades ut, men en rättad utgåva har ersatt den. Använd den nyare."),
    "withdrawn": gettext_lazy("Filen är den som lämnades ut, men utgåvan är återkallad. Förstör din kopia."),
}


# An extract to be destroyed, whatever has happened to the file since.
DESTROY = {
    "recalled": gettext_lazy(
        "Någon som är med i uttaget har tagit tillbaka sitt ja. Förstör alla kopior och begär ett nytt: där är "
        "personen inte med."
    ),
    "superseded": gettext_lazy("En nyare leverans har kommit. Förstör alla kopior av den här."),
    "withdrawn": gettext_lazy("Uttaget är återkallat. Förstör alla kopior."),
}


def _why_destroy(release: Release) -> str:
    """Why an extract is to be destroyed; "" for one that stands, and for files in which nobody is found."""
    if not release.is_extract:
        return ""
    return str(DESTROY.get("recalled" if release.recalled_at else release.status, ""))


def must_be_destroyed(release: Release) -> bool:
    return bool(_why_destroy(release)) or release.status == Release.Status.WITHDRAWN


def said_of(verdict: Verdict) -> dict[str, str]:
    """What the page says of a verified file."""
    return {"head": _head(verdict), "words": verdict_words(verdict), "compared": str(COMPARED[verdict.finding])}


def _head(verdict: Verdict) -> str:
    if not verdict.is_unaltered:
        return str(VERDICT_HEADS[verdict.finding])
    if len(verdict.releases) > 1:
        return gettext("Oförändrad fil ur flera utgåvor")
    return gettext("Oförändrad utgåva %(code)s") % {"code": verdict.release.code}


def verdict_words(verdict: Verdict) -> str:
    """What there is to say of a verified file, and what to do."""
    destroy = next(filter(None, map(_why_destroy, verdict.releases)), "")
    if not verdict.is_unaltered:
        return f"{VERDICTS[verdict.finding]} {destroy}".strip()
    if destroy:
        return gettext("Filen är den som lämnades ut.") + f" {destroy}"
    return str(UNALTERED[verdict.release.status])
