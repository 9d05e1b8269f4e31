"""A connection that breaks after any byte of the request or of the answer; then the phone sends it again."""

import json
import socket
from contextlib import closing
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from circles.models import Attendance, AttendanceChange, SyncOperation

CSRF = "c" * 32
# Beside a live server the same threads share the database: the world is set out for real.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(live_server):
    return live_server.thread.host, live_server.thread.port


@pytest.fixture
def cookie(world):
    client = Client()
    client.force_login(world.sahar)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies['sessionid'].value}; csrftoken={CSRF}"


def request_bytes(address, cookie, operation) -> bytes:
    body = json.dumps({"operations": [operation]}).encode()
    head = [
        "POST /sync/ HTTP/1.1",
        f"Host: {address[0]}:{address[1]}",
        f"Cookie: {cookie}",
        f"X-CSRFToken: {CSRF}",
        "Content-Type: application/json",
        "Accept: application/json",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


def send(address, data: bytes, *, read: int | None = None) -> bytes:
    """Send `data`, read at most `read` bytes of the answer (None: all of it), and hang up."""
    with closing(socket.create_connection(address, timeout=20)) as line:
        line.sendall(data)
        got = b""
        while read is None or len(got) < read:
            part = line.recv(65536 if read is None else read - len(got))
            if not part:
                break
            got += part
        return got


def result(answer: bytes) -> dict:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b" 200 " in head.split(b"\r\n")[0], head
    [one] = json.loads(body)["results"]
    return one


class Tiles:
    """One seat whose mark goes to and fro: each operation is the next one after the version before."""

    def __init__(self, session, seat):
        self.session, self.seat, self.version = session, seat, 0

    def next(self) -> dict:
        self.version += 1
        return {
            "op": str(uuid4()),
            "session": str(self.session.public_id),
            "enrolment": str(self.seat.public_id),
            "status": "present" if self.version % 2 else "absent",
            "version": self.version - 1,
        }

    def check(self, told, operation):
        assert (told["outcome"], told["version"]) == ("saved", self.version), operation
        assert Attendance.objects.get().version == self.version
        assert AttendanceChange.objects.count() == SyncOperation.objects.count() == self.version


def cut_everywhere(address, cookie, session, seat, every: int):
    tiles = Tiles(session, seat)
    first = tiles.next()
    whole = request_bytes(address, cookie, first)
    answer = send(address, whole)
    tiles.check(result(answer), first)
    for at in range(0, len(whole) + 1, every):
        operation = tiles.next()
        data = request_bytes(address, cookie, operation)
        send(address, data[:at], read=0)
        tiles.check(result(send(address, data)), operation)
    for at in range(0, len(answer) + 1, every):
        operation = tiles.next()
        data = request_bytes(address, cookie, operation)
        send(address, data, read=at)
        tiles.check(result(send(address, data)), operation)
    return tiles.version


def test_a_connection_cut_here_and_there_applies_once(address, cookie, session, seats):
    assert cut_everywhere(address, cookie, session, seats[0], every=61) > 15


@pytest.mark.soak
def test_a_connection_cut_at_every_byte_applies_once(address, cookie, session, seats):
    assert cut_everywhere(address, cookie, session, seats[0], every=1) > 900
