"""A release beside the study's former one of its kind: what an analysis of that one must be changed for, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.lists import in_a_row
from exports import words
from exports.changes import differences, extent
from exports.models import Release


@dataclass(frozen=True)
class Changed:
    sheet: str
    variable: str
    what: str
    values: tuple[str, ...]


def former_of(release: Release, releases: Iterable[Release]) -> Release | None:
    """The one before it among the study's, of the same profile and programme, with another file that tells its
    codebook. None too where its own file tells none."""
    if release.archive is None or not release.archive.codebook:
        return None
    kind = (release.profile, release.programme_id)
    before = [
        one
        for one in releases
        if one.number < release.number and (one.profile, one.programme_id) == kind and one.archive is not None
        if one.archive_id != release.archive_id
    ]
    last = max(before, key=lambda one: one.number, default=None)
    return last if last is not None and last.archive.codebook else None


def changes_of(release: Release, former: Release) -> list[Changed]:
    found = differences(former.archive.codebook, release.archive.codebook)
    return [Changed(one.sheet, one.variable, str(words.CHANGES[one.change]), one.values) for one in found]


def in_short(release: Release, former: Release) -> str:
    """For a line of the ledger: how many variables came, went or mean something else."""
    told = extent(former.archive.codebook, release.archive.codebook)
    came = ngettext("%(n)s ny variabel", "%(n)s nya variabler", told.new) % {"n": told.new}
    gone = ngettext("%(n)s variabel borta", "%(n)s variabler borta", told.gone) % {"n": told.gone}
    other = ngettext("%(n)s variabel ändrad", "%(n)s variabler ändrade", told.changed) % {"n": told.changed}
    parts = [came if told.new else "", gone if told.gone else "", other if told.changed else ""]
    return in_a_row(parts) or _("Samma variabler")
