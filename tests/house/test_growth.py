"""Twenty rows cost as many queries as one: asked of every page that lists something."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from circles.models import Session
from organisations.models import Invitation
from tests import cast
from tests.evaluation.asking import answer, asking, slips

pytestmark = pytest.mark.django_db


def queries(person, path) -> int:
    client = Client()
    client.force_login(person)
    assert client.get(path).status_code == 200, path  # caches and the session are warm after this
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def more_people(w, numbers: range):
    for _ in numbers:
        cast.enrol(w.circle, enrolled_at=timezone.now())


def more_circles(w, numbers: range):
    for number in numbers:
        cast.circle(w, f"Vägar vidare {100 + number}", leader=w.sahar, people=1, sessions=1)


def more_past_sessions(w, numbers: range):
    """Sessions that are over and that nobody has answered for."""
    now = timezone.now()
    Session.objects.bulk_create(
        Session(
            circle=w.circle,
            ordinal=100 + number,
            starts_at=now - timedelta(days=number + 1),
            ends_at=now - timedelta(days=number + 1) + timedelta(hours=3),
            changed_at=now,
        )
        for number in numbers
    )


def more_leaders(w, numbers: range):
    for number in numbers:
        leader = cast.communicator(w, f"Ledare{number} Ny", w.skane, "ar").communicator
        leader.approvals.update(state="applied", decided_on=None)


def more_referrals(w, numbers: range):
    cast_size = w.circle.enrolments.count()
    more_people(w, range(max(0, numbers.stop - cast_size)))
    for enrolment in w.circle.enrolments.select_related("participant").order_by("pk")[numbers.start : numbers.stop]:
        row = cast.referral(
            w, participant=enrolment.participant, offered_by=w.sahar.communicator, offer=w.offer, contact=None
        )
        row.needs.set(w.offer.needs.all())


def more_offers(w, numbers: range):
    for number in numbers:
        cast.offer(w, f"Insats {number}", w.organisations["im"])


def more_invitations(w, numbers: range):
    for number in numbers:
        Invitation.objects.create(
            email=f"ny{number}@ringar.example",
            name="Ny",
            organisation=w.organisations["im"],
            role="partner",
            token_hash=f"{number:064}",
            invited_by=w.admin,
            expires_at=timezone.now() + timedelta(days=7),
        )


def more_answers(w, numbers: range):
    """People who have said yes to a study, answered, and want to talk."""
    if not w.study.waves.exists():
        asking(w)
    more_people(w, range(max(0, numbers.stop - w.circle.enrolments.count())))
    for _, code in slips(w, people=numbers.stop):
        answer(code, wants_to_talk=True)


def more_asked_circles(w, numbers: range):
    if not w.study.waves.exists():
        asking(w)
    more_circles(w, numbers)


# (who, what grows, route, arguments)
LISTS = [
    ("sahar", more_people, "circles:register", lambda w: [w.circle.sessions.first().public_id]),
    ("sahar", more_people, "circles:people", lambda w: [w.circle.public_id]),
    ("sahar", more_people, "circles:cards_print", lambda w: [w.circle.public_id]),
    ("sahar", more_people, "circles:register_print", lambda w: [w.circle.public_id]),
    ("sahar", more_people, "circles:circle_detail", lambda w: [w.circle.public_id]),
    ("sahar", more_past_sessions, "circles:circle_detail", lambda w: [w.circle.public_id]),
    ("sahar", more_circles, "circles:circle_list", None),
    ("sahar", more_circles, "circles:calendar", None),
    ("sahar", more_circles, "desk:home", None),
    ("sahar", more_past_sessions, "desk:home", None),
    ("sahar", more_people, "referrals:referral_choose", None),
    ("eva", more_circles, "circles:circle_list", None),
    ("eva", more_circles, "desk:home", None),
    ("eva", more_past_sessions, "desk:home", None),
    ("eva", more_past_sessions, "desk:registers", None),
    ("eva", more_referrals, "desk:home", None),
    ("eva", more_referrals, "referrals:referral_list", None),
    ("eva", more_leaders, "desk:leader_list", None),
    ("eva", more_offers, "directory:offer_list", None),
    ("eva", more_answers, "desk:home", None),
    ("eva", more_answers, "evaluation:circle_questions", lambda w: [w.circle.public_id]),
    ("eva", more_asked_circles, "evaluation:question_list", None),
    ("im", more_referrals, "desk:home", None),
    ("im", more_referrals, "referrals:inbox", None),
    ("im", more_offers, "directory:own_offers", None),
    ("officer", more_leaders, "communicators:approval_list", None),
    ("officer", more_leaders, "desk:home", None),
    ("officer", more_circles, "circles:circle_list", None),
    ("admin", more_leaders, "stewardship:person_list", None),
    ("admin", more_invitations, "stewardship:person_list", None),
    ("steward", more_leaders, "stewardship:audit_list", None),
]


@pytest.mark.parametrize(
    ("who", "more", "route", "arguments"), LISTS, ids=lambda part: getattr(part, "__name__", str(part))
)
def test_twenty_rows_cost_as_many_queries_as_one(world, who, more, route, arguments):
    person = getattr(world, who)
    path = reverse(route, args=arguments(world) if arguments else [])
    more(world, range(1))
    few = queries(person, path)
    more(world, range(1, 20))
    assert queries(person, path) == few
