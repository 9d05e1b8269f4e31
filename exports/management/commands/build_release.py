"""`manage.py build_release`: the files of a release that has its approvals, into a folder."""

import json as json_text
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.models import User
from core import jobs
from evaluation.models import Study
from exports.actions.downloads import note_download
from exports.actions.handing_out import Hindrance, NotHandedOut, hand_out
from exports.models import Archive, Profile, Release
from exports.words import rule_sentence

SENTENCES = {
    "unknown_study": "No study has this code. `manage.py studies` lists them.",
    "unknown_person": "Nobody who may sign in has this address.",
    "out": "The files cannot be written to this folder.",
    Hindrance.NOT_EVALUATOR: "Only an evaluator of the study's organisation is handed its releases.",
    Hindrance.NOT_REQUESTED: "The study has not asked for a release of this profile.",
    Hindrance.NOT_APPROVED: "The request is not approved yet. A data steward decides, and of an extract the principal.",
    Hindrance.BEING_BUILT: "A worker is building the release at this moment. Try again when it is done.",
    Hindrance.NOT_OFFERED: "The study is closed, or what the extract was approved on has ended: no more is handed out.",
    Hindrance.TAKEN_BACK: "The release has been withdrawn.",
}


class Command(BaseCommand):
    help = "Write the files of a study's approved release to a folder; else say which rule stands against it."

    def add_arguments(self, parser):
        parser.add_argument("--study", required=True, metavar="CODE")
        parser.add_argument("--profile", required=True, choices=Profile.values)
        parser.add_argument("--by", required=True, metavar="EMAIL", help="an evaluator of the study")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *, study, profile, by, out: Path, json: bool, **options):
        try:
            with redirect_stdout(sys.stderr):  # letters that the building sends, where the demo prints them
                release = self._release(study, profile, by)
            files = _written(release, out)
        except Refused as refused:
            if json:
                self._print(refused.told())
            raise CommandError(f"{refused.sentence} [{refused.names}]") from None
        note_download(release, "all", by=User.objects.get(email__iexact=by))
        if json:
            self._print(_told(release, files, out))
        else:
            self.stdout.write(f"{release.code}: {len(files)} files in {out}")

    def _release(self, study_code: str, profile: str, email: str) -> Release:
        study = Study.objects.filter(code__iexact=study_code).first()
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if study is None or user is None:
            raise Refused("unknown_study" if study is None else "unknown_person")
        try:
            return hand_out(study=study, profile=profile, by=user)
        except NotHandedOut as hindered:
            raise Refused(hindered.rule, _reasons(hindered), _rules(hindered)) from None

    def _print(self, told: dict) -> None:
        self.stdout.write(json_text.dumps(told, ensure_ascii=False, indent=2))


class Refused(Exception):
    """`rules` are those that a refused release broke."""

    def __init__(self, rule: str, sentence: str = "", rules: Sequence[str] = ()):
        super().__init__(rule)
        self.rule, self.sentence, self.rules = str(rule), sentence or SENTENCES[rule], list(rules)

    @property
    def names(self) -> str:
        return f"{self.rule}: {', '.join(self.rules)}" if self.rules else self.rule

    def told(self) -> dict:
        return {"released": False, "rule": self.rule, "rules": self.rules, "sentence": self.sentence}


def _rules(hindered: NotHandedOut) -> list[str]:
    return [rule["rule"] for rule in hindered.release.refusal["rules"]] if hindered.rule == Hindrance.REFUSED else []


def _reasons(hindered: NotHandedOut) -> str:
    """What the ledger says in English, where the release was refused or its work has stopped."""
    with translation.override("en"):
        if hindered.rule == Hindrance.REFUSED:
            return " ".join(rule_sentence(rule) for rule in hindered.release.refusal["rules"])
        if hindered.rule == Hindrance.STOPPED:
            return str(jobs.sentence(hindered.release.job)) or "The work on the release has stopped."
    return ""


def _written(release: Release, out: Path) -> list[Archive]:
    files = [release.archive, *release.archive.formats.order_by("pk")]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for file in files:
            (out / file.name).write_bytes(bytes(file.content))
    except OSError as error:
        raise Refused("out", f"{SENTENCES['out']} {error.strerror}: {error.filename}") from None
    return files


def _told(release: Release, files: list[Archive], out: Path) -> dict:
    return {
        "released": True,
        "release": release.code,
        "profile": release.profile,
        "edition": release.archive.edition,
        "period": release.batch.period if release.batch else None,
        "out": str(out),
        "files": [
            {"format": file.format, "name": file.name, "size": file.size, "sha256": file.sha256} for file in files
        ],
        "receipt": release.archive.receipt if release.is_extract else release.archive.receipt["lines"],
    }
