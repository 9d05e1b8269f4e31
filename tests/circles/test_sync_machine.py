"""Two phones that come and go, requests that are lost, doubled, late and out of order.

The model knows one thing: the order in which the server first met each operation. From that follows every mark, every
version and the whole history; whatever else happens on the way must not show.
"""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from circles.models import Attendance, AttendanceChange, CircleLeader, SyncOperation
from tests.circles.syncing import STATES, Phone

PHONES, SEATS = st.integers(0, 1), st.integers(0, 2)


class TwoPhones(RuleBasedStateMachine):
    """`scene` is (session, seats, people), set by the test."""

    scene = None

    @initialize()
    def begin(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        session, seats, people = self.scene
        self.seats = [str(seat.public_id) for seat in seats]
        self.phones = [Phone(person, session) for person in people]
        self.on_the_way = []  # (phone, operations): sent, and perhaps never arrived
        self.answers = []  # (phone, results): on their way back
        self.model = {}  # seat → (status, version)
        self.history = []  # (seat, before, after)
        self.met = {}  # operation id → (whose phone, its answer, what was sent)

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # --- What people do ---
    @rule(phone=PHONES, seat=SEATS, status=st.sampled_from(STATES))
    def press(self, phone, seat, status):
        self.phones[phone].press(self.seats[seat], status)

    @rule(phone=PHONES)
    def look(self, phone):
        self.phones[phone].look()

    # --- What the network does ---
    @rule(phone=PHONES)
    def send(self, phone):
        if operations := self.phones[phone].gather():
            self.on_the_way.append((phone, operations))

    @precondition(lambda self: self.on_the_way)
    @rule(data=st.data(), keep=st.booleans())
    def arrive(self, data, keep):
        """In any order; `keep`: a copy of the request arrives later too."""
        place = data.draw(st.integers(0, len(self.on_the_way) - 1))
        phone, operations = self.on_the_way[place] if keep else self.on_the_way.pop(place)
        results = self.phones[phone].post(operations)
        self._expect(phone, operations, results)
        self.answers.append((phone, results))

    @precondition(lambda self: self.on_the_way)
    @rule(data=st.data())
    def lose(self, data):
        self.on_the_way.pop(data.draw(st.integers(0, len(self.on_the_way) - 1)))

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), lost=st.booleans())
    def answer(self, data, lost):
        phone, results = self.answers.pop(data.draw(st.integers(0, len(self.answers) - 1)))
        if not lost:
            self.phones[phone].settle(results)

    @rule(phone=PHONES)
    def come_back(self, phone):
        """A network that holds: everything is sent and answered."""
        one = self.phones[phone]
        while operations := one.gather():
            results = one.post(operations)
            self._expect(phone, operations, results)
            one.settle(results)
        assert all(slot.conflict for slot in one.slots.values())

    @precondition(lambda self: self.met)
    @rule(phone=PHONES, data=st.data())
    def another_body(self, phone, data):
        """An id that has been answered, with another body: 409 and nothing else."""
        one = self.phones[phone]
        mine = [op for op, (owner, _, _) in self.met.items() if owner == phone]
        if not mine:
            return
        op = data.draw(st.sampled_from(sorted(mine)))
        sent = self.met[op][2] | {"version": 99}
        [result] = one.post([sent])
        assert (result["outcome"], result["status_code"]) == ("reused", 409)

    # --- The model ---
    def _expect(self, phone, operations, results):
        assert [one["op"] for one in results] == [one["op"] for one in operations]
        for sent, result in zip(operations, results, strict=True):
            told = {key: result[key] for key in ("outcome", "status", "mine", "theirs", "version") if key in result}
            if sent["op"] in self.met:
                assert told == self.met[sent["op"]][1], "the stored answer"
                continue
            self.met[sent["op"]] = (phone, self._first(sent), sent)
            assert told == self.met[sent["op"]][1]

    def _first(self, sent) -> dict:
        """The first time the server meets an operation: the one moment at which something may happen."""
        seat, wanted = sent["enrolment"], sent["status"]
        status, version = self.model.get(seat, ("not_recorded", 0))
        if status == wanted:
            return {"outcome": "saved", "status": status, "version": version}
        if sent["version"] != version:
            return {"outcome": "conflict", "mine": wanted, "theirs": status, "version": version}
        self.model[seat] = (wanted, version + 1)
        self.history.append((seat, status, wanted))
        return {"outcome": "saved", "status": wanted, "version": version + 1}

    @invariant()
    def the_server_is_as_the_model(self):
        if not hasattr(self, "phones"):
            return
        session = self.scene[0]
        rows = Attendance.objects.filter(session=session).select_related("enrolment")
        assert {str(row.enrolment.public_id): (row.status, row.version) for row in rows} == self.model
        changes = AttendanceChange.objects.filter(attendance__session=session).order_by("pk")
        told = changes.values_list("attendance__enrolment__public_id", "before", "after")
        assert [(str(seat), before, after) for seat, before, after in told] == self.history
        assert SyncOperation.objects.count() == len(self.met)


@pytest.fixture
def scene(world, circle, session, seats):
    CircleLeader.objects.create(circle=circle, communicator=world.rami.communicator, part="co_leader")
    return session, seats[:3], (world.sahar, world.rami)


def play(scene, examples):
    TwoPhones.scene = scene
    run_state_machine_as_test(
        TwoPhones,
        settings=settings(
            max_examples=examples, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_every_operation_once_and_none_overwrites_silently(scene):
    play(scene, 30)


@pytest.mark.soak
def test_every_operation_once_in_a_thousand_stories(scene):
    play(scene, 1000)
