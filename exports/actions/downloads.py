"""Fetching a file is written down: who, which release. The only thing a GET writes here."""

from audit.events import record
from core.readonly import bookkeeping
from exports.models import Release

DOWNLOADED = "release.downloaded"


def note_download(release: Release, kind: str, *, by) -> None:
    with bookkeeping():
        record(DOWNLOADED, release, by=by, format=kind)
