"""The list of leaders as a workbook: staff by name, so it is for the coordinator's own use and leaves a trace."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from communicators.detail import ShownLeader
from core.lists import in_a_row
from exports.document import Page
from exports.writers.excel import workbook

WIDTHS = (28, 28, 20, 30, 14, 24)


def leader_workbook(leaders: list[ShownLeader]) -> bytes:
    """One row a leader, in the order of the page."""
    header = (_("Ledare"), _("Språk"), _("Kommun"), _("Utbildning"), _("Gäller till"), _("Leda Vägar vidare"))
    return workbook([Page(pgettext("flera", "Ledare"), header, tuple(_row(leader) for leader in leaders), WIDTHS)])


def _row(shown: ShownLeader) -> tuple[str, ...]:
    leader, until = shown.communicator, shown.row.valid_until
    return (
        leader.name,
        in_a_row(leader.languages.all()),
        str(leader.municipality or ""),
        shown.step,
        until.isoformat() if until else "",
        str(shown.word),
    )
