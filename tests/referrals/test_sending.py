"""What the hub does: draft, consent, send, take back, close the loop, ask the next."""

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import AuditEvent
from circles.rules.verdict import Refused
from participants.models import Consent
from referrals import actions
from referrals.actions.steps import LostRace
from referrals.models import Referral
from tests.referrals.conftest import say_yes


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def test_every_step_leaves_an_event_and_an_audit_row(world, sent):
    assert [(event.action, event.to_status) for event in sent.events.all()] == [
        ("create", "draft"),
        ("consent", "draft"),
        ("send", "sent"),
    ]
    verbs = AuditEvent.objects.filter(subject=str(sent.public_id)).values_list("verb", flat=True)
    assert set(verbs) == {"referral.create", "referral.consent", "referral.send"}
    last = sent.events.last()
    assert (last.actor, last.organisation) == (world.eva, world.organisations["skane"])


def test_an_event_can_not_be_rewritten(sent):
    for change in ({"action": "accept"}, {"to_status": "accepted"}, {"reason": "other"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            sent.events.update(**change)
    sent.events.update(message="")  # what contact details take with them


def test_sending_fills_in_receiver_times_and_who_matched(world, sent):
    assert (sent.status, sent.partner, sent.matched_by) == ("sent", world.organisations["im"], world.eva)
    assert (sent.answer_due_at - sent.sent_at).days == 14


def test_nothing_is_sent_without_a_yes(world, draft):
    with pytest.raises(Refused) as refused:
        actions.send(by=world.eva, referral=draft, offer=world.offer)
    assert codes(refused) == ["consent_missing"]
    draft.refresh_from_db()
    assert (draft.status, draft.sent_at, draft.partner) == ("draft", None, None)


def test_nothing_is_sent_to_a_partner_nobody_said_yes_to(world, draft):
    say_yes(world, draft, to=("nad",))
    with pytest.raises(Refused) as refused:
        actions.send(by=world.eva, referral=draft, offer=world.offer)
    assert codes(refused) == ["receiver_not_covered"]


def test_what_nobody_said_yes_to_showing_is_deleted_from_the_draft(world, draft):
    row = say_yes(world, draft, fields=("times",))
    assert row.contact == {"times": ["weekday_morning"]}


def test_a_new_yes_ends_the_earlier_one(world, consented):
    row = say_yes(world, consented, to=("im", "nad"))
    assert Consent.objects.filter(withdrawn_at=None).get() == row.consent


def test_an_offer_that_is_no_longer_listed_is_not_asked(world, consented):
    world.offer.status = "dormant"
    world.offer.save()
    with pytest.raises(Refused) as refused:
        actions.send(by=world.eva, referral=consented, offer=world.offer)
    assert codes(refused) == ["offer_not_listed"]


def test_contact_details_are_ciphertext_in_the_database(draft):
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM referrals_referral WHERE id = %s", [draft.pk])
        stored = cursor.fetchone()[0]
    assert "070-123" not in stored
    assert Referral.objects.get(pk=draft.pk).contact["phone"] == "070-123 45 67"


@pytest.mark.parametrize("area", ["850709-9805", "kort 51-123456", "701063-2391"])
def test_an_identity_number_in_free_text_is_refused_and_nothing_is_saved(world, person, area):
    with pytest.raises(Refused) as refused:
        actions.create_draft(
            by=world.sahar,
            participant=person,
            needs=world.offer.needs.all(),
            language=world.languages["prs"],
            municipality=world.places["Malmö"],
            contact={"area": area},
        )
    assert codes(refused) == ["identity_number"]
    assert not Referral.objects.exists()


def test_a_protected_persons_draft_holds_no_contact_details(world, person):
    person.is_protected = True
    person.save()
    row = actions.create_draft(
        by=world.sahar,
        participant=person,
        needs=world.offer.needs.all(),
        language=world.languages["prs"],
        municipality=world.places["Malmö"],
        contact={"phone": "070-123 45 67"},
    )
    assert row.contact is None


def test_withdrawing_consent_takes_back_and_deletes_at_once(world, sent):
    actions.message(by=world.im, referral=sent, text="Torsdag 13.00?")
    taken_back = actions.withdraw_consent(by=world.sahar, referral=sent)
    sent.refresh_from_db()
    assert [row.pk for row in taken_back] == [sent.pk]
    assert (sent.status, sent.reason, sent.contact) == ("cancelled", "consent_withdrawn", None)
    assert sent.contact_deleted_at
    assert sent.consent.withdrawn_at
    assert not sent.events.exclude(message="").exists()
    assert [event.action for event in sent.events.all()][-2:] == ["message", "cancel"]


def test_withdrawing_reaches_every_referral_that_rests_on_the_same_yes(world, sent):
    declined = actions.decline(by=world.im, referral=sent, reason="capacity")
    again = actions.redirect(by=world.eva, referral=declined)
    assert again.contact == declined.contact
    assert [row.pk for row in actions.withdraw_consent(by=world.eva, referral=again)] == [again.pk]
    declined.refresh_from_db()
    assert (declined.status, declined.contact) == ("declined", None)


def test_a_draft_taken_back_and_a_sent_one_are_told_apart(world, sent):
    row = actions.cancel(by=world.eva, referral=sent, reason="moved")
    assert Referral.objects.cancelled_unread().get() == row
    row = actions.acknowledge_cancel(by=world.im, referral=row)
    assert (row.status, bool(row.cancel_acknowledged_at)) == ("cancelled", True)
    assert not Referral.objects.cancelled_unread().exists()


def test_a_draft_that_was_never_sent_needs_no_acknowledgement(world, draft):
    row = actions.cancel(by=world.eva, referral=draft, reason="no_longer_needed")
    with pytest.raises(Refused) as refused:
        actions.acknowledge_cancel(by=world.im, referral=row)
    assert refused.value.reasons[0].value("fact") == "sent_at"


def test_the_next_partner_is_asked_once_after_a_no(world, sent):
    declined = actions.decline(by=world.im, referral=sent, reason="capacity")
    first = actions.redirect(by=world.eva, referral=declined)
    assert actions.redirect(by=world.eva, referral=declined) == first
    assert (first.status, first.replaces, first.consent) == ("draft", declined, declined.consent)
    assert set(first.needs.all()) == set(declined.needs.all())


def test_after_silence_the_question_is_taken_back_and_begun_anew(world, sent):
    draft = actions.ask_next(by=world.eva, referral=sent)
    sent.refresh_from_db()
    assert (sent.status, sent.reason) == ("cancelled", "receiver_unreachable")
    assert (draft.status, draft.replaces) == ("draft", sent)


def test_voiding_keeps_the_row_and_deletes_the_details(world, sent):
    row = actions.void(by=world.eva, referral=sent, reason="other")
    assert (row.status, row.contact) == ("entered_in_error", None)


def test_an_answer_that_came_first_wins_over_taking_back(world, sent):
    actions.decline(by=world.im, referral=sent, reason="capacity")
    with pytest.raises(LostRace) as lost:
        actions.cancel(by=world.eva, referral=sent, reason="moved", expected="sent")
    assert lost.value.theirs.action == "decline"
    assert lost.value.wanted == "cancel"


def test_closing_the_loop_is_a_time_and_no_state(world, sent):
    declined = actions.decline(by=world.im, referral=sent, reason="capacity")
    assert list(Referral.objects.outcome_unread()) == [declined]
    row = actions.feedback(by=world.sahar, referral=declined, participant_informed=False)
    assert (row.status, row.participant_informed) == ("declined", False)
    assert not Referral.objects.outcome_unread().exists()


def test_a_draft_needs_a_need(world, person):
    with pytest.raises(Refused):
        actions.create_draft(
            by=world.sahar,
            participant=person,
            needs=[],
            language=world.languages["prs"],
            municipality=world.places["Malmö"],
        )
