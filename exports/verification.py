"""Whether a file is a release as it left the house: by its SHA-256. Where that is none of ours, its name tells whether
it claims to be one; and of a package or a paper beside the data, the names of our files within."""

import re
from collections.abc import Callable, Iterable, Sequence
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
    ALTERED = "altered"  # claims to be a release's file, and has other bytes
    UNKNOWN = "unknown"  # not a release's bytes, and doesn't claim to be


@dataclass(frozen=True)
class Fingerprint:
    name: str
    size: int  # bytes
    sha256: str
    names: frozenset[str] = frozenset()  # of packages and papers: what `names_in` finds


@dataclass(frozen=True)
class Verdict:
    """`releases` hold the file as it should be, those that stand first; none where it is unknown."""

    finding: Finding
    releases: Sequence[Release]

    @property
    def is_unaltered(self) -> bool:
        return self.finding == Finding.UNALTERED

    @property
    def release(self) -> Release | None:
        return self.releases[0] if self.releases else None


_OURS = re.compile(rb"ringar-[a-z0-9-]{3,80}")
# Called the same in every package, and in those of others: their names claim nothing.
_PAPERS = {
    "readme.sv.md",
    "readme.en.md",
    "datapackage.json",
    "ddi-codebook.xml",
    "provenance.json",
    "disclosure.json",
    "checksums.sha256",
}
_LATER_ONES_LAST = {Release.Status.READY: 0, Release.Status.SUPERSEDED: 1}


def verify(file: Fingerprint, releases: QuerySet[Release]) -> Verdict:
    """What the file is, among the files of these releases: the workbook, another format, or a part of a bundle."""
    if not file.size:
        return Verdict(Finding.EMPTY, ())
    archives = _archives_of(releases)
    for finding, holds in (
        (Finding.UNALTERED, lambda archive: file.sha256 in {archive.sha256, *archive.members.values()}),
        (Finding.TRUNCATED, lambda archive: archive.size > file.size and _begins_with(archive, file)),
        (Finding.ALTERED, lambda archive: _claims_to_be(archive, file)),
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


def names_in(name: str, read: Callable[[], bytes]) -> frozenset[str]:
    """The names of our files that a package or a paper beside the data holds. Elsewhere they may be mere mentions."""
    if _plain(name) not in _PAPERS and not name.casefold().endswith(".zip"):
        return frozenset()
    return frozenset(found.decode("ascii") for found in _OURS.findall(read()))


def _claims_to_be(archive: Archive, file: Fingerprint) -> bool:
    if _plain(file.name) in _names(archive):
        return True
    stem = _plain(archive.name).partition(".")[0]
    called = _OURS.findall(file.name.casefold().encode("ascii", "replace"))  # "Kopia av ringar-….xlsx"
    told = {*file.names, *(name.decode("ascii") for name in called)}
    return archive.workbook_id is None and any(one == stem or one.startswith(f"{stem}-") for one in told)


def _names(archive: Archive) -> set[str]:
    """Of the file and of its parts."""
    return {_plain(archive.name), *map(_plain, archive.members)} - _PAPERS


def _plain(name: str) -> str:
    """Without the "(1)" of a file fetched twice, and without its folders."""
    return re.sub(r"[ _-]*\(\d+\)(?=\.|$)", "", PurePosixPath(name.replace("\\", "/")).name).casefold()


def _holders(archives: Iterable[Archive], releases: QuerySet[Release]) -> list[Release]:
    workbooks = {archive.workbook_id or archive.pk for archive in archives}
    found = releases.filter(archive__in=workbooks).with_file().order_by("-ready_at", "-pk")
    return sorted(found, key=lambda release: _LATER_ONES_LAST.get(release.status, 2))
