"""Pages: what they say, how many queries they take, and that looking changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from referrals import actions
from referrals.models import Referral
from tests import cast
from tests.referrals.conftest import say_yes


def url(name, *args):
    return reverse(f"referrals:{name}", args=args)


def another(world, participant):
    return actions.create_draft(
        by=world.sahar,
        participant=participant,
        needs=world.offer.needs.all(),
        language=world.languages["prs"],
        municipality=world.places["Malmö"],
        offered_by=world.sahar.communicator,
    )


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_lists_take_as_many_queries_for_20_rows_as_for_1(world, sent, person, client):
    lists = [(world.eva, url("referral_list")), (world.sahar, url("referral_list")), (world.im, url("inbox"))]
    lists.append((world.eva, "/api/v1/referrals/"))
    lists.append((world.im, "/api/v1/referrals/"))
    drafted = another(world, person)
    before = []
    for who, address in lists:
        client.force_login(who)
        before.append(queries(client, address))
    for _ in range(20):
        actions.send(by=world.eva, referral=say_yes(world, another(world, person), fields=()), offer=world.offer)
        another(world, person)
    assert Referral.objects.count() == 42
    for (who, address), count in zip(lists, before, strict=True):
        client.force_login(who)
        assert queries(client, address) == count, address
    assert drafted.status == "draft"


def test_the_match_page_takes_as_many_queries_for_20_offers_as_for_1(world, consented, client):
    client.force_login(world.eva)
    one = queries(client, url("referral_match", consented.public_id))
    for number in range(20):
        cast.offer(world, f"Grupp {number}", world.organisations["nad" if number % 2 else "im"])
    assert queries(client, url("referral_match", consented.public_id)) == one


def test_an_empty_list_says_what_happens_next(world, client):
    client.force_login(world.eva)
    assert "Nya syns här när någon har sagt ja." in client.get(url("referral_list")).content.decode()
    client.force_login(world.im)
    assert "Nya syns här när en samordnare frågar er." in client.get(url("inbox")).content.decode()


def test_the_match_page_says_what_fits_and_what_it_would_take(world, consented, client):
    cast.offer(world, "Promenadgrupp", world.organisations["nad"])
    cast.offer(world, "Grupp på somaliska", world.organisations["im"], language="so")
    client.force_login(world.eva)
    page = client.get(url("referral_match", consented.public_id))
    matches = page.context["matches"]
    assert [row.offer.title for row in matches.fits] == ["Kvinnogrupp på dari"]
    assert [row.unless for row in matches.nearly] == [("Passar om deltagaren säger ja till NAD",)]
    assert "Ges inte på somaliska" not in page.content.decode()
    assert "Ges inte på dari" in page.content.decode()
    assert "1 annan passar inte, visa varför" in page.content.decode().replace("<bdi>", "").replace("</bdi>", "")


def test_after_silence_the_steps_keep_the_day_of_the_first_question(world, client, draft):
    """The new draft rests on the old yes: it was not offered after it."""
    first = timezone.now() - timedelta(days=20)
    Referral.objects.filter(pk=draft.pk).update(created_at=first)
    with time_machine.travel(first + timedelta(days=1), tick=False):
        asked = actions.send(by=world.eva, referral=say_yes(world, draft), offer=world.offer)
    again = actions.ask_next(by=world.eva, referral=asked)
    client.force_login(world.eva)
    steps = client.get(url("referral_match", again.public_id)).context["steps"]
    assert [(step.title, step.when) for step in steps[:2]] == [
        ("Erbjuden", first),
        ("Har sagt ja", first + timedelta(days=1)),
    ]


def test_what_the_partner_will_see_is_shown_before_it_is_sent(world, consented, client):
    client.force_login(world.eva)
    page = client.get(url("referral_send", consented.public_id, world.offer.public_id)).content.decode()
    assert "Söder" in page
    assert "070-123 45 67" not in page


def test_what_is_sent_already_has_no_form_to_send_it(world, sent, client):
    client.force_login(world.eva)
    answer = client.get(url("referral_send", sent.public_id, world.offer.public_id), follow=True)
    assert answer.redirect_chain == [(url("referral_detail", sent.public_id), 302)]
    assert "Hänvisningen är redan skickad eller avslutad." in answer.content.decode()


def test_sending_twice_sends_once(world, consented, client):
    client.force_login(world.eva)
    send = url("referral_send", consented.public_id, world.offer.public_id)
    assert client.post(send, {"seen": "draft"}).status_code == 302
    assert client.post(send, {"seen": "draft"}).status_code == 409
    assert consented.events.filter(action="send").count() == 1


@pytest.mark.parametrize("urgency", ["emergency", "normal"])
def test_an_emergency_says_112_first(world, consented, client, urgency):
    Referral.objects.filter(pk=consented.pk).update(urgency=urgency)
    client.force_login(world.eva)
    for page in (
        url("referral_match", consented.public_id),
        url("referral_send", consented.public_id, world.offer.public_id),
        url("referral_detail", consented.public_id),
    ):
        assert ("Ring 112 först" in client.get(page).content.decode()) is (urgency == "emergency")
    actions.send(by=world.eva, referral=consented, offer=world.offer)
    client.force_login(world.im)
    page = client.get(url("answer", consented.public_id)).content.decode()
    assert ("Ring 112 först" in page) is (urgency == "emergency")


def test_a_form_with_an_error_keeps_what_was_written_and_saves_nothing(world, texts, person, client):
    client.force_login(world.sahar)
    answer = client.post(
        url("referral_create", person.public_id),
        {
            "need-language": "prs",
            "need-municipality": "1280",
            "need-urgency": "normal",
            "need-area": "Rosengård 850709-9805",
            "answer-answer": "yes",
        },
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Välj minst ett behov." in page
    assert "Ta bort det: Ringar sparar aldrig personnummer." in page
    assert not Referral.objects.exists()


def test_whoever_wants_to_think_is_saved_without_a_yes(world, texts, person, client):
    client.force_login(world.sahar)
    answer = client.post(
        url("referral_create", person.public_id),
        {
            "need-needs": ["network"],
            "need-language": "prs",
            "need-municipality": "1280",
            "need-urgency": "normal",
            "answer-answer": "later",
        },
    )
    assert answer.status_code == 302
    referral = Referral.objects.get()
    assert referral.consent is None
    page = client.get(url("referral_detail", referral.public_id)).content.decode()
    assert "Inget ja än" in page
    said = {"consent-given": "interpreted", "consent-organisations": [world.organisations["im"].pk]}
    assert client.post(url("referral_consent", referral.public_id), said).status_code == 302
    referral.refresh_from_db()
    assert referral.consent.given == "interpreted"


def test_a_consent_text_is_shown_in_the_own_language_only_when_reviewed(world, texts, person, client):
    person.language = world.languages["ar"]
    person.save()
    client.force_login(world.sahar)
    page = client.get(url("referral_create", person.public_id)).content.decode()
    assert "(ar)" not in page
    assert "(sv)" in page
    assert "(en)" in page
    from participants.models import ConsentText

    ConsentText.objects.filter(language="ar").update(reviewed_by="Amal")
    page = client.get(url("referral_create", person.public_id)).content.decode()
    assert "(ar)" in page
    assert "(sv)" not in page


def test_taking_consent_back_is_one_page_and_one_press(world, sent, client):
    client.force_login(world.sahar)
    address = url("referral_withdraw", sent.public_id)
    assert "Det går inte att ångra" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    sent.refresh_from_db()
    assert (sent.status, sent.contact) == ("cancelled", None)
    page = client.get(url("referral_detail", sent.public_id)).content.decode()
    assert "Samtycket är återtaget" in page


def test_the_partner_reads_that_it_was_taken_back(world, sent, client):
    actions.cancel(by=world.eva, referral=sent, reason="moved")
    client.force_login(world.im)
    page = client.get(url("answer", sent.public_id)).content.decode()
    assert "Gör inget mer med den" in page
    assert client.post(url("answer_step", sent.public_id, "ack_cancel"), {"seen": "cancelled"}).status_code == 302
    assert "Gör inget mer med den" not in client.get(url("answer", sent.public_id)).content.decode()


def test_a_no_leads_to_the_next_partner(world, sent, client):
    actions.decline(by=world.im, referral=sent, reason="capacity")
    client.force_login(world.eva)
    assert "Det finns ingen plats" in client.get(url("referral_detail", sent.public_id)).content.decode()
    answer = client.post(url("referral_again", sent.public_id))
    draft = Referral.objects.get(replaces=sent)
    assert answer.url == url("referral_match", draft.public_id)


def test_a_draft_after_a_no_has_waited_since_the_first_offer(world, sent, client):
    Referral.objects.filter(pk=sent.pk).update(created_at=timezone.now() - timedelta(days=30))
    actions.decline(by=world.im, referral=sent, reason="capacity")
    client.force_login(world.eva)
    client.post(url("referral_again", sent.public_id))
    for address in (url("referral_match", Referral.objects.get(replaces=sent).public_id), url("referral_list")):
        assert "Väntat 30 dagar" in client.get(address).content.decode()


def test_asking_for_a_seat_and_the_answer(world, client):
    client.force_login(world.im)
    assert client.post(url("seat_ask"), {"language": "prs", "municipality": "1280"}).status_code == 302
    row = Referral.objects.get()
    client.force_login(world.eva)
    assert "ber om en plats" in client.get(url("referral_list")).content.decode()
    said = {
        "answer": "hold_seat",
        "circle": world.circle.pk,
        "until": str(timezone.localdate() + timedelta(days=30)),
        "contact_person": "Eva",
        "seen": "sent",
    }
    assert client.post(url("seat_detail", row.public_id), said).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.circle) == ("accepted", world.circle)
    assert client.post(url("seat_detail", row.public_id), said).status_code == 409


@pytest.mark.parametrize("method", ["get", "head"])
def test_steps_are_never_taken_by_looking(world, sent, client, method):
    client.force_login(world.im)
    assert getattr(client, method)(url("answer_step", sent.public_id, "decline")).status_code == 405
    sent.refresh_from_db()
    assert sent.status == "sent"


def test_a_coordinator_who_offers_is_not_sent_to_the_coordinator(world, person, texts, client):
    address = url("referral_create", person.public_id)
    client.force_login(world.sahar)
    assert "Spara till samordnaren" in client.get(address).content.decode()
    client.force_login(world.eva)
    page = client.get(address).content.decode()
    assert "Spara och hitta stöd" in page
    assert "samordnaren" not in page.split("<main")[1].split("</main>")[0]


def test_a_choice_not_made_yet_is_a_sentence_and_no_line_of_dashes(world, person, texts, sent, client):
    person.enrolments.all().delete()
    pages = [(world.eva, url("referral_create", person.public_id)), (world.im, url("seat_ask"))]
    seat = actions.ask_for_seat(
        by=world.im,
        partner=world.organisations["im"],
        hub=world.skane,
        language=world.languages["prs"],
        municipality=world.places["Malmö"],
    )
    pages.append((world.eva, url("seat_detail", seat.public_id)))
    for who, address in pages:
        client.force_login(who)
        page = client.get(address).content.decode()
        assert "---" not in page and ">–</option>" not in page
    assert "Välj cirkel" in page
