"""`manage.py verify_release`: whether a file is a release as it left the house."""

import hashlib
import json as json_text
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from exports.models import Release
from exports.verification import Fingerprint, Verdict, verify
from exports.words import verdict_words


class Command(BaseCommand):
    help = "Say whether a file, in any format, is an unaltered release. Ends with 1 where it is not."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *, file: Path, json: bool, **options):
        found = _fingerprint(file)
        verdict = verify(found, Release.objects.all())
        with translation.override("en"):
            sentence = verdict_words(verdict)
        if json:
            self.stdout.write(json_text.dumps(_told(found, verdict, sentence), ensure_ascii=False, indent=2))
        elif verdict.is_unaltered:
            self.stdout.write(f"unaltered release {verdict.release.code}\n{sentence}")
        else:
            self.stdout.write("changed")
        if not verdict.is_unaltered:
            raise CommandError(f"{sentence} [{verdict.finding}]")


def _fingerprint(path: Path) -> Fingerprint:
    try:
        with path.open("rb") as file:
            return Fingerprint(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise CommandError(f"The file cannot be read: {error.strerror}: {path}") from None


def _told(file: Fingerprint, verdict: Verdict, sentence: str) -> dict:
    return {
        "verdict": "unaltered" if verdict.is_unaltered else "changed",
        "rule": verdict.finding,
        "sentence": sentence,
        "release": verdict.release.code if verdict.release else None,
        "releases": [{"code": release.code, "status": release.status} for release in verdict.releases],
        "file": file.name,
        "size": file.size,
        "sha256": file.sha256,
    }
