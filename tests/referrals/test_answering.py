"""What the receiver does, and what happens when two answer at once."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.access.roles import Role
from circles.rules.verdict import Refused
from referrals import actions
from referrals.actions.steps import LostRace
from referrals.models import Referral, ReferralEvent
from tests import cast

REVIEW = date(2027, 1, 8)


def test_from_received_to_completed_with_a_pause(world, sent):
    row = actions.acknowledge(by=world.im, referral=sent)
    assert row.received_at
    row = actions.accept(by=world.im, referral=row, contact_person="Maja Ek")
    row = actions.hold(by=world.im, referral=row, reason="capacity", review_on=REVIEW)
    assert (row.status, row.held_from, row.review_on) == ("on_hold", "accepted", REVIEW)
    row = actions.resume(by=world.im, referral=row)
    assert (row.status, row.review_on) == ("accepted", None)
    row = actions.start(by=world.im, referral=row)
    assert row.first_contact_at == row.started_at
    row = actions.hold(by=world.im, referral=row, reason="other", review_on=REVIEW)
    assert actions.resume(by=world.im, referral=row).status == "in_progress"
    row = actions.complete(by=world.im, referral=row, success="partly")
    assert (row.status, row.success) == ("completed", "partly")
    assert row.ended_at
    assert row.events.last().organisation == world.organisations["im"]


@pytest.mark.parametrize(
    ("act", "facts"),
    [
        (actions.accept, {"contact_person": ""}),
        (actions.decline, {"reason": ""}),
    ],
)
def test_an_answer_without_its_fact_changes_nothing(world, sent, act, facts):
    with pytest.raises(Refused):
        act(by=world.im, referral=sent, **facts)
    sent.refresh_from_db()
    assert sent.status == "sent"
    assert sent.events.last().action == "send"


def test_a_step_the_table_does_not_know_changes_nothing(world, sent):
    with pytest.raises(Refused) as refused:
        actions.complete(by=world.im, referral=sent, success="successful")
    assert refused.value.reasons[0].code == "illegal_step"
    sent.refresh_from_db()
    assert sent.status == "sent"


def test_two_answers_at_once_the_first_wins_and_the_second_is_told(world, sent):
    colleague = cast.person("Omar Ek", Role.PARTNER, world.organisations["im"])
    actions.accept(by=world.im, referral=sent, contact_person="Maja Ek", expected="sent")
    with pytest.raises(LostRace) as lost:
        actions.decline(by=colleague, referral=sent, reason="capacity", expected="sent")
    assert lost.value.referral.status == "accepted"
    assert (lost.value.theirs.action, lost.value.theirs.actor) == ("accept", world.im)
    sent.refresh_from_db()
    assert (sent.status, sent.reason) == ("accepted", "")


def test_the_page_of_a_lost_race_shows_both_values(world, sent, client):
    actions.accept(by=world.im, referral=sent, contact_person="Maja Ek")
    client.force_login(world.im)
    url = reverse("referrals:answer_step", args=[sent.public_id, "decline"])
    answer = client.post(url, {"reason": "capacity", "seen": "sent"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "<dd>Nej</dd>" in page
    assert "Accepterad" in page
    assert "Maja Ek" in page


def test_the_page_of_a_lost_race_names_nobody_else_where_there_is_nobody_else(world, sent, client):
    colleague = cast.person("Omar Ek", Role.PARTNER, world.organisations["im"])
    actions.accept(by=world.im, referral=sent, contact_person="Maja Ek")
    url = reverse("referrals:answer_step", args=[sent.public_id, "decline"])
    for who, told, untold in (
        (world.im, "Du har redan svarat. Inget nytt har sparats.", "hann före"),
        (colleague, "Någon annan hann före.", "Du har redan svarat"),
    ):
        client.force_login(who)
        page = client.post(url, {"reason": "capacity", "seen": "sent"}).content.decode()
        assert told in page and untold not in page


def test_the_toast_of_a_yes_says_what_was_done_and_who_sees_it(world, sent, client):
    client.force_login(world.im)
    url = reverse("referrals:answer_step", args=[sent.public_id, "accept"])
    page = client.post(url, {"contact_person": "Maja Ek", "seen": "sent"}, follow=True).content.decode()
    assert "Ni har sagt ja. Samordnaren ser det." in page


def test_a_yes_is_still_a_yes_when_a_colleague_has_only_acknowledged(world, sent):
    actions.acknowledge(by=world.im, referral=sent)
    row = actions.accept(by=world.im, referral=sent, contact_person="Maja Ek", expected="sent")
    assert row.status == "accepted"


def test_another_time_is_a_message_and_no_step(world, sent):
    row = actions.message(by=world.im, referral=sent, text="Kan vi ta torsdag 13.00?")
    assert row.status == "sent"
    event = row.events.last()
    assert (event.action, event.message, event.from_status) == ("message", "Kan vi ta torsdag 13.00?", "sent")


def test_a_message_asks_for_a_time_only_before_the_answer(world, sent, client):
    page, path = f"/referrals/inbox/{sent.public_id}/", f"/referrals/inbox/{sent.public_id}/message/"
    client.force_login(world.im)
    assert "Vilken tid passar er?" in client.get(page).content.decode()
    actions.accept(by=world.im, referral=sent, contact_person="Maja Ek")
    later = client.get(page).content.decode()
    assert "Skriv till samordnaren" in later and "Vilken tid passar er?" not in later
    empty = client.post(path, {"text": ""})
    assert empty.status_code == 422 and "Skriv ett meddelande." in empty.content.decode()


def test_a_message_with_an_identity_number_is_refused_with_an_explanation(world, sent, client):
    client.force_login(world.im)
    url = reverse("referrals:answer_step", args=[sent.public_id, "message"])
    answer = client.post(url, {"text": "Gäller 850709-9805", "seen": "sent"})
    assert answer.status_code == 422
    assert "personnummer. Ta bort det" in answer.content.decode()
    assert not ReferralEvent.objects.filter(action="message").exists()


def test_nothing_is_written_to_a_referral_that_has_ended(world, sent):
    row = actions.decline(by=world.im, referral=sent, reason="capacity")
    with pytest.raises(Refused):
        actions.message(by=world.im, referral=row, text="Förlåt")


def test_a_held_seat_names_nobody_and_says_until_when(world):
    row = actions.ask_for_seat(
        by=world.im,
        partner=world.organisations["im"],
        hub=world.skane,
        language=world.languages["prs"],
        municipality=world.places["Malmö"],
    )
    assert (row.participant, row.status) == (None, "sent")
    row = actions.hold_seat(by=world.eva, referral=row, circle=world.circle, until=REVIEW, contact_person="Eva")
    assert (row.status, row.seat_held_until) == ("accepted", REVIEW)
    assert row.events.last().organisation == world.organisations["skane"]


def test_a_seat_in_another_hubs_circle_is_refused(world):
    row = actions.ask_for_seat(
        by=world.im,
        partner=world.organisations["im"],
        hub=world.skane,
        language=world.languages["prs"],
        municipality=world.places["Malmö"],
    )
    with pytest.raises(Refused):
        actions.hold_seat(by=world.eva, referral=row, circle=world.halland_circle, until=REVIEW, contact_person="Eva")


def _aged(referral, **days):
    now = timezone.now()
    Referral.objects.filter(pk=referral.pk).update(**{name: now - timedelta(days=n) for name, n in days.items()})


def test_contact_details_go_ninety_days_after_the_end(world, accepted, capsys):
    row = actions.fail(by=world.im, referral=accepted, reason="unable_to_contact")
    _aged(row, ended_at=89)
    assert actions.purge_contact_details() == 0
    _aged(row, ended_at=91)
    call_command("purge")
    assert "1 referrals" in capsys.readouterr().out
    row.refresh_from_db()
    assert row.contact is None
    assert row.contact_deleted_at
    assert actions.purge_contact_details() == 0


def test_contact_details_of_an_open_one_go_180_days_after_the_last_event(world, sent):
    later = timezone.now() + timedelta(days=179)
    assert actions.purge_contact_details(later) == 0
    assert actions.purge_contact_details(later + timedelta(days=2)) == 1
    sent.refresh_from_db()
    assert (sent.status, sent.contact) == ("sent", None)
