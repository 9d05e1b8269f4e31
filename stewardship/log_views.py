"""The access log. Reading it is an event of its own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from audit.events import record
from core.readonly import bookkeeping, readonly_view
from stewardship import log
from stewardship.forms import LogForm
from stewardship.sentences import title


@require_safe
@readonly_view
def audit_list(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.SEE, Thing.LOG)
    form = LogForm(request.GET or None, verbs=_verb_choices())
    question = _question(form)
    with bookkeeping():
        record("log.read", by=request.user, **question.asked())
    context = {
        "form": form,
        "page": log.page(question, request.GET.get("start", "")),
        "unusual": log.unusual(timezone.now()),
    }
    return render(request, "stewardship/audit_list.html", context)


@require_safe
@readonly_view
def audit_about(request: HttpRequest, subject) -> HttpResponse:
    """Who has seen one thing, and all that was done to it."""
    require(request.user, Verb.SEE, Thing.LOG)
    with bookkeeping():
        record("log.read_about", by=request.user, about=str(subject))
    question = log.Question(subject=str(subject))
    context = {
        "subject": subject,
        "readers": log.readers(str(subject)),
        "page": log.page(question, request.GET.get("start", "")),
    }
    return render(request, "stewardship/audit_about.html", context)


def _verb_choices() -> list[tuple[str, str]]:
    return sorted(((verb, title(verb)) for verb in log.verbs()), key=lambda pair: pair[1].casefold())


def _question(form: LogForm) -> log.Question:
    """A question with an error in it asks for nothing but what is right in it."""
    if not form.is_bound:
        return log.Question()
    form.is_valid()
    data = form.cleaned_data
    return log.Question(
        verb=data.get("verb") or "",
        actor=data.get("actor") or "",
        subject=str(data["subject"]) if data.get("subject") else "",
        first=data.get("first"),
        last=data.get("last"),
    )
