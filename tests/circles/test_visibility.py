import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone

from accounts.access.verbs import Verb
from audit.models import AuditEvent
from circles.access import circle_for, enrolment_for, session_for
from circles.models import Circle, CircleLeader, Session
from circles.querysets import participants_visible_to
from organisations.models import Membership


@pytest.mark.parametrize(
    ("who", "own", "other"),
    [
        ("sahar", True, False),
        ("rami", False, False),
        ("nils", False, True),
        ("eva", True, False),
        ("karin", False, True),
        ("officer", True, True),
        ("im", False, False),
        ("convener", False, False),
        ("uppsala", False, False),
        ("steward", True, True),
        ("supervisor", False, False),
        ("admin", False, False),
    ],
)
def test_who_sees_which_circle(world, who, own, other):
    visible = Circle.objects.visible_to(getattr(world, who))
    assert (world.circle in visible) is own
    assert (world.halland_circle in visible) is other


def test_nobody_signed_in_sees_nothing(world):
    assert not Circle.objects.visible_to(AnonymousUser()).exists()
    assert not participants_visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize("part", ["co_leader", "substitute"])
def test_co_leaders_and_substitutes_see_the_circle_once(world, part):
    CircleLeader.objects.create(circle=world.circle, communicator=world.rami.communicator, part=part)
    assert list(Circle.objects.visible_to(world.rami)) == [world.circle]
    assert list(Circle.objects.visible_to(world.eva)) == [world.circle]


def test_an_ended_link_shows_nothing(world):
    world.circle.leader_links.update(ended_on=timezone.localdate())
    assert not Circle.objects.visible_to(world.sahar).exists()


@pytest.mark.parametrize("who", ["sahar", "eva", "officer"])
def test_an_ended_membership_shows_nothing(world, who):
    user = getattr(world, who)
    Membership.objects.filter(user=user).update(ended_at=timezone.now())
    assert not Circle.objects.visible_to(user).exists()
    assert not Session.objects.visible_to(user).exists()
    assert not participants_visible_to(user).exists()


def test_an_officer_sees_counts_and_no_cards(world):
    assert circle_for(world.officer, world.circle.public_id, Verb.SEE) == world.circle
    with pytest.raises(Http404):
        circle_for(world.officer, world.circle.public_id, Verb.SEE_PEOPLE)
    assert not participants_visible_to(world.officer).exists()


def test_cards_are_seen_by_their_leader_and_their_hub(world):
    theirs = set(world.circle.enrolments.values_list("participant", flat=True))
    assert set(participants_visible_to(world.sahar).values_list("pk", flat=True)) == theirs
    assert set(participants_visible_to(world.eva).values_list("pk", flat=True)) == theirs
    assert not participants_visible_to(world.rami).exists()


@pytest.mark.parametrize("verb", [Verb.SEE, Verb.SEE_PEOPLE, Verb.EDIT, Verb.MARK, Verb.SIGN, Verb.APPROVE])
def test_a_strangers_attempt_is_a_404_in_the_log(world, verb):
    with pytest.raises(Http404):
        circle_for(world.nils, world.circle.public_id, verb)
    event = AuditEvent.objects.get(verb="access.denied")
    assert (event.actor, event.subject) == (str(world.nils.public_id), str(world.circle.public_id))


def test_sessions_and_seats_follow_their_circle(world):
    session, seat = world.circle.sessions.first(), world.circle.enrolments.first()
    assert session_for(world.sahar, session.public_id, Verb.MARK) == session
    assert enrolment_for(world.eva, seat.public_id, Verb.EDIT) == seat
    with pytest.raises(Http404):
        session_for(world.rami, session.public_id, Verb.SEE)
    with pytest.raises(Http404):
        enrolment_for(world.officer, seat.public_id, Verb.EDIT)


def test_signing_is_the_leaders_and_checking_the_coordinators(world):
    with pytest.raises(Http404):
        circle_for(world.eva, world.circle.public_id, Verb.SIGN)
    with pytest.raises(Http404):
        circle_for(world.sahar, world.circle.public_id, Verb.HAND_OVER)
    assert circle_for(world.eva, world.circle.public_id, Verb.HAND_OVER) == world.circle
