"""A text about a meeting, for the leader to share from her own phone. Ringar sends nothing: it has no addresses."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access.verbs import Verb
from circles.access import session_for
from circles.actions.circle_pages import note_shared
from circles.public_page.languages import languages
from circles.public_page.page import page_of
from circles.public_page.reminders import reminder
from core.readonly import readonly_view
from core.times import stamp
from core.toasts import toast


@readonly_view
@require_GET
def session_remind(request, public_id):
    """In the circle's language, or another of the eight; with the page's link where the leader wants it."""
    session = session_for(request.user, public_id, Verb.SEE_PEOPLE)
    page = page_of(session.circle)
    is_open = page is not None and page.closed_at is None
    with_link = is_open and "link" in request.GET
    shown = reminder(session, request.GET.get("l", ""), _address(request, page) if with_link else "")
    context = {
        "session": session,
        "circle": session.circle,
        "reminder": shown,
        "swedish": None if shown.language.is_reviewed else reminder(session, "sv"),
        "page_languages": languages(),
        "has_page": is_open,
        "with_link": with_link,
    }
    return render(request, "circles/session_remind.html", context)


@require_POST
def session_shared(request, public_id):
    """The leader says that she has shared it: the time is kept, and nothing of to whom."""
    session = note_shared(session=session_for(request.user, public_id, Verb.EDIT), by=request.user)
    toast(request, _("Delad %(time)s") % {"time": stamp(session.shared_at)})
    return redirect(f"{reverse('circles:session_remind', args=[public_id])}?{request.GET.urlencode()}")


def _address(request, page) -> str:
    return request.build_absolute_uri(reverse("circles:public_page", args=[page.link]))
