"""Phones as the state machine and the cut connections play them: a queue like static/js/queue.js, over HTTP."""

import json
from dataclasses import dataclass, field
from uuid import uuid4

from django.test import Client

STATES = ("present", "part", "notified", "absent", "not_recorded")


@dataclass
class Slot:
    """One card: `sent` never changes until it is answered, `next` is what was pressed since."""

    base: int
    before: str
    sent: dict | None = None
    next: str | None = None
    conflict: tuple | None = None


@dataclass
class Phone:
    person: object
    session: object
    client: Client = field(default_factory=Client)
    seen: dict = field(default_factory=dict)  # seat id → (status, version), as the phone knows it
    slots: dict = field(default_factory=dict)

    def __post_init__(self):
        self.client.force_login(self.person)

    def look(self):
        """Fetch the register anew, as polling does."""
        url = f"/sessions/{self.session.public_id}/register/changes/?since=-1"
        answer = self.client.get(url)
        for tile in answer.json()["tiles"] if answer.status_code == 200 else ():
            self.seen[tile["enrolment"]] = (tile["status"], tile["version"])

    def press(self, seat: str, status: str):
        known, version = self.seen.get(seat, ("not_recorded", 0))
        slot = self.slots.get(seat) or Slot(version, known)
        if slot.conflict:
            _, theirs, at = slot.conflict
            slot = Slot(at, theirs)
        slot.next = status
        if not slot.sent and status == slot.before:
            self.slots.pop(seat, None)
        else:
            self.slots[seat] = slot

    def gather(self) -> list[dict]:
        """What goes into a request: written down before it is sent."""
        found = []
        for seat, slot in self.slots.items():
            if slot.conflict:
                continue
            if not slot.sent and slot.next:
                slot.sent = {
                    "op": str(uuid4()),
                    "session": str(self.session.public_id),
                    "enrolment": seat,
                    "status": slot.next,
                    "version": slot.base,
                }
                slot.next = None
            if slot.sent:
                found.append(slot.sent)
        return found

    def post(self, operations: list[dict]) -> list[dict]:
        body = json.dumps({"operations": operations})
        answer = self.client.post("/sync/", body, content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()["results"]

    def settle(self, results: list[dict]):
        for result in results:
            for seat, slot in list(self.slots.items()):
                if slot.sent and slot.sent["op"] == result["op"]:
                    self._settle(seat, slot, result)

    def _settle(self, seat, slot, result):
        sent, slot.sent = slot.sent, None
        if result["outcome"] == "saved":
            self.seen[seat] = (result["status"], result["version"])
            if slot.next in (None, result["status"]):
                del self.slots[seat]
            else:
                slot.base, slot.before = result["version"], result["status"]
            return
        assert result["outcome"] == "conflict", result
        mine = slot.next or sent["status"]
        self.seen[seat] = (result["theirs"], result["version"])
        if mine == result["theirs"]:
            del self.slots[seat]
        else:
            slot.next, slot.conflict = None, (mine, result["theirs"], result["version"])
