"""A study's practice data: invented files with the shape of a release, there from the first day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access.verbs import Verb
from core.readonly import readonly_view
from evaluation.access import study_for
from exports.models import Archive
from exports.pages import Download
from exports.practice import FORMATS, MARK, files
from exports.views.frame import frame
from exports.words import FILES
from exports.writers.excel import MEDIA_TYPE


@readonly_view
@require_GET
def study_practice(request: HttpRequest, public_id) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.SEE)
    context = {"downloads": [_download(study, Archive.Format(kind)) for kind in FORMATS], "mark": MARK}
    return render(request, "exports/study_practice.html", frame(study, now=timezone.now()) | context)


def _download(study, kind: Archive.Format) -> Download:
    icon, what = FILES[kind]
    url = reverse("exports:practice_file", args=[study.public_id, kind])
    return Download(kind, kind.label, icon, str(what), 0, url)


@readonly_view
@require_GET
def practice_file(request: HttpRequest, public_id, kind: str) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.SEE)
    if kind not in FORMATS:
        raise Http404
    asked = tuple(one.instrument for one in study.asked.all())
    name, content = files(study.code, asked)[kind]
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
