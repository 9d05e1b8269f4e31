"""One referral from Sahar's circle to IM and back, page by page, as three people."""

from django.urls import reverse

from referrals.models import Referral
from tests import cast


def url(name, *args):
    return reverse(f"referrals:{name}", args=args)


OFFERED = {
    "need-needs": ["network"],
    "need-language": "prs",
    "need-municipality": "1280",
    "need-urgency": "normal",
    "need-phone": "070-123 45 67",
    "need-times": ["weekday_morning"],
    "answer-answer": "yes",
    "consent-given": "spoken",
    "consent-fields_seen": ["contact", "times"],
}
ANSWERS = [
    ("accept", {"contact_person": "Maja Ek", "seen": "sent"}),
    ("start", {"seen": "accepted"}),
    ("complete", {"success": "successful", "seen": "in_progress"}),
]


def test_from_a_card_to_a_closed_loop(world, texts, person, client):
    referral = offer(world, person, client)
    send(world, referral, client)
    answer(world, referral, client)
    close_the_loop(world, referral, client)
    referral.refresh_from_db()
    assert (referral.status, referral.participant_informed) == ("completed", True)
    assert referral.loop_closed_at
    told = [event.action for event in referral.events.all()]
    assert told == ["create", "consent", "send", "accept", "start", "complete", "feedback"]


def offer(world, person, client) -> Referral:
    client.force_login(world.sahar)
    page = client.get(url("referral_choose"))
    assert url("referral_create", person.public_id) in page.content.decode()
    page = client.get(url("referral_create", person.public_id))
    assert "Får vi fråga? (sv)" in page.content.decode()  # dari has no reviewed text
    said = OFFERED | {"consent-organisations": [world.organisations["im"].pk]}
    saved = client.post(url("referral_create", person.public_id), said)
    referral = Referral.objects.get()
    assert saved.url == url("referral_detail", referral.public_id)
    assert client.get(saved.url).status_code == 200
    return referral


def send(world, referral, client):
    client.force_login(world.eva)
    assert "Matcha" in client.get(url("referral_list")).content.decode()
    page = client.get(url("referral_match", referral.public_id)).content.decode()
    assert "Kvinnogrupp på dari" in page
    address = url("referral_send", referral.public_id, world.offer.public_id)
    assert address in page
    assert client.get(address).status_code == 200
    assert client.post(address, {"seen": "draft"}).status_code == 302


def answer(world, referral, client):
    client.force_login(world.im)
    assert "Svara" in client.get(url("inbox")).content.decode()
    page = client.get(url("answer", referral.public_id)).content.decode()
    assert "070-123 45 67" not in page
    assert "070-123 45 67" in client.get(url("answer_contact", referral.public_id)).content.decode()
    for action, said in ANSWERS:
        assert client.post(url("answer_step", referral.public_id, action), said).status_code == 302, action


def close_the_loop(world, referral, client):
    client.force_login(world.sahar)
    page = client.get(url("referral_detail", referral.public_id)).content.decode()
    assert "Maja Ek" in page
    assert "har läst kontaktuppgifterna" in page
    told = {"participant_informed": "yes", "seen": "completed"}
    assert client.post(url("referral_step", referral.public_id, "feedback"), told).status_code == 302


def test_circles_of_one_title_are_told_apart_by_place_and_language(world, client):
    cast.circle(world, world.circle.title, leader=world.sahar, people=1)
    client.force_login(world.sahar)
    page = client.get(url("referral_choose")).content.decode()
    place, language = world.circle.municipality, world.circle.language.label
    assert page.count(f"<bdi>{place}</bdi> · <bdi>{language}</bdi>") == 2
