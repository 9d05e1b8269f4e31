"""A study's practice data: invented files with the shape of a release, there from the first day."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.access.verbs import Verb
from core.readonly import readonly_view
from evaluation.access import study_for
from evaluation.models import Study, Wave
from exports.models import Archive, Profile
from exports.pages import Download
from exports.practice.files import FORMATS, files
from exports.practice.plan import MARK, Plan
from exports.views.frame import frame
from exports.words import FILES
from exports.writers.excel import MEDIA_TYPE

WHAT = {
    Profile.SF: gettext_lazy(
        "Personer i grova grupper, svar i små grupper, avrundade tal. Det som de flesta studier får."
    ),
    Profile.RX: gettext_lazy("Rader om enskilda personer, under pseudonymer som hör ihop mellan tabellerna."),
    Profile.PT: gettext_lazy("Färdiga tabeller, avrundade till fem."),
}


@dataclass(frozen=True)
class Choice:
    """A profile to practise on, and its files."""

    profile: Profile
    what: Promise
    downloads: list[Download]


@readonly_view
@require_GET
def study_practice(request: HttpRequest, public_id) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.SEE)
    choices = [Choice(profile, WHAT[profile], _downloads(study, profile)) for profile in _profiles(study)]
    return render(
        request, "exports/study_practice.html", frame(study, now=timezone.now()) | {"choices": choices, "mark": MARK}
    )


def _profiles(study: Study) -> list[Profile]:
    """A research extract is for those alone who may ask for one."""
    return [profile for profile in WHAT if profile != Profile.RX or study.mode == Study.Mode.ETHICS]


def _downloads(study: Study, profile: Profile) -> list[Download]:
    return [_download(study, profile, Archive.Format(kind)) for kind in FORMATS]


def _download(study: Study, profile: Profile, kind: Archive.Format) -> Download:
    icon, what = FILES[kind]
    url = reverse("exports:practice_file", args=[study.public_id, profile, kind])
    return Download(kind, kind.label, icon, str(what), 0, url)


@readonly_view
@require_GET
def practice_file(request: HttpRequest, public_id, profile: str, kind: str) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.SEE)
    if profile not in _profiles(study) or kind not in FORMATS:
        raise Http404
    name, content = files(Profile(profile), _plan(study))[kind]
    media_type = MEDIA_TYPE if kind == Archive.Format.XLSX else "application/zip"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _plan(study: Study) -> Plan:
    asked = tuple(one.instrument for one in study.asked.all())
    waves = {wave.point for wave in study.waves.all()}
    return Plan(study.code, asked, tuple(point for point in Wave.Point.values if point in waves))
