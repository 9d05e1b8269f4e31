"""The report of an import as lines for a terminal."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.models import AttendanceStatus
from core.lists import in_a_row


def in_words(told: dict) -> str:
    lines = [_circle(circle) for circle in told["circles"]]
    lines += [_counts(told)] if told["circles"] else []
    lines += [f"{_('FEL')}  {_remark(error)}" for error in told["errors"]]
    lines += [f"{_('Obs')}  {_remark(doubt)}" for doubt in told["doubts"]]
    return "\n".join([*lines, _outcome(told)])


def _circle(circle: dict) -> str:
    sessions = ngettext("%(count)d träff", "%(count)d träffar", circle["sessions"]) % {"count": circle["sessions"]}
    people = ngettext("%(count)d deltagare", "%(count)d deltagare", circle["participants"])
    facts = [circle["municipality"], circle["language"], circle["leader"], sessions]
    facts.append(people % {"count": circle["participants"]})
    return f"{circle['title']}: {in_a_row(facts)}"


def _counts(told: dict) -> str:
    marks = told["attendance"]
    return in_a_row(f"{label} {marks[value]}" for value, label in AttendanceStatus.choices)


def _remark(remark: dict) -> str:
    where = [remark["sheet"]] if remark["sheet"] else []
    where += [_("rad %(row)d") % {"row": remark["row"]}] if remark["row"] else []
    where += [_("kolumn %(column)s") % {"column": _column(remark)}] if remark["column"] else []
    return f"{', '.join(where)}: {remark['sentence']}" if where else remark["sentence"]


def _column(remark: dict) -> str:
    return " ".join(part for part in (remark["heading"], remark["column"]) if part)


def _outcome(told: dict) -> str:
    if told["errors"]:
        return _("Inget sparades. Rätta felen i listan och importera den igen.")
    if told["unchanged"]:
        return _("Allt i listan finns redan i Ringar. Inget ändrades.")
    return _("Listan är sparad.") if told["saved"] else _("Provkörning: inget sparades.")
