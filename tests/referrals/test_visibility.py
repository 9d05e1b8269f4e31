"""Who sees which referral, what of it, and the trace that a reading leaves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access.roles import Role
from audit.models import AuditEvent
from organisations.models import Membership
from referrals import actions, contact
from referrals.models import Referral


def url(name, *args):
    return reverse(f"referrals:{name}", args=args)


SENDER_PAGES = ("referral_detail", "referral_contact", "referral_withdraw", "referral_consent")
COORDINATOR_PAGES = ("referral_match",)
RECEIVER_PAGES = ("answer", "answer_contact")
STRANGERS = ("karin", "rami", "nils", "nad", "convener", "uppsala", "officer", "supervisor", "admin")


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_finds_nothing(world, sent, client, name):
    client.force_login(getattr(world, name))
    for page in (*SENDER_PAGES, *COORDINATOR_PAGES, *RECEIVER_PAGES):
        assert client.get(url(page, sent.public_id)).status_code == 404, page
    assert client.post(url("referral_step", sent.public_id, "cancel"), {"reason": "moved"}).status_code == 404
    assert client.post(url("answer_step", sent.public_id, "decline"), {"reason": "other"}).status_code == 404
    assert client.get(f"/api/v1/referrals/{sent.public_id}/").status_code == 404
    sent.refresh_from_db()
    assert sent.status == "sent"
    assert AuditEvent.objects.filter(verb="access.denied", subject=str(sent.public_id)).exists()


def test_sender_and_receiver_each_have_their_own_pages(world, sent, client):
    for person, open_pages in [
        (world.eva, {*SENDER_PAGES, *COORDINATOR_PAGES}),
        (world.sahar, set(SENDER_PAGES)),
        (world.im, set(RECEIVER_PAGES)),
    ]:
        client.force_login(person)
        for page in (*SENDER_PAGES, *COORDINATOR_PAGES, *RECEIVER_PAGES):
            status = client.get(url(page, sent.public_id)).status_code
            assert (status in (200, 302)) is (page in open_pages), (person.name, page)


def test_whoever_offered_may_not_send(world, consented, client):
    client.force_login(world.sahar)
    send = url("referral_send", consented.public_id, world.offer.public_id)
    assert client.post(send, {"seen": "draft"}).status_code == 404
    consented.refresh_from_db()
    assert consented.status == "draft"


def test_a_partner_does_not_see_a_draft_even_one_sent_back(world, draft, client):
    client.force_login(world.im)
    assert client.get(url("answer", draft.public_id)).status_code == 404
    assert not Referral.objects.visible_to(world.im).exists()


def test_an_ended_membership_sees_nothing_from_that_moment(world, sent):
    assert Referral.objects.visible_to(world.im).get() == sent
    for person in (world.im, world.eva, world.sahar):
        Membership.objects.filter(user=person).update(ended_at=timezone.now())
        assert not Referral.objects.visible_to(person).exists()


def test_each_reading_of_contact_details_is_written_down_and_shown(world, sent, client):
    client.force_login(world.im)
    assert client.get(url("answer", sent.public_id)).status_code == 200
    assert not AuditEvent.objects.filter(verb="referral.contact_read").exists()
    for _ in range(2):
        assert "070-123 45 67" in client.get(url("answer_contact", sent.public_id)).content.decode()
    reads = AuditEvent.objects.filter(verb="referral.contact_read", subject=str(sent.public_id))
    assert [event.actor for event in reads] == [str(world.im.public_id)] * 2
    assert "070-123" not in str(list(reads.values()))
    client.force_login(world.sahar)
    page = client.get(url("referral_detail", sent.public_id)).content.decode()
    assert "Maja Ek" in page
    assert "har läst kontaktuppgifterna" in page
    assert "070-123 45 67" not in page


def test_readers_are_told_apart(world, sent):
    contact.seen(sent, by=world.eva)
    contact.seen(sent, by=world.im)
    contact.seen(sent, by=world.im)
    by_name = {reader.name: reader for reader in contact.readers(sent)}
    assert by_name["Maja Ek"].times == 2
    assert by_name["Maja Ek"].organisation == "Individuell Människohjälp"
    assert not by_name["Eva Nilsson"].read_contact


def test_a_partner_that_has_said_no_reads_no_more(world, sent, client):
    actions.decline(by=world.im, referral=sent, reason="capacity")
    client.force_login(world.im)
    page = client.get(url("answer_contact", sent.public_id)).content.decode()
    assert "070-123" not in page
    assert "Söder" not in client.get(url("answer", sent.public_id)).content.decode()
    client.force_login(world.eva)
    assert "070-123 45 67" in client.get(url("referral_contact", sent.public_id)).content.decode()


def test_of_a_protected_person_the_partner_sees_the_card_and_the_need(world, sent, client):
    sent.participant.is_protected = True
    sent.participant.save()
    client.force_login(world.im)
    page = client.get(url("answer", sent.public_id)).content.decode()
    assert "Nätverk" in page
    assert "Söder" not in page
    assert "070-123" not in client.get(url("answer_contact", sent.public_id)).content.decode()


def test_the_partner_of_a_held_seat_learns_only_until_when(world, client):
    row = actions.ask_for_seat(
        by=world.im,
        partner=world.organisations["im"],
        hub=world.skane,
        language=world.languages["prs"],
        municipality=world.places["Malmö"],
    )
    until = timezone.localdate() + timedelta(days=10)
    actions.hold_seat(by=world.eva, referral=row, circle=world.circle, until=until, contact_person="Eva N")
    client.force_login(world.im)
    page = client.get(url("inbox")).content.decode()
    assert "Plats hålls till" in page
    assert world.circle.title not in page
    assert client.get(url("seat_detail", row.public_id)).status_code == 404
    seat = client.get(f"/api/v1/referrals/{row.public_id}/").json()
    assert set(seat) == {"id", "direction", "language", "municipality", "sent_at", "seat", "seat_held_until"}
    assert seat["seat"] == "held"


def test_only_cards_of_the_own_circles_can_be_chosen(world, texts, client):
    stranger = world.halland_circle.enrolments.first().participant
    client.force_login(world.sahar)
    assert client.get(url("referral_create", stranger.public_id)).status_code == 404
    page = client.get(url("referral_choose"), {"circle": str(world.halland_circle.public_id)})
    assert page.status_code == 404
    client.force_login(world.rami)
    mine = world.circle.enrolments.first().participant
    assert client.get(url("referral_create", mine.public_id)).status_code == 404


def test_silence_is_five_working_days_and_a_word_breaks_it(world, sent):
    now = timezone.now()
    assert not Referral.objects.silent(now).exists()
    Referral.objects.filter(pk=sent.pk).update(sent_at=now - timedelta(days=20))
    assert Referral.objects.silent(now).get() == sent
    assert sent in Referral.objects.waiting(now)
    actions.message(by=world.im, referral=sent, text="Vi återkommer på måndag")
    assert not Referral.objects.silent(now).exists()


def test_what_waits_for_the_hub(world, sent, draft):
    now = timezone.now()
    assert set(Referral.objects.waiting(now)) == set()  # `draft` is the row that was sent
    declined = actions.decline(by=world.im, referral=sent, reason="capacity")
    assert set(Referral.objects.waiting(now)) == {declined}
    again = actions.redirect(by=world.eva, referral=declined)
    assert set(Referral.objects.waiting(now)) == {again}


def test_a_person_with_two_roles_is_on_the_senders_side(world, sent, client):
    Membership.objects.create(user=world.eva, organisation=world.organisations["im"], role=Role.PARTNER)
    client.force_login(world.eva)
    shown = client.get(f"/api/v1/referrals/{sent.public_id}/").json()
    assert "consent" in shown
