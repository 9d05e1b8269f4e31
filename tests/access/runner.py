"""Knock on one door as one actor, and say what was wrong with the answer."""

import re
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from json import dumps
from urllib.parse import unquote

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from core.readonly import _ALLOWED as BOOKKEEPING

# What a denied request may write: who was turned away, and the state of a sign-in.
LEDGERS = re.compile(r"\W(audit_auditevent|django_session|core_cache|account_\w+|mfa_\w+)\W")
SIGN_IN_TIME = re.compile(r"UPDATE\W+accounts_user\W+SET\W+last_login\W", re.I)
WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.I)
OK = (200, 201, 202, 204, 302, 303)
DENIED = (401, 403, 404)


@dataclass(frozen=True)
class Door:
    """One (route, method): who may pass, with what, and what they then see.

    `args` name what a scene holds: {"public_id": "circle"} is the public id of its circle, "@circle" the same
    in a `body`; anything else is sent as it stands. `canary` names what an
    allowed answer shows to those who may know it. `quiet` is a writing method whose body here changes nothing
    (a preview, a filter by POST). `foreign` are fields of the body that an allowed actor aims at a stranger's
    thing: each alone must be refused.
    `refused` may knock, but this body reaches outside their own: 4xx, and nothing is written. `blind` know the
    canary and don't see it here. `shows` are canaries that whoever has the address may read: the key is in it.
    """

    allowed: frozenset[str]
    args: dict = field(default_factory=dict)
    body: dict = field(default_factory=dict)
    query: str = ""
    canary: str = ""
    blind: frozenset[str] = frozenset()
    json: bool = False  # a body of JSON outside /api/
    quiet: bool = False
    own: bool = False  # of one's own sign-in: allauth's pages, which may send one back to prove oneself
    shows: frozenset[str] = frozenset()
    ok: tuple = OK
    refused: frozenset[str] = frozenset()
    foreign: dict = field(default_factory=dict)


@dataclass
class Writes:
    statements: list = field(default_factory=list)

    def __call__(self, execute, sql, params, many, context):
        ledger = LEDGERS.search(sql[:80]) or SIGN_IN_TIME.match(sql) or BOOKKEEPING.get()
        if WRITE.match(sql) and not ledger:
            self.statements.append(re.split(r"[(=]", sql)[0].strip()[:80])
        return execute(sql, params, many, context)


@contextmanager
def watched():
    """Collects the writes to domain rows, and takes all of them back afterwards."""
    writes = Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        yield writes
        transaction.set_rollback(True)


def address(scene, route, door: Door) -> str:
    return reverse(route.name, kwargs={key: scene.value(name) for key, name in door.args.items()})


def knock(scene, route, door: Door, actor: str, body: dict | None = None):
    """The answer to the actor's request, and what it wrote."""
    client, url = scene.clients[actor], address(scene, route, door)
    sent = scene.sent(door.body if body is None else body)
    url = f"{url}?{door.query}" if door.query else url
    cookies = deepcopy(client.cookies)
    with watched() as writes:
        if route.method == "GET":
            answer = client.get(url)
        elif door.json or route.pattern.startswith("api/"):
            answer = client.generic(route.method, url, _json(sent), content_type="application/json")
        else:
            answer = client.generic(route.method, url, **_form(sent))
        text = _text(answer)
    client.cookies = cookies  # a sign-in or sign-out is taken back with the rows
    return answer, text, writes.statements


def _json(sent: dict) -> str:

    return dumps(sent, cls=DjangoJSONEncoder)


def _form(sent: dict) -> dict:
    return {"data": encode_multipart(BOUNDARY, sent), "content_type": MULTIPART_CONTENT}


def _text(answer) -> str:
    """Everything the answer says: headers, body, and a streamed file as far as it is text."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = " ".join(f"{key}: {value}" for key, value in answer.headers.items())
    return f"{unquote(headers)}\n{body.decode('utf-8', 'replace')}"


def turned_away(answer) -> bool:
    to_sign_in = answer.status_code in (302, 303) and answer["Location"].startswith(resolve_url("account_login"))
    return to_sign_in or answer.status_code in DENIED


def faults(scene, route, door: Door, actor: str) -> list[str]:
    """What is wrong about this cell of the matrix; empty when it is as the policy says."""
    answer, text, written = knock(scene, route, door, actor)
    leaked = [f"leaks {name}" for name in scene.leaks(actor, text) if name not in door.shows]
    if actor in door.refused:
        return leaked + _faults_of_refusal(answer, written)
    if actor not in door.allowed:
        return leaked + _faults_of_denial(answer, written)
    return leaked + _faults_of_entry(scene, route, door, actor, answer, text, written)


def _faults_of_denial(answer, written) -> list[str]:
    found = [] if turned_away(answer) else [f"is let in ({answer.status_code})"]
    return found + [f"writes although denied: {statement}" for statement in written]


def _faults_of_refusal(answer, written) -> list[str]:
    found = [] if 400 <= answer.status_code < 500 else [f"is not refused ({answer.status_code})"]
    return found + [f"writes although refused: {statement}" for statement in written]


def _faults_of_entry(scene, route, door, actor, answer, text, written) -> list[str]:
    if door.own:
        return [] if answer.status_code in door.ok and not written else [f"{answer.status_code}, writes {written}"]
    if turned_away(answer) or answer.status_code not in door.ok:
        return [f"is turned away ({answer.status_code} {answer.headers.get('Location', '')}{_why(answer)})"]
    found = []
    knows = scene.may_know(door.canary) - door.blind if door.canary else ()
    if actor in knows and scene.canaries[door.canary] not in text:
        found.append(f"does not see {door.canary}")
    if route.method == "GET" and written:
        found.append(f"a GET writes: {written}")
    if route.method != "GET" and not door.quiet and not written:
        found.append("changes nothing: the body here is not what the route takes")
    return found


def _why(answer) -> str:
    context = getattr(answer, "context", None)
    form = context.get("form") if context else None
    return f" {dict(form.errors)}" if form is not None and form.errors else ""
