"""After a change: who must know, and the text that the leader shares from her own phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from circles.actions.planning import add_session, book, cancel_session, move_session, restore_session
from circles.models import Session
from circles.public_page.languages import CODES
from circles.public_page.reminders import KINDS
from circles.rules.verdict import Refused
from circles.sharing import must_know, share_texts
from tests.circles.test_pages import clocks_change

DAY = timedelta(days=1)


@pytest.fixture
def coming(circle):
    return circle.sessions.get(ordinal=8)


def page_of(session, **query):
    return reverse("circles:session_remind", args=[session.public_id]) + (
        "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    )


def moved(session, by, days=1):
    return move_session(
        session=session, starts_at=session.starts_at + days * DAY, ends_at=session.ends_at + days * DAY, by=by
    )


def test_the_texts_are_in_eight_languages_each_in_its_own_direction(coming):
    texts = share_texts(coming, "reminder")
    assert {one.language.code for one in texts} == set(CODES)
    assert texts[0].language.code == coming.circle.language_id
    assert {one.language.code for one in texts if one.language.direction == "rtl"} == {"ar", "prs", "ps"}


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("code", CODES)
def test_every_text_says_when_and_where_and_nothing_of_the_theme(world, coming, code, kind):
    session = moved(coming, world.sahar) if kind == "moved" else coming
    one = next(one for one in share_texts(session, kind) if one.language.code == code)
    text = one.text
    assert one.language.day(session.starts_at) in text
    assert ("Mötesplats Linden" in text) == (kind != "cancelled")
    assert (one.language.clock(session.starts_at) in text) == (kind != "cancelled")
    assert session.title not in text
    assert "{" not in text
    assert "447182" not in text


def test_what_nobody_has_read_is_marked_and_takes_the_swedish_along(client, world, coming):
    client.force_login(world.sahar)
    for one in share_texts(coming, "reminder"):
        page = client.get(page_of(coming, language=one.language.code)).content.decode()
        assert ("Inte granskad" in page) != one.language.is_reviewed
        assert ("vi ses" in one.shared) == (one.language.code != "en")


def test_sharing_keeps_when_and_nothing_else_and_a_change_makes_it_old(client, world, coming):
    client.force_login(world.sahar)
    answer = client.post(
        reverse("circles:session_shared", args=[coming.public_id]), {"kind": "reminder", "language": "prs"}, follow=True
    )
    coming.refresh_from_db()
    assert coming.is_shared
    assert f"Delad {timezone.localtime(coming.shared_at):%H:%M}" in answer.content.decode()
    after = moved(coming, world.sahar)
    assert not after.is_shared
    assert "före den senaste ändringen" in client.get(page_of(coming)).content.decode()


@pytest.mark.parametrize("sent", [{"kind": "rumour", "language": "sv"}, {"kind": "reminder", "language": "../x"}, {}])
def test_a_made_up_kind_is_no_page(client, world, coming, sent):
    client.force_login(world.sahar)
    assert client.post(reverse("circles:session_shared", args=[coming.public_id]), sent).status_code == 404
    coming.refresh_from_db()
    assert coming.shared_at is None


@pytest.fixture
def letters(mailoutbox, django_capture_on_commit_callbacks):
    def sent(action):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        return list(mailoutbox)

    return sent


def test_each_change_mails_the_staff_but_not_who_made_it(world, circle, coming, co_leader, letters):
    start, end = coming.starts_at + 3 * DAY, coming.ends_at + 3 * DAY
    for action in (
        lambda: moved(coming, world.sahar),
        lambda: cancel_session(session=coming, reason_code="no_room", by=world.sahar),
        lambda: restore_session(session=coming, by=world.sahar),
        lambda: add_session(circle=circle, starts_at=start, ends_at=end, by=world.sahar),
    ):
        found = letters(action)
        assert {one.to[0] for one in found} == {"eva@ringar.example", "rami@ringar.example"}
        assert all(coming.title not in one.subject + one.body and "447182" not in one.body for one in found)


def test_a_letter_is_in_the_readers_language_and_says_what_was_before(world, coming, letters):
    type(world.eva).objects.filter(pk=world.eva.pk).update(language="sv")
    (letter,) = letters(lambda: moved(coming, world.sahar))
    assert letter.subject == "Vägar vidare 40, träff 8: ny tid eller plats"
    assert "Förut:" in letter.body
    assert "Ändrat av Sahar" in letter.body


def test_the_link_of_a_letter_leads_to_where_the_change_was_made(client, world, coming, letters):
    client.force_login(world.sahar)
    cancel, page = (reverse(f"circles:{name}", args=[coming.public_id]) for name in ("session_cancel", "session"))
    (letter,) = letters(lambda: client.post(cancel, {"reason": "no_room"}, headers={"host": "127.0.0.1:8123"}))
    assert f"http://127.0.0.1:8123{page}" in letter.body


@pytest.mark.parametrize("room", ["Rum 2", ""])
def test_no_line_of_a_letter_ends_in_a_space(world, circle, coming, letters, room):
    type(circle).objects.filter(pk=circle.pk).update(room=room)
    coming.refresh_from_db()
    for letter in letters(lambda: moved(coming, world.sahar)):
        assert [line for line in letter.body.splitlines() if line != line.rstrip()] == []
        assert f"{circle.place}, {room}" in letter.body if room else circle.place in letter.body


def test_the_names_of_staff_stand_in_a_row_of_the_readers_language(client, world, coming, co_leader):
    type(world.sahar).objects.filter(pk=world.sahar.pk).update(language="ar")
    client.force_login(world.sahar)
    shown = client.get(reverse("circles:session_move", args=[coming.public_id]))
    assert "</bdi>، <bdi>" in shown.content.decode().partition("must-know__list")[2]


def test_nothing_is_mailed_about_what_is_over_or_not_saved(world, circle, letters):
    past = circle.sessions.get(ordinal=2)
    assert letters(lambda: cancel_session(session=past, reason_code="never_held", by=world.eva)) == []


def test_a_refused_change_mails_nobody(world, circle, coming, letters):
    def refused():
        with pytest.raises(Refused, match="ends_before_start"):
            move_session(session=coming, starts_at=coming.ends_at, ends_at=coming.starts_at, by=world.sahar)

    assert letters(refused) == []


def test_who_must_know_names_staff_cards_and_bookings(world, coming):
    book(session=coming, by=world.sahar, interpreter="booked", childcare="wanted")
    coming.refresh_from_db()
    told = must_know(coming, by=world.sahar)
    assert [user.email for user in told.staff] == ["eva@ringar.example"]
    assert (told.cards, told.bookings) == (12, ("interpreter",))


def test_a_meeting_that_is_about_to_be_added_concerns_everybody_in_the_circle(client, world):
    client.force_login(world.sahar)
    page = client.get(reverse("circles:session_add", args=[world.circle.public_id])).content.decode()
    assert "<bdi>12</bdi> deltagare" in page


def test_moving_ends_on_the_page_that_says_who_must_know(client, world, coming):
    client.force_login(world.sahar)
    day = timezone.localdate(coming.starts_at) + DAY
    answer = client.post(
        reverse("circles:session_move", args=[coming.public_id]),
        {"day": day.isoformat(), "starts": "17:30", "ends": "20:30"},
        follow=True,
    )
    page = answer.content.decode()
    assert answer.redirect_chain[0][0] == page_of(coming, kind="moved")
    assert "Har fått mejl" in page
    assert "Vägar vidare 40" in answer.context["chosen"].text


# --- Bad input: a sentence, and what was typed stays ---
def test_a_clash_is_shown_as_one_types_and_refused_when_sent(client, world, circle, coming):
    client.force_login(world.sahar)
    other = circle.sessions.get(ordinal=9)
    day = timezone.localdate(other.starts_at).isoformat()
    url = reverse("circles:session_move", args=[coming.public_id])
    sent = {"day": day, "starts": "18:00", "ends": "21:00", "place": "Biblioteket", "room": "Sal B"}
    live = client.post(url, sent, headers={"HX-Request": "true"})
    assert "Ledaren har en annan träff då" in live.content.decode()
    assert Session.objects.get(pk=coming.pk).starts_at == coming.starts_at
    refused = client.post(url, sent)
    assert refused.status_code in (200, 422)
    assert "Ledaren har en annan träff då" in refused.content.decode()
    assert 'value="Sal B"' in refused.content.decode()


def test_the_room_is_said_to_be_taken_as_one_types(client, world, circle, coming):
    client.force_login(world.sahar)
    theirs = world.circle.sessions.create(
        ordinal=30, starts_at=coming.starts_at + DAY, ends_at=coming.ends_at + DAY, changed_at=timezone.now()
    )
    world.circle.leader_links.update(communicator=world.rami.communicator)
    day = timezone.localdate(theirs.starts_at).isoformat()
    url = reverse("circles:session_move", args=[coming.public_id])
    live = client.post(url, {"day": day, "starts": "17:30", "ends": "20:30"}, headers={"HX-Request": "true"})
    assert "Vägar vidare 14 har rummet 17.30–20.30." in live.content.decode()


def test_end_before_start_is_a_sentence_and_nothing_is_lost(client, world, circle):
    client.force_login(world.sahar)
    url = reverse("circles:session_add", args=[circle.public_id])
    sent = {
        "title": "Extra",
        "day": timezone.localdate().isoformat(),
        "starts": "20:30",
        "ends": "17:30",
        "room": "Sal B",
    }
    answer = client.post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Sluttiden måste vara efter 20.30." in page
    assert 'value="Sal B"' in page and 'value="Extra"' in page


@pytest.mark.parametrize(("month", "words"), [(3, "finns inte"), (10, "kommer två gånger")])
def test_times_that_are_missing_or_come_twice_are_sentences(client, world, circle, month, words):
    circle.sessions.all().delete()  # so that one may be in next year
    client.force_login(world.sahar)
    url = reverse("circles:session_add", args=[circle.public_id])
    answer = client.post(url, {"day": clocks_change(month), "starts": "02:30", "ends": "05:30"})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def form_of(session, **changes):
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    standing = {"day": f"{start:%Y-%m-%d}", "starts": f"{start:%H:%M}", "ends": f"{end:%H:%M}"}
    return standing | {"place": session.place, "room": session.room} | changes


def test_another_place_alone_is_told_as_a_place(client, world, coming, mailoutbox):
    client.force_login(world.sahar)
    url = reverse("circles:session_move", args=[coming.public_id])
    answer = client.post(url, form_of(coming, place="Biblioteket"), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0] == page_of(coming, kind="placed")
    assert "Berätta om den nya platsen" in page and "Har fått mejl" in page
    assert "Kalendrarna får den nya platsen" in page
    assert "Biblioteket" in answer.context["chosen"].text


def test_a_move_to_where_it_was_changes_nothing_and_tells_nobody(
    client, world, coming, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(world.sahar)
    url = reverse("circles:session_move", args=[coming.public_id])
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(url, form_of(coming), follow=True).content.decode()
        move_session(session=coming, starts_at=coming.starts_at, ends_at=coming.ends_at, by=world.sahar)
    sequence = coming.sequence
    coming.refresh_from_db()
    assert "Inget är ändrat" in page
    assert (coming.sequence, coming.status, mailoutbox) == (sequence, "planned", [])


def test_a_meeting_that_stands_after_all_is_told(client, world, coming):
    cancel_session(session=coming, reason_code="other", by=world.sahar)
    client.force_login(world.sahar)
    answer = client.post(reverse("circles:session_restore", args=[coming.public_id]), follow=True)
    assert answer.redirect_chain[0][0] == page_of(coming, kind="stands")
    assert "Berätta att träffen blir av" in answer.content.decode()


def test_another_leader_is_told_with_the_substitute_among_those_who_know(client, world, coming):
    client.force_login(world.sahar)
    url = reverse("circles:session_swap", args=[coming.public_id])
    answer = client.post(url, {"communicator": world.rami.communicator.pk}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0] == page_of(coming, kind="led")
    assert "Rami" in page and "Har fått mejl" in page


def test_a_move_within_the_day_is_told_by_the_clock(world, coming):
    move_session(
        session=coming,
        starts_at=coming.starts_at + timedelta(minutes=30),
        ends_at=coming.ends_at + timedelta(minutes=30),
        by=world.sahar,
    )
    coming.refresh_from_db()
    assert coming.keeps_day
    assert not moved(coming, world.sahar).keeps_day
