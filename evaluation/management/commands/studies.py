"""`manage.py studies`: the studies and their codes."""

import json

from django.core.management.base import BaseCommand

from evaluation.models import Study


class Command(BaseCommand):
    help = "List the studies: code, title, organisation, programmes, end."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *, json: bool, **options):
        studies = [as_dict(study) for study in Study.objects.for_list().order_by("code")]
        self.stdout.write(_json(studies) if json else _lines(studies))


def as_dict(study: Study) -> dict:
    return {
        "code": study.code,
        "title": study.title,
        "organisation": study.organisation.name,
        "mode": study.mode,
        "programmes": sorted(programme.pk for programme in study.programmes.all()),
        "ends_on": study.ends_on.isoformat(),
    }


def _json(studies: list[dict]) -> str:
    return json.dumps(studies, ensure_ascii=False, indent=2)


def _lines(studies: list[dict]) -> str:
    return "\n".join(f"{study['code']:<20} {study['organisation']}: {study['title']}" for study in studies)
