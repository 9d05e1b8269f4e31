"""`manage.py bench`: build a large world in a database of its own, measure its pages, drop it."""

import gc
import json
from time import perf_counter
from uuid import uuid4

from django.core.management import BaseCommand
from django.db import connection
from django.urls import reverse

from circles.actions.feeds import open_feed
from circles.feed import address_of, bytes_of, hub_calendar
from circles.models import Attendance
from circles.rules.sync import MOST
from demo import bench, bench_world

SWAP = {"HX-Request": "true"}


class Command(BaseCommand):
    help = "Measures queries, p50 and p95 of the pages people wait for, at a million attendance rows."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--circles", type=int, default=10_000)
        parser.add_argument("--times", type=int, default=200, help="requests measured per page, at least 100")
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--json", action="store_true", help="JSON alone on standard output")

    def handle(self, *args, circles, times, seed, **options):
        say = (lambda line: None) if options["json"] else self.stdout.write
        before = connection.settings_dict["NAME"]
        connection.settings_dict["TEST"]["NAME"] = _own_name(before)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            began = perf_counter()
            world = bench_world.build(circles, seed, say)
            say(f"Built in {perf_counter() - began:.0f} s.")
            gc.collect()
            gc.freeze()  # a web server doesn't carry what building the world left behind
            figures = [bench.measure(page, max(100, times)) for page in _pages(world)]
            memory = {count: bench.memory_of(_bytes(calendar)) for count, calendar in world.feeds.items()}
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
        result = bench.as_json(figures, world.rows) | {"feed_memory_mb": memory}
        if options["json"]:
            self.stdout.write(json.dumps(result, indent=2))
        else:
            self._print(result, bench.table(figures))

    def _print(self, result, table):
        self.stdout.write("\n" + ", ".join(f"{value} {name}" for name, value in result["machine"].items()))
        self.stdout.write(", ".join(f"{count:,} {name}".replace(",", " ") for name, count in result["rows"].items()))
        self.stdout.write(f"\n{table}\n")
        for count, megabytes in result["feed_memory_mb"].items():
            self.stdout.write(f"A feed of {count} sessions holds at most {megabytes} MB while it is made.")


def _own_name(name) -> str:
    """Beside the real database and never it."""
    return f"{name}-bench" if connection.vendor == "sqlite" else "ringar_bench"


def _pages(world) -> list[bench.Page]:
    busy, leader, coordinator = (
        world.busy,
        bench.signed_in(world.busy.leader),
        bench.signed_in(world.busy.coordinator),
    )
    home, circles = reverse("desk:home"), reverse("circles:circle_list")
    pages = [
        bench.Page("register", lambda: leader.get(_register(busy)), busy.people),
        bench.Page("register, one mark", _marker(leader, busy), 1),
        _two_hundred(coordinator, busy.session.circle.hub),
        bench.Page("to do, coordinator", lambda: coordinator.get(home), busy.overdue),
        bench.Page("numbers beside it", lambda: coordinator.get(reverse("desk:numbers"), headers=SWAP), 0),
        bench.Page("tonight, communicator", lambda: leader.get(home), 1),
        bench.Page("circles, coordinator", lambda: coordinator.get(circles), 0),
        _feed(busy),
    ]
    for count, calendar in world.feeds.items():
        pages += _hub_feed(calendar, count)
    for corner in (world.one, world.twenty):
        pages += _grown(corner, home)
    return pages


def _grown(corner, home) -> list[bench.Page]:
    """The same two pages with another number of rows: the count of queries must be the same."""
    leader, coordinator = bench.signed_in(corner.leader), bench.signed_in(corner.coordinator)
    return [
        bench.Page(f"register of {corner.people}", lambda: leader.get(_register(corner)), corner.people),
        bench.Page(f"to do with {corner.overdue}", lambda: coordinator.get(home), corner.overdue),
    ]


def _register(corner) -> str:
    return reverse("circles:register", args=[corner.session.public_id])


def _marker(client, corner):
    """Marks one person here and not here in turn, as a tap on a tile does."""
    queue = _Queue(client, [(corner.session, corner.session.circle.enrolments.first())])
    return queue.send


class _Queue:
    """Marks that a phone has kept, each here and not here in turn, sent in one request."""

    def __init__(self, client, pairs):
        self.client, self.pairs = client, pairs
        rows = Attendance.objects.filter(session__in={session.pk for session, _ in pairs})
        marks = {(row.session_id, row.enrolment_id): row for row in rows}
        self.standing = {pair: self._known(marks.get((pair[0].pk, pair[1].pk))) for pair in pairs}

    @staticmethod
    def _known(row) -> tuple[str, int]:
        return (row.status, row.version) if row else ("not_recorded", 0)

    def send(self):
        sent = {pair: self._operation(pair) for pair in self.pairs}
        answer = self.client.post(
            reverse("circles:sync"), json.dumps({"operations": list(sent.values())}), content_type="application/json"
        )
        saved = [one for one in answer.json()["results"] if one["outcome"] == "saved"]
        if len(saved) != len(sent):
            raise RuntimeError(f"{len(saved)} of {len(sent)} marks were saved")
        self.standing = {pair: (one["status"], one["version"]) for pair, one in zip(self.pairs, saved, strict=True)}
        return answer

    def _operation(self, pair) -> dict:
        status, version = self.standing[pair]
        return {
            "op": str(uuid4()),
            "session": str(pair[0].public_id),
            "enrolment": str(pair[1].public_id),
            "status": "absent" if status == "present" else "present",
            "version": version,
        }


def _two_hundred(client, hub) -> bench.Page:
    """The coordinator's, because two hundred open marks are more than one leader has."""
    rows = Attendance.objects.filter(session__circle__hub=hub, session__circle__status="running")
    pairs = [(row.session, row.enrolment) for row in rows.select_related("session", "enrolment").order_by("pk")[:MOST]]
    return bench.Page("queue of marks", _Queue(client, pairs).send, len(pairs))


def _feed(corner) -> bench.Page:
    token = open_feed(communicator=corner.leader.communicator, by=corner.leader)
    address, client = reverse("circles:feed", args=[token]), bench.Client()
    return bench.Page("calendar feed", lambda: client.get(address), 0)


def _bytes(calendar):
    return lambda: bytes_of(hub_calendar(calendar.hub))


def _hub_feed(calendar, count: int) -> list[bench.Page]:
    """A hub's feed: read whole, and asked for by a calendar that has it already."""
    token = open_feed(by=calendar.coordinator, hub=calendar.hub)
    address, client = address_of(token, hub=calendar.hub), bench.Client()
    etag = client.get(address)["ETag"]
    known = {"If-None-Match": etag}
    return [
        bench.Page(f"feed of {count} sessions", lambda: client.get(address), count),
        bench.Page(f"feed of {count}, known", lambda: client.get(address, headers=known), 0, status=304),
    ]
