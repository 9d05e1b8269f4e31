"""`manage.py verify_release`: whether a file is a release as it left the house."""

import hashlib
import json as json_text
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from exports.models import Release
from exports.verdict_words import must_be_destroyed, verdict_words
from exports.verification import Fingerprint, Verdict, names_in, verify

UNREADABLE = "unreadable"


class Command(BaseCommand):
    help = "Say whether a file, in any format, is an unaltered release. Ends with 1 where it is not."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *, file: Path, json: bool, **options):
        try:
            found = _fingerprint(file)
        except OSError as error:
            sentence = f"The file cannot be read: {error.strerror}: {file}"
            if json:
                told = {"verdict": None, "rule": UNREADABLE, "sentence": sentence}
                self._print(told | {"release": None, "releases": [], "file": file.name})
            raise CommandError(f"{sentence} [{UNREADABLE}]") from None
        verdict = verify(found, Release.objects.all())
        with translation.override("en"):
            sentence = verdict_words(verdict)
        if json:
            self._print(_told(found, verdict, sentence))
        elif verdict.is_unaltered:
            codes = ", ".join(release.code for release in verdict.releases)
            self.stdout.write(f"unaltered release {codes}\n{sentence}")
        else:
            self.stdout.write("changed" if verdict.releases else "changed, or no release")
        if not verdict.is_unaltered:
            raise CommandError(f"{sentence} [{verdict.finding}]")

    def _print(self, told: dict) -> None:
        self.stdout.write(json_text.dumps(told, ensure_ascii=False, indent=2))


def _fingerprint(path: Path) -> Fingerprint:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Fingerprint(path.name, path.stat().st_size, digest, names_in(path.name, path.read_bytes))


def _told(file: Fingerprint, verdict: Verdict, sentence: str) -> dict:
    return {
        "verdict": "unaltered" if verdict.is_unaltered else "changed",
        "rule": verdict.finding,
        "sentence": sentence,
        "release": verdict.release.code if verdict.release else None,
        "releases": [
            {"code": release.code, "status": release.status, "destroy": must_be_destroyed(release)}
            for release in verdict.releases
        ],
        "file": file.name,
        "size": file.size,
        "sha256": file.sha256,
    }
