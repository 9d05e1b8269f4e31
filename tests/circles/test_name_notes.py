"""Names stay with the leader: ciphertext here, and hers alone."""

import json
from base64 import b64encode

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from participants.models import NameNote, NameNoteLock
from participants.rules.name_notes import LEAST_ROUNDS, Malformed, lock, locked_text

SALT, LOCKED = b64encode(bytes(16)).decode(), b64encode(bytes(60)).decode()
LOCK = {"salt": SALT, "rounds": LEAST_ROUNDS, "check": LOCKED}


@pytest.fixture
def url(circle):
    return reverse("circles:names", args=[circle.public_id])


@pytest.fixture
def sahar(world, sign_in):
    return sign_in(world.sahar)


def send(client, url, **body):
    return client.post(url, json.dumps(body), content_type="application/json")


def test_a_lock_is_made_once_and_notes_follow(sahar, world, url, seats):
    card = str(seats[0].participant.public_id)
    assert send(sahar, url, lock=LOCK, notes={card: LOCKED}).status_code == 200
    assert NameNote.objects.get().locked_text == LOCKED
    assert NameNoteLock.objects.get().owner == world.sahar
    assert send(sahar, url, lock=LOCK).status_code == 409, "another lock would leave the notes behind"
    assert LOCKED in sahar.get(url).content.decode()
    assert AuditEvent.objects.get(verb="name_note.saved").facts == {"notes": 1}


def test_an_emptied_note_is_gone(sahar, url, seats):
    card = str(seats[0].participant.public_id)
    send(sahar, url, lock=LOCK, notes={card: LOCKED})
    send(sahar, url, notes={card: ""})
    assert not NameNote.objects.exists()


def test_nobody_else_reads_them(world, sign_in, url, session, seats, co_leader):
    other = b64encode(bytes(range(60))).decode()
    send(sign_in(world.sahar), url, lock=LOCK, notes={str(seats[0].participant.public_id): other})
    register = reverse("circles:register", args=[session.public_id])
    assert other in sign_in(world.sahar).get(register).content.decode()
    for person in (co_leader, world.eva, world.steward, world.admin):
        for page in (url, register):
            assert other not in sign_in(person).get(page).content.decode()
    assert sign_in(world.eva).get(url).status_code == 404


def test_a_lost_passphrase_is_begun_anew(sahar, url, circle, seats):
    send(sahar, url, lock=LOCK, notes={str(seats[0].participant.public_id): LOCKED})
    assert sahar.post(reverse("circles:names_erase", args=[circle.public_id])).status_code == 302
    assert not NameNote.objects.exists() and not NameNoteLock.objects.exists()
    assert send(sahar, url, lock=LOCK).status_code == 200


def test_a_card_of_another_circle_is_refused_whole(sahar, world, url, seats):
    stranger = world.halland_circle.enrolments.first().participant
    sent = {str(seats[0].participant.public_id): LOCKED, str(stranger.public_id): LOCKED}
    assert send(sahar, url, notes=sent).status_code == 400
    assert not NameNote.objects.exists()


def test_a_name_in_the_clear_is_refused(sahar, url, seats):
    assert send(sahar, url, notes={str(seats[0].participant.public_id): "Fatima"}).status_code == 400
    assert not NameNote.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"rounds": LEAST_ROUNDS - 1}, {"rounds": "many"}, {"salt": "c2FsdA=="}, {"check": "x"}, {"salt": None}]
)
def test_a_weak_lock_is_refused(wrong):
    with pytest.raises(Malformed):
        lock(LOCK | wrong)


@pytest.mark.parametrize("sent", ["", "Fatima", b64encode(bytes(28)).decode(), "A" * 604, None, 7])
def test_what_is_no_ciphertext_is_refused(sent):
    with pytest.raises(Malformed):
        locked_text(sent)


def test_the_least_that_passes():
    assert lock(LOCK)["rounds"] == 600_000
    assert locked_text(b64encode(bytes(29)).decode())
