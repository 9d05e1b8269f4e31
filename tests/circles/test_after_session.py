"""After the meeting: how far the theme went, a leader's own reflection, the register's history, a list on paper."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from circles.actions.planning import cancel_session
from circles.actions.reflections import save_reflection
from circles.actions.register import Wanted, mark, mark_many
from circles.models import Attendance, AttendanceChange, Circle, Reflection
from circles.rules.register import is_late
from circles.rules.verdict import Refused
from organisations.models import Membership

ROOM = {"adults": 13, "children": 0, "break_minutes": 20, "hours": 3}


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def address(name, session):
    return reverse(f"circles:{name}", args=[session.public_id])


@pytest.fixture
def sahar(world, sign_in):
    return sign_in(world.sahar)


@pytest.fixture
def held(sahar, session):
    sahar.post(address("register_close", session), {"rest": "absent"})
    session.refresh_from_db()
    return session


# --- The theme ---


@pytest.mark.parametrize(("done", "word"), [("fully", "Ja, hela"), ("partly", "En del"), ("not", "Nej")])
def test_the_theme_is_done_fully_partly_or_not(sahar, held, done, word):
    assert sahar.post(address("room_count", held), {**ROOM, "theme_done": done}).status_code == 302
    held.refresh_from_db()
    assert (held.theme_done, held.study_hours) == (done, 3)
    assert f"Hann ni temat? {word}" in text(sahar.get(address("session", held)))
    assert AuditEvent.objects.get(verb="session.theme").facts == {"done": done}


def test_an_unsaid_theme_stays_unsaid(sahar, held):
    sahar.post(address("room_count", held), ROOM)
    held.refresh_from_db()
    assert held.theme_done == "" and not AuditEvent.objects.filter(verb="session.theme").exists()


# --- The reflection ---


def write(client, session, words="Jag lät tystnaden vara.", **more):
    return client.post(address("reflection_edit", session), {"text": words, **more})


def test_a_reflection_is_encrypted_and_the_leaders_own(sahar, world, session):
    assert write(sahar, session).status_code == 302
    row = Reflection.objects.get()
    assert (row.author, row.text, row.shared_with) == (world.sahar, "Jag lät tystnaden vara.", None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM circles_reflection")
        assert "tystnaden" not in cursor.fetchone()[0]
    assert "Jag lät tystnaden vara." in text(sahar.get(address("reflection_edit", session)))
    assert "tystnaden" not in str(AuditEvent.objects.values_list("facts", flat=True))


def test_a_co_leader_writes_another_and_a_coordinator_finds_nothing(world, sign_in, session, co_leader):
    save_reflection(session=session, text="Min egen", supervisor=None, by=world.sahar)
    page = sign_in(co_leader).get(address("reflection_edit", session))
    assert page.status_code == 200 and "Min egen" not in text(page)
    write(sign_in(co_leader), session, "En annan")
    assert Reflection.objects.count() == 2
    assert sign_in(world.eva).get(address("reflection_edit", session)).status_code == 404


def test_a_supervisor_reads_what_is_shared_and_each_reading_is_in_the_log(world, sign_in, session):
    write(sign_in(world.sahar), session, supervisor=world.supervisor.pk)
    row = Reflection.objects.get()
    assert row.shared_with == world.supervisor
    client = sign_in(world.supervisor)
    assert "Sahar Karimi" in text(client.get("/"))
    assert "Sahar Karimi" in text(client.get("/reflections/"))
    page = client.get(f"/reflections/{row.public_id}/")
    assert "Jag lät tystnaden vara." in text(page) and session.circle.title not in text(page)
    assert AuditEvent.objects.get(verb="reflection.read").subject == str(row.public_id)


def test_taken_back_it_is_nobody_elses_at_once(world, sign_in, session):
    row = save_reflection(session=session, text="Delad", supervisor=world.supervisor, by=world.sahar)
    write(sign_in(world.sahar), session, "Delad", supervisor="")
    assert sign_in(world.supervisor).get(f"/reflections/{row.public_id}/").status_code == 404
    assert AuditEvent.objects.filter(verb="reflection.unshared").count() == 1


def test_who_is_no_supervisor_any_more_reads_nothing(world, sign_in, session):
    row = save_reflection(session=session, text="Delad", supervisor=world.supervisor, by=world.sahar)
    Membership.objects.filter(user=world.supervisor).update(role="convener")
    assert sign_in(world.supervisor).get(f"/reflections/{row.public_id}/").status_code == 404


def test_a_supervisor_of_another_hub_is_no_choice(world, sahar, session):
    world.supervisor.memberships.get().hubs.set([world.halland])
    assert write(sahar, session, supervisor=world.supervisor.pk).status_code == 422
    assert "ingen handledare" in text(sahar.get(address("reflection_edit", session)))


def test_an_identity_number_is_refused_with_what_was_written_kept(sahar, session):
    page = write(sahar, session, "Ring 850709-9805")
    assert page.status_code == 422 and "personnummer" in text(page) and "850709-9805" in page.content.decode()
    assert not Reflection.objects.exists()


def test_a_reflection_can_be_deleted(sahar, session):
    write(sahar, session)
    sahar.post(address("reflection_delete", session))
    assert not Reflection.objects.exists()


# --- History ---


def test_each_change_is_read_on_screen_with_who_and_what(sahar, world, circle, session, seats):
    mark(session=session, enrolment=seats[0], status="present", by=world.sahar)
    mark(session=session, enrolment=seats[0], status="absent", by=world.eva)
    page = text(sahar.get(address("register_history", session)))
    assert re.search(r"Eva Nilsson Här blev Inte här .*Sahar Karimi Ej markerad blev Här", page)
    Circle.objects.filter(pk=circle.pk).update(status="signed")
    mark_many(session=session, wanted=[Wanted(seats[0], "part")], by=world.sahar, correction="came_late")
    assert "Personen kom senare" in text(sahar.get(address("register_history", session)))


def test_a_late_mark_says_so_and_when_it_was_pressed_on_the_phone(sahar, world, circle, seats):
    earlier = circle.sessions.get(ordinal=5)
    pressed = timezone.now() - timedelta(hours=2)
    mark_many(session=earlier, wanted=[Wanted(seats[0], "present", 0, None, pressed)], by=world.sahar)
    page = text(sahar.get(address("register_history", earlier)))
    assert "I efterhand" in page
    assert f"i telefonen {timezone.localtime(pressed):%H:%M}" in page


def test_late_is_a_later_day_in_sweden(session):
    start = session.starts_at
    midnight = timezone.localtime(start).replace(hour=23, minute=59)
    assert not is_late(midnight, start)
    assert is_late(midnight + timedelta(minutes=1), start)


def test_a_register_without_changes_says_so(sahar, session):
    assert "Inget är ändrat" in text(sahar.get(address("register_history", session)))


# --- Paper ---


def typed(session, seats, marks, versions=None):
    sent = {}
    for place, (seat, status) in enumerate(zip(seats, marks, strict=False)):
        sent[f"mark-{seat.public_id}"] = status
        sent[f"version-{seat.public_id}"] = (versions or [0] * len(seats))[place]
    return sent


def test_a_paper_list_is_saved_in_one_request(sahar, session, seats):
    marks = ["present"] * 5 + ["absent"] * 4 + ["notified", "part", "not_recorded"]
    answer = sahar.post(address("register_paper", session), typed(session, seats, marks))
    assert answer.status_code == 302
    assert Attendance.objects.count() == 11, "an untouched row stays not recorded"
    assert AttendanceChange.objects.values("batch").distinct().count() == 1
    assert AuditEvent.objects.get(verb="register.paper").facts == {"marks": 11}


def test_the_rows_come_in_the_order_of_the_printed_list(sahar, circle, session):
    numbers = re.compile(r"Blå häger (\d\d)-")
    printed = sahar.get(reverse("circles:register_print", args=[circle.public_id]))
    assert numbers.findall(text(sahar.get(address("register_paper", session)))) == numbers.findall(text(printed))


def test_a_mark_that_came_in_between_is_shown_and_nothing_is_lost(sahar, session, seats, co_leader):
    mark(session=session, enrolment=seats[1], status="notified", by=co_leader)
    answer = sahar.post(address("register_paper", session), typed(session, seats, ["present", "absent"]))
    assert answer.status_code == 409
    assert "En annan ledare har satt Har meddelat medan du skrev." in text(answer)
    assert Attendance.objects.count() == 1
    page = answer.content.decode()
    assert re.search(rf'name="mark-{seats[0].public_id}" value="present"[^>]*checked', page), "what was typed stays"
    again = typed(session, seats, ["present", "absent"], [0, 1])
    assert sahar.post(address("register_paper", session), again).status_code == 302
    assert Attendance.objects.get(enrolment=seats[1]).status == "absent"


def test_a_signed_list_is_corrected_from_paper_with_a_reason(sahar, circle, session, seats):
    Circle.objects.filter(pk=circle.pk).update(status="signed")
    sent = typed(session, seats, ["present"])
    assert sahar.post(address("register_paper", session), sent).status_code == 422
    assert sahar.post(address("register_paper", session), sent | {"reason": "paper_says"}).status_code == 302
    assert AttendanceChange.objects.get().reason == "paper_says"


# --- What can't be any more ---


@pytest.mark.parametrize("data", [{**ROOM, "break_minutes": 200}, {**ROOM, "break_minutes": 200, "check": "yes"}])
def test_a_break_as_long_as_the_meeting_is_one_sentence_without_a_sum(sahar, held, data):
    page = text(sahar.post(address("room_count", held), data))
    assert page.count("Rasten måste vara kortare än träffen") == 1
    assert "rast är" not in page and "-20" not in page and "Träffen sparas ändå" not in page


def test_a_meeting_that_was_held_is_not_cancelled(sahar, world, held):
    with pytest.raises(Refused) as refused:
        cancel_session(session=held, reason_code="no_room", by=world.sahar)
    assert [one.code for one in refused.value.reasons] == ["held_stands"]
    page = sahar.post(address("session_cancel", held), {"reason": "no_room"}, follow=True)
    assert "Träffen har hållits och kan inte ställas in." in text(page)
    held.refresh_from_db()
    assert held.status == "held" and held.register_closed_at


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_cancelled_meeting_is_shown_and_not_cancelled_again(sahar, world, session, method):
    cancel_session(session=session, reason_code="no_room", by=world.sahar)
    page = getattr(sahar, method)(address("session_cancel", session), {"reason": "leader_ill"}, follow=True)
    assert page.redirect_chain[-1][0] == address("session", session)
    assert "Träffen är redan inställd." in text(page)
    session.refresh_from_db()
    assert session.cancel_reason == "no_room"


def test_a_signed_list_takes_no_film_and_no_other_title(sahar, world, held):
    version = world.programme.sessions.first().film.versions.get()
    film = {"version": version.pk, "minutes": 1}
    sahar.post(address("session_film", held), film)
    Circle.objects.filter(pk=held.circle_id).update(status="signed")
    locked = "Listan är signerad och låst. Be samordnaren öppna den igen."
    page = sahar.post(address("session_film", held), {**film, "minutes": 2})
    assert page.status_code == 422 and locked in text(page)
    remove = reverse("circles:session_film_remove", args=[held.public_id, version.public_id])
    assert locked in text(sahar.post(remove, follow=True))
    assert held.films.get().minutes == 1
    edit = reverse("circles:edit", args=[held.circle.public_id])
    page = sahar.post(edit, {"title": "Något annat", "place": "Biblioteket", "capacity": 15})
    assert page.status_code == 422 and locked in text(page) and 'value="Biblioteket"' in page.content.decode()
    assert sahar.post(edit, {"title": "Vägar vidare 40", "place": "Linden", "capacity": 15}).status_code == 302
    assert Circle.objects.get(pk=held.circle_id).title == "Vägar vidare 40"
