"""The first page: each role's own things, and the answers of a coordinator with their undo."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from audit.models import AuditEvent
from circles.actions.hours import ask_for_call
from circles.models import Session
from exports.actions.releases import cancel_building
from tests.exports import ledger

# The circles of the cast meet on Mondays from 7 September 2026; the first has been, the second comes.
TUESDAY = datetime(2026, 9, 8, 10, tzinfo=UTC)


@pytest.fixture
def tuesday():
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.fixture
def missing(world):
    return world.circle.sessions.get(ordinal=1)


def answer(client, session, given):
    return client.post(reverse("desk:session_answer", args=[session.public_id]), {"answer": given}, follow=True)


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("sahar", "Kvar att göra"),
        ("eva", "Träffar utan närvaro"),
        ("im", "Inget väntar på ert svar"),
        ("officer", "Cirklar som väntar på godkännande"),
        ("convener", "Stöd i länet, per nivå"),
        ("uppsala", "Dina studier"),
        ("steward", "Utgåvor som väntar på beslut"),
        ("supervisor", "Ingen har delat något med dig just nu"),
        ("admin", "Organisationer och knutpunkter"),
    ],
)
def test_each_role_meets_its_own_page(world, sign_in, tuesday, who, words):
    page = sign_in(getattr(world, who)).get("/")
    assert page.status_code == 200
    assert words in page.content.decode()


def test_two_roles_are_one_page_in_order(world, sign_in, tuesday):
    world.sahar.memberships.create(organisation=world.organisations["skane"], role="coordinator").hubs.add(world.skane)
    page = sign_in(world.sahar).get("/").content.decode()
    assert 0 < page.index("Kvar att göra") < page.index("Träffar utan närvaro")


def test_a_cancelled_release_does_not_look_like_a_cancelled_study(world, sign_in):
    release = ledger.approved(world)
    cancel_building(release=release, by=world.uppsala)
    page = sign_in(world.uppsala).get("/").content.decode()
    assert "Utgåva 1: avbruten" in page and "Avbruten" not in page


def test_a_coordinator_sees_the_own_hub_only(world, sign_in, tuesday):
    page = sign_in(world.karin).get("/").content.decode()
    assert "Vägar vidare 3" in page and "Vägar vidare 14" not in page


def test_a_past_session_says_where_who_and_how_long_ago(world, sign_in, tuesday):
    page = sign_in(world.eva).get("/").content.decode()
    assert "Sahar Karimi" in page and "i går" in page


@pytest.mark.parametrize(
    ("given", "status", "lost"),
    [("held", "held", False), ("cancelled", "cancelled", False), ("list_lost", "held", True)],
)
def test_an_answer_is_kept_and_can_be_taken_back(world, sign_in, tuesday, missing, given, status, lost):
    client = sign_in(world.eva)
    page = answer(client, missing, given)
    missing.refresh_from_db()
    assert missing.status == status
    assert (missing.register_lost_at is not None) is lost
    undo = reverse("desk:session_answer_undo", args=[missing.public_id, missing.sequence])
    assert undo in page.content.decode()
    client.post(undo)
    missing.refresh_from_db()
    assert missing.status == "planned" and missing.register_lost_at is None and missing.study_hours is None


def test_the_second_press_changes_nothing_and_says_so(world, sign_in, tuesday, missing):
    client = sign_in(world.eva)
    answer(client, missing, "held")
    page = answer(client, missing, "cancelled")
    missing.refresh_from_db()
    assert missing.status == "held"
    assert "har redan fått ett svar" in page.content.decode()


def test_an_undo_that_comes_too_late_changes_nothing(world, sign_in, tuesday, missing):
    client = sign_in(world.eva)
    answer(client, missing, "held")
    missing.refresh_from_db()
    Session.objects.filter(pk=missing.pk).update(study_hours=4)
    client.post(reverse("desk:session_answer_undo", args=[missing.public_id, missing.sequence]))
    missing.refresh_from_db()
    assert (missing.status, missing.study_hours) == ("held", 4)


def test_any_other_word_is_refused(world, sign_in, tuesday, missing):
    page = answer(sign_in(world.eva), missing, "maybe")
    missing.refresh_from_db()
    assert page.status_code == 400 and missing.status == "planned"


@pytest.mark.parametrize("who", ["karin", "rami", "im", "convener", "officer", "steward", "admin"])
def test_strangers_cannot_answer(world, sign_in, tuesday, missing, who):
    assert answer(sign_in(getattr(world, who)), missing, "cancelled").status_code == 404
    missing.refresh_from_db()
    assert missing.status == "planned"


def test_a_leader_who_wants_a_call_stands_first_until_it_is_made(world, sign_in, tuesday, missing):
    ask_for_call(session=missing, by=world.sahar)
    client = sign_in(world.eva)
    assert "Ledare som vill bli uppringda" in client.get("/").content.decode()
    page = client.post(reverse("desk:leader_called", args=[missing.public_id]), follow=True).content.decode()
    assert "Ledare som vill bli uppringda" not in page
    client.post(reverse("desk:leader_called_undo", args=[missing.public_id]))
    assert "Ledare som vill bli uppringda" in client.get("/").content.decode()


@pytest.mark.parametrize("who", ["sahar", "karin", "im", "officer"])
def test_only_the_own_coordinator_says_that_the_call_is_made(world, sign_in, tuesday, missing, who):
    ask_for_call(session=missing, by=world.sahar)
    url = reverse("desk:leader_called", args=[missing.public_id])
    assert sign_in(getattr(world, who)).post(url).status_code == 404
    missing.refresh_from_db()
    assert missing.help_wanted_at is not None


def test_looking_changes_no_row(world, sign_in, tuesday):
    client = sign_in(world.eva)
    before = AuditEvent.objects.count()
    for name in ("desk:home", "desk:more", "desk:registers", "desk:numbers", "desk:weeks", "desk:search"):
        assert client.get(reverse(name)).status_code == 200
    assert AuditEvent.objects.count() == before


def test_help_numbers_stand_in_swedish_and_english_where_nothing_is_reviewed(world, sign_in, tuesday):
    client = sign_in(world.sahar)
    client.cookies["django_language"] = "ar"
    page = client.get(reverse("desk:more")).content.decode()
    assert "Råd om hälsa, dygnet runt" in page and "Advice about health, day and night" in page
    client.cookies["django_language"] = "sv"
    assert "Advice about health" not in client.get(reverse("desk:more")).content.decode()


def test_nothing_waits_for_a_coordinator_before_the_first_session(world, sign_in):
    with time_machine.travel(datetime(2026, 9, 1, 10, tzinfo=UTC), tick=False):
        assert timezone.now().month == 9
        page = sign_in(world.eva).get("/").content.decode()
    assert "Alla träffar har fått svar" in page and "Inget väntar på dig." in page


def test_the_numbers_are_fetched_after_what_waits_and_are_a_page_without_a_script(world, sign_in, tuesday):
    client, url = sign_in(world.eva), reverse("desk:numbers")
    home, page = client.get("/").content.decode(), client.get(url).content.decode()
    swap = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "kan rapporteras" not in home
    assert f'hx-get="{url}" hx-trigger="load"' in home and f'<a href="{url}">' in home
    assert "kan rapporteras" in swap and "<html" not in swap
    assert swap.strip() in page


@pytest.mark.parametrize("who", ["sahar", "im", "uppsala", "officer"])
def test_the_numbers_are_the_coordinators_alone(world, sign_in, tuesday, who):
    assert sign_in(getattr(world, who)).get(reverse("desk:numbers")).status_code in (403, 404)


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("sv", 1, "insats som behöver granskas"),
        ("sv", 2, "insatser som behöver granskas"),
        ("en", 1, "offer that needs review"),
        ("ar", 1, "عرض دعم يحتاج إلى مراجعة"),
        ("ar", 2, "عرضا دعم يحتاجان إلى مراجعة"),
        ("ar", 3, "عروض دعم تحتاج إلى مراجعة"),
    ],
)
def test_a_convener_reads_as_many_as_there_are(language, count, words):
    page = {"to_review": count, "organisations": 1, "circles": 1, "levels": []}
    with translation.override(language):
        shown = render_to_string("desk/partials/_convener.html", {"page": page})
    assert f"<dt>{words}</dt>" in shown
