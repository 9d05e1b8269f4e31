"""/api/v1/referrals/: exactly the declared keys per side, and the same steps as the pages."""

from referrals.api.serializers import ReceiverSerializer, SenderSerializer
from referrals.models import Referral

HOME = "/api/v1/referrals/"


def test_each_side_gets_exactly_its_keys(world, sent, client):
    for person, shape in [
        (world.eva, SenderSerializer),
        (world.sahar, SenderSerializer),
        (world.im, ReceiverSerializer),
    ]:
        client.force_login(person)
        listed = client.get(HOME).json()["results"]
        one = client.get(f"{HOME}{sent.public_id}/").json()
        assert [set(row) for row in listed] == [set(shape.Meta.fields)]
        assert set(one) == set(shape.Meta.fields)
        assert "070-123" not in str(one)
        assert one["fhir_task_status"] == "requested"


def test_contact_details_have_an_address_of_their_own(world, sent, client):
    client.force_login(world.im)
    assert client.get(f"{HOME}{sent.public_id}/contact/").json()["phone"] == "070-123 45 67"
    client.force_login(world.nad)
    assert client.get(f"{HOME}{sent.public_id}/contact/").status_code == 404


def _draft(person, **changes):
    said = {"participant": str(person.public_id), "needs": ["network"], "language": "prs", "municipality": "1280"}
    return said | changes


def test_a_draft_is_made_by_whoever_sees_the_card(world, person, client):
    client.force_login(world.sahar)
    answer = client.post(HOME, _draft(person), content_type="application/json")
    assert answer.status_code == 201
    assert Referral.objects.get().offered_by == world.sahar.communicator
    client.force_login(world.nils)
    assert client.post(HOME, _draft(person), content_type="application/json").status_code == 404


def test_a_draft_with_an_unknown_need_or_an_identity_number_is_refused_by_name(world, person, client):
    client.force_login(world.sahar)
    for changes, attr in [({"needs": ["x"]}, "needs"), ({"area": "850709-9805"}, "area")]:
        answer = client.post(HOME, _draft(person, **changes), content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["attr"].startswith(attr)
    assert not Referral.objects.exists()


def _step(client, referral, **said):
    return client.post(f"{HOME}{referral.public_id}/transition/", said, content_type="application/json")


def test_steps_over_the_api(world, consented, client):
    client.force_login(world.eva)
    answer = _step(client, consented, action="send", offer=str(world.offer.public_id), seen="draft")
    assert (answer.status_code, answer.json()["status"]) == (200, "sent")
    client.force_login(world.im)
    answer = _step(client, consented, action="accept", contact_person="Maja Ek", seen="sent")
    assert answer.json()["status"] == "accepted"
    lost = _step(client, consented, action="decline", reason="capacity", seen="sent")
    assert lost.status_code == 409
    assert (lost.json()["yours"], lost.json()["theirs"]) == ("decline", "accepted")
    assert lost.json()["errors"][0]["code"] == "lost_race"
    illegal = _step(client, consented, action="complete", success="successful", seen="accepted")
    assert illegal.status_code == 400
    assert "Hänvisningen är accepterad" in str(illegal.json())
    assert _step(client, consented, action="send", offer=str(world.offer.public_id)).status_code == 404


def test_a_refused_consent_is_a_sentence(world, draft, client):
    client.force_login(world.eva)
    answer = _step(client, draft, action="send", offer=str(world.offer.public_id))
    assert answer.status_code == 400
    assert "inte sagt ja" in str(answer.json())
