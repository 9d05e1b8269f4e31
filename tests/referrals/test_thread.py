"""One referral from Sahar's circle to IM and back, page by page, as three people."""

from django.urls import reverse

from referrals.models import Referral


def url(name, *args):
    return reverse(f"referrals:{name}", args=args)


def test_from_a_card_to_a_closed_loop(world, texts, person, client):
    client.force_login(world.sahar)
    page = client.get(url("referral_choose"))
    assert url("referral_create", person.public_id) in page.content.decode()
    page = client.get(url("referral_create", person.public_id))
    assert "Får vi fråga? (sv)" in page.content.decode()  # dari has no reviewed text
    answer = client.post(
        url("referral_create", person.public_id),
        {
            "need-needs": ["network"],
            "need-language": "prs",
            "need-municipality": "1280",
            "need-urgency": "normal",
            "need-phone": "070-123 45 67",
            "need-times": ["weekday_morning"],
            "answer-answer": "yes",
            "consent-given": "spoken",
            "consent-organisations": [world.organisations["im"].pk],
            "consent-fields_seen": ["contact", "times"],
        },
    )
    referral = Referral.objects.get()
    assert answer.url == url("referral_detail", referral.public_id)
    assert client.get(answer.url).status_code == 200

    client.force_login(world.eva)
    assert "Matcha" in client.get(url("referral_list")).content.decode()
    page = client.get(url("referral_match", referral.public_id)).content.decode()
    assert "Kvinnogrupp på dari" in page
    send = url("referral_send", referral.public_id, world.offer.public_id)
    assert send in page
    assert client.get(send).status_code == 200
    assert client.post(send, {"seen": "draft"}).status_code == 302

    client.force_login(world.im)
    assert "Svara" in client.get(url("inbox")).content.decode()
    page = client.get(url("answer", referral.public_id)).content.decode()
    assert "070-123 45 67" not in page
    assert "070-123 45 67" in client.get(url("answer_contact", referral.public_id)).content.decode()
    for action, said in [
        ("accept", {"contact_person": "Maja Ek", "seen": "sent"}),
        ("start", {"seen": "accepted"}),
        ("complete", {"success": "successful", "seen": "in_progress"}),
    ]:
        assert client.post(url("answer_step", referral.public_id, action), said).status_code == 302, action

    client.force_login(world.sahar)
    page = client.get(url("referral_detail", referral.public_id)).content.decode()
    assert "Maja Ek" in page
    assert "har läst kontaktuppgifterna" in page
    told = {"participant_informed": "yes", "seen": "completed"}
    assert client.post(url("referral_step", referral.public_id, "feedback"), told).status_code == 302
    referral.refresh_from_db()
    assert (referral.status, referral.participant_informed) == ("completed", True)
    assert referral.loop_closed_at
    assert [event.action for event in referral.events.all()] == [
        "create", "consent", "send", "accept", "start", "complete", "feedback",
    ]  # fmt: skip
