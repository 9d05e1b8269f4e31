"""Pages that span all rooms for one person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access.gates import require
from accounts.access.roles import Role
from accounts.access.verbs import Thing, Verb
from circles.access import session_for
from circles.actions.hours import ask_for_call, note_call
from circles.rules.verdict import Refused
from circles.words import sentences
from core.help_numbers import help_numbers
from core.readonly import readonly_view
from core.toasts import toast
from core.web import page_or_fragment
from desk.answers import answer, said, take_back
from desk.first_page import numbers as figures
from desk.first_page.registers import past_registers_of, shown_registers
from desk.first_page.roles import first_page
from desk.navigation import items_of
from desk.person import person_of
from desk.search import found
from desk.waiting import spare_count

PER_PAGE = 50


@require_safe
@readonly_view
def home(request):
    """Each role's first page; a person with several roles meets them in order."""
    person, now = person_of(request), timezone.now()
    parts = first_page(person, now)
    if "coordinator" in parts:
        spare_count(request, referrals=parts["coordinator"].referrals.total)
    return render(request, "desk/home_detail.html", {"person": person, "now": now, **parts})


@require_safe
@readonly_view
def more(request):
    """Where the phone's fourth seat leads: the other places, the person's own settings, help numbers."""
    context = {
        "person": person_of(request),
        "places": items_of(request)[:-1],
        "help_numbers": help_numbers(),
        "hide_languages": True,  # the page has them itself
    }
    return render(request, "desk/more_detail.html", context)


@require_safe
@readonly_view
def registers(request):
    """Every past session without a register, fifty a page."""
    require(request.user, Verb.EDIT, Thing.CIRCLE)
    now = timezone.now()
    rows = past_registers_of(request.user, now)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/register_list.html", {"page": page, "rows": shown_registers(page, now)})


@require_safe
@readonly_view
def numbers(request):
    """What the side of a coordinator's first page fetches; a page of its own where there is no script."""
    require(request.user, Verb.EDIT, Thing.LEADER)
    context = {"page": figures.numbers(person_of(request).hubs(Role.COORDINATOR), timezone.now())}
    return page_or_fragment(request, "desk/numbers_detail.html", context, fragment="desk/partials/_numbers.html")


@require_safe
@readonly_view
def weeks(request):
    """The figures behind the chart of attendance, as a table."""
    require(request.user, Verb.EDIT, Thing.LEADER)
    hubs = person_of(request).hubs(Role.COORDINATOR)
    return render(request, "desk/weeks_table.html", {"weeks": figures.attendance_by_week(hubs, timezone.now())})


@require_safe
@readonly_view
def search(request):
    """Circles, leaders, offers and cards by a few letters."""
    words = request.GET.get("q", "").strip()
    return render(request, "desk/search_list.html", {"words": words, "groups": found(person_of(request), words)})


@require_POST
def session_answer(request, public_id):
    """What a coordinator knows of a past session without a register, in one press."""
    session = session_for(request.user, public_id, Verb.EDIT)
    given = request.POST.get("answer", "")
    try:
        answered = answer(session=session, given=given, by=request.user)
    except Refused as refused:
        return _home_with(request, refused)
    undo = reverse("desk:session_answer_undo", args=[public_id, answered.sequence])
    toast(request, said(session, given), undo=undo)
    return redirect("desk:home")


@require_POST
def session_answer_undo(request, public_id, sequence: int):
    session = session_for(request.user, public_id, Verb.EDIT)
    try:
        take_back(session=session, sequence=sequence, by=request.user)
    except Refused as refused:
        return _home_with(request, refused)
    toast(request, _("Ångrat. Träffen står bland dem utan närvaro igen."))
    return redirect("desk:home")


@require_POST
def leader_called(request, public_id):
    """The coordinator has called the leader who asked for it."""
    require(request.user, Verb.EDIT, Thing.LEADER)
    session = session_for(request.user, public_id, Verb.EDIT)
    if note_call(session=session, by=request.user):
        undo = reverse("desk:leader_called_undo", args=[public_id])
        toast(request, _("Noterat att du har ringt"), undo=undo)
    return redirect("desk:home")


@require_POST
def leader_called_undo(request, public_id):
    require(request.user, Verb.EDIT, Thing.LEADER)
    ask_for_call(session=session_for(request.user, public_id, Verb.EDIT), by=request.user)
    return redirect("desk:home")


def _home_with(request, refused: Refused):
    messages.error(request, " ".join(sentences(refused.reasons)))
    return redirect("desk:home")
