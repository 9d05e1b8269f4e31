"""Whether a file is a release as it left the house: its name, size and SHA-256 are looked at, never its content."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePosixPath

from django.db.models import Q, QuerySet

from exports.models import Archive, Release


class Finding(StrEnum):
    UNALTERED = "unaltered"
    EMPTY = "empty"
    TRUNCATED = "truncated"  # a release begins like this, and goes on
    ALTERED = "altered"  # has the name of a release's file, and other bytes
    UNKNOWN = "unknown"  # neither bytes nor name are those of a release


@dataclass(frozen=True)
class Fingerprint:
    name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True)
class Verdict:
    """`releases` hold the file as it should be, those that can be fetched today first; none where it is unknown."""

    finding: Finding
    releases: Sequence[Release]

    @property
    def is_unaltered(self) -> bool:
        return self.finding == Finding.UNALTERED

    @property
    def release(self) -> Release | None:
        return self.releases[0] if self.releases else None


_LATER_ONES_LAST = {Release.Status.READY: 0, Release.Status.SUPERSEDED: 1}


def verify(file: Fingerprint, releases: QuerySet[Release]) -> Verdict:
    """What the file is, among the files of these releases: the workbook, another format, or a part of a bundle."""
    if not file.size:
        return Verdict(Finding.EMPTY, ())
    archives = _archives_of(releases)
    for finding, holds in (
        (Finding.UNALTERED, lambda archive: file.sha256 in {archive.sha256, *archive.members.values()}),
        (Finding.TRUNCATED, lambda archive: archive.size > file.size and _begins_with(archive, file)),
        (Finding.ALTERED, lambda archive: _plain(file.name) in _names(archive)),
    ):
        if found := [archive for archive in archives if holds(archive)]:
            return Verdict(finding, _holders(found, releases))
    return Verdict(Finding.UNKNOWN, ())


def _archives_of(releases: QuerySet[Release]) -> list[Archive]:
    """Their workbooks and what stands beside those, without the bytes."""
    workbooks = releases.filter(archive__isnull=False).values("archive")
    archives = Archive.objects.filter(Q(pk__in=workbooks) | Q(workbook__in=workbooks))
    return list(archives.defer("content", "figures", "receipt").order_by("pk"))


def _begins_with(archive: Archive, file: Fingerprint) -> bool:
    """Tells by the SHA-256 of the file's length of it; asks the database for one archive's bytes at a time."""
    content = Archive.objects.values_list("content", flat=True).get(pk=archive.pk)
    return sha256(bytes(content)[: file.size]).hexdigest() == file.sha256


def _names(archive: Archive) -> set[str]:
    """Of the file and of its parts; not of papers, which are called the same everywhere."""
    parts = {PurePosixPath(path).name for path in archive.members if not path.startswith("README")}
    return {_plain(archive.name), *map(_plain, parts)}


def _plain(name: str) -> str:
    """Without the "(1)" of a file fetched twice, and without its folders."""
    return re.sub(r"[ _-]*\(\d+\)(?=\.|$)", "", PurePosixPath(name.replace("\\", "/")).name).casefold()


def _holders(archives: Iterable[Archive], releases: QuerySet[Release]) -> list[Release]:
    workbooks = {archive.workbook_id or archive.pk for archive in archives}
    found = releases.filter(archive__in=workbooks).with_file().order_by("-ready_at", "-pk")
    return sorted(found, key=lambda release: _LATER_ONES_LAST.get(release.status, 2))
