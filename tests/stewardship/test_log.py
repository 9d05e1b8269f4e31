"""The access log: pages backwards in time, filters, readers, and that reading it is in it."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from audit.events import record
from audit.models import AuditEvent
from referrals.rules.lifecycle import STEPS
from stewardship import log
from stewardship.sentences import SENTENCES, title
from tests.exports import ledger

LIST = "/access-log/"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=timezone.get_fixed_timezone(60))


def at(moment, verb, subject=None, *, by=None):
    with time_machine.travel(moment, tick=False):
        return record(verb, subject, by=by)


def verbs(page) -> list[str]:
    return [line.event.verb for line in page.lines]


@pytest.mark.parametrize("who", ["eva", "sahar", "im", "admin", "uppsala", "convener"])
def test_only_the_data_steward_reads_it(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(LIST).status_code == 404
    assert client.get(reverse("stewardship:audit_about", args=[world.circle.public_id])).status_code == 404


def test_reading_it_is_in_it(world, sign_in):
    client = sign_in(world.steward)
    assert client.get(LIST, {"verb": "", "actor": "Eva"}).status_code == 200
    event = AuditEvent.objects.get(verb="log.read")
    assert event.actor == str(world.steward.public_id)
    assert event.facts == {"filters": ["actor"]}


def test_a_denial_is_in_it_in_words(world, sign_in):
    client = sign_in(world.nils)
    assert client.get(LIST).status_code == 404
    page = sign_in(world.steward).get(LIST, {"verb": "access.denied"}).content.decode()
    assert "Nils Lund" in page
    assert "nekades att öppna något" in page


def test_pages_run_backwards_and_miss_nothing_even_within_a_moment(world):
    for number in range(120):
        at(NOON - timedelta(minutes=number // 60), f"test.{number}")
    first = log.page(log.Question())
    second = log.page(log.Question(), first.older)
    third = log.page(log.Question(), second.older)
    seen = [line.event.pk for page in (first, second, third) for line in page.lines]
    assert len(seen) == len(set(seen)) == 120
    assert seen == list(AuditEvent.objects.order_by("-at", "-id").values_list("pk", flat=True))
    assert third.older == ""


def test_a_new_event_does_not_shift_the_next_page(world):
    for number in range(60):
        at(NOON, f"test.{number}")
    first = log.page(log.Question())
    at(NOON + timedelta(minutes=1), "test.new")
    assert len(log.page(log.Question(), first.older).lines) == 10


@pytest.mark.parametrize("start", ["", "nonsens", "2026-11-24_1", "2026-99-99T00:00:00+00:00_1", "_"])
def test_a_nonsense_address_starts_from_the_beginning(world, start):
    at(NOON, "test.one")
    assert verbs(log.page(log.Question(), start)) == ["test.one"]


def test_filters(world):
    at(NOON, "circle.plan", world.circle, by=world.sahar)
    at(NOON + timedelta(days=1), "circle.edit", world.circle, by=world.eva)
    at(NOON + timedelta(days=2), "study.opened", world.study, by=world.uppsala)
    assert verbs(log.page(log.Question(verb="circle.edit"))) == ["circle.edit"]
    assert verbs(log.page(log.Question(actor="sahar k"))) == ["circle.plan"]
    assert verbs(log.page(log.Question(actor="ingen"))) == []
    assert verbs(log.page(log.Question(subject=str(world.circle.public_id)))) == ["circle.edit", "circle.plan"]
    assert verbs(log.page(log.Question(first=date(2026, 11, 25), last=date(2026, 11, 25)))) == ["circle.edit"]


def test_a_day_is_swedish(world):
    at(datetime(2026, 11, 24, 23, 30, tzinfo=timezone.get_fixed_timezone(60)), "test.evening")
    assert verbs(log.page(log.Question(first=date(2026, 11, 24), last=date(2026, 11, 24)))) == ["test.evening"]
    assert verbs(log.page(log.Question(first=date(2026, 11, 25)))) == []


def test_who_has_seen_counts_readings_only(world):
    at(NOON, "referral.seen", world.circle, by=world.im)
    at(NOON + timedelta(hours=1), "referral.seen", world.circle, by=world.im)
    at(NOON + timedelta(hours=2), "referral.send", world.circle, by=world.eva)
    readers = log.readers(str(world.circle.public_id))
    assert [(name, times) for name, _role, _last, times in readers] == [("Maja Ek", 2)]


def test_somebody_erased_and_nobody_have_a_word(world):
    at(NOON, "circle.plan", by=world.sahar)
    at(NOON, "account.sign_in_failed")
    world.sahar.public_id = "00000000-0000-4000-8000-000000000000"
    world.sahar.save()
    names = {line.who for line in log.page(log.Question()).lines}
    assert names == {"Någon som inte finns kvar", "Någon som inte var inloggad"}


def test_what_the_program_does_by_itself_is_told_as_its_own(world):
    ledger.ready(world)
    who = {line.event.verb: line.who for line in log.page(log.Question()).lines}
    assert (who["release.begun"], who["release.finished"]) == ("Ringar", "Ringar")
    assert who["release.approved"] == world.steward.name


def test_a_page_takes_as_many_queries_with_fifty_rows(world, django_assert_num_queries):
    at(NOON, "circle.plan", world.circle, by=world.sahar)
    with django_assert_num_queries(2):
        log.page(log.Question())
    for number in range(49):
        at(NOON, "circle.edit", world.circle, by=[world.eva, world.im, world.nad][number % 3])
    with django_assert_num_queries(2):
        log.page(log.Question())


def test_the_page_of_one_thing(world, sign_in):
    record("circle.plan", world.circle, by=world.sahar)
    page = sign_in(world.steward).get(reverse("stewardship:audit_about", args=[world.circle.public_id]))
    assert "planerade en cirkel" in page.content.decode()
    assert AuditEvent.objects.filter(verb="log.read_about").exists()


def test_a_period_that_ends_before_it_starts_is_told(world, sign_in):
    page = sign_in(world.steward).get(LIST, {"first": "2026-11-25", "last": "2026-11-24"})
    assert "Sista dagen måste komma efter den första." in page.content.decode()


def test_a_verb_without_a_sentence_stands_as_its_code():
    assert title("ny.handling") == "gjorde: ny.handling"
    assert title("circle.plan") == SENTENCES["circle.plan"]


def test_a_reader_who_stands_out_is_on_top(world, sign_in):
    for _ in range(10):
        record("referral.contact_read", world.circle, by=world.im)
    page = sign_in(world.steward).get(LIST).content.decode()
    assert "Ovanligt den här veckan" in page
    assert "läsningar, mot" in page


@pytest.mark.parametrize("action", sorted(STEPS))
def test_every_step_of_a_referral_has_a_sentence(action):
    assert f"referral.{action}" in SENTENCES


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("0001-01-01", "9999-12-31", True),
        ("0001-01-01", "0001-01-01", False),
        ("9999-12-31", "9999-12-31", False),
        ("0001-01-01", "1899-12-31", False),
        ("", "9999-12-30", True),
    ],
)
def test_every_range_of_days_is_answered(world, sign_in, first, last, found):
    at(NOON, "circle.create", by=world.eva)
    page = sign_in(world.steward).get(LIST, {"verb": "circle.create", "first": first, "last": last})
    assert page.status_code == 200
    assert bool(page.context["page"].lines) is found
