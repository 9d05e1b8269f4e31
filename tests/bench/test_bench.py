"""The bench measures a world that could be: small here, of the same making."""

from datetime import timedelta

import pytest
from django.utils import timezone

from circles.models import Attendance, Circle, Enrolment, Session
from demo import bench, bench_world
from demo.management.commands.bench import _pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(bench_world, "HUBS", 3)
    monkeypatch.setattr(bench_world, "LEADERS", 1)
    monkeypatch.setattr(bench_world, "CALENDARS", (20, 40))


@pytest.fixture
def built(small):
    return bench_world.build(circles=28)


def test_the_bulk_lies_beside_a_world_that_is_there(small, world):
    """`seed_demo --size large`: the demo's own circles are led by two, and nothing is measured."""
    world.circle.leader_links.create(communicator=world.rami.communicator, part="co_leader")
    started = timezone.now()
    world.circle.sessions.filter(ordinal=1).update(starts_at=started, ends_at=started + timedelta(hours=3))
    before = Circle.objects.count()
    bench_world.fill(circles=28)
    assert Circle.objects.count() == before + 28


def test_a_circle_holds_a_hundred_marks_on_average(built):
    held = Session.objects.filter(status="held")
    assert Attendance.objects.count() == held.count() * bench_world.PEOPLE
    assert Enrolment.objects.count() == 28 * bench_world.PEOPLE + 1 + 20
    assert 90 <= Attendance.objects.count() / 28 <= 110


def test_two_builds_make_the_same_marks(monkeypatch, built):
    first = list(Attendance.objects.order_by("pk").values_list("status", flat=True)[:200])
    from random import Random

    random = Random(7)
    assert first == [random.choice(bench_world.MARKS) for _ in first]


def test_every_page_is_measured_and_grows_in_rows_only(built):
    figures = {figure.name: figure for figure in (bench.measure(page, times=3) for page in _pages(built))}
    assert {"register", "register, one mark", "queue of marks", "to do, coordinator", "calendar feed"} <= figures.keys()
    assert figures["register of 1"].queries == figures["register of 20"].queries
    assert figures["to do with 1"].queries == figures["to do with 20"].queries
    assert figures["feed of 20 sessions"].queries == figures["feed of 40 sessions"].queries
    assert figures["feed of 40, known"].queries <= 2
    assert all(figure.queries > 0 and figure.p50_ms <= figure.p95_ms for figure in figures.values())


def test_an_error_is_no_figure(built):
    client = bench.signed_in(built.busy.leader)
    with pytest.raises(RuntimeError, match="404"):
        bench.measure(bench.Page("nowhere", lambda: client.get("/nowhere/"), 0), times=1)
