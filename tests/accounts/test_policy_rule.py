"""The truth table, read from the side of each role. No database."""

import pytest

from accounts.access.policy import TABLE, may
from accounts.access.roles import SENTENCES, Role
from accounts.access.verbs import Thing, Verb

PEOPLE = [(Thing.CIRCLE, Verb.SEE_PEOPLE), (Thing.CIRCLE, Verb.MARK), (Thing.PARTICIPANT, Verb.SEE)]
NO_PEOPLE = set(Role) - {Role.COMMUNICATOR, Role.COORDINATOR}


def test_no_role_may_do_nothing():
    assert not any(may([], verb, thing) for thing, verb in TABLE)


def test_what_is_not_in_the_table_is_refused():
    assert not may(set(Role), Verb.SIGN, Thing.LOG)


@pytest.mark.parametrize("role", sorted(NO_PEOPLE))
@pytest.mark.parametrize(("thing", "verb"), PEOPLE)
def test_only_leaders_and_coordinators_see_people(role, thing, verb):
    reads_alone = role == Role.STEWARD and (thing, verb) == (Thing.CIRCLE, Verb.SEE_PEOPLE)
    assert may([role], verb, thing) == reads_alone


def test_an_administrator_sees_no_people_and_no_referrals():
    things = {thing for (thing, verb), roles in TABLE.items() if Role.ADMINISTRATOR in roles}
    assert things == {Thing.PERSON, Thing.ORGANISATION, Thing.OFFER, Thing.CIRCLE}
    assert not may([Role.ADMINISTRATOR], Verb.SEE, Thing.CIRCLE)


def test_an_evaluator_never_sees_a_live_row():
    things = {thing for (thing, verb), roles in TABLE.items() if Role.EVALUATOR in roles}
    assert things == {Thing.STUDY, Thing.RELEASE, Thing.OFFER}


def test_whoever_requests_a_release_does_not_approve_it():
    assert TABLE[Thing.RELEASE, Verb.CREATE].isdisjoint(TABLE[Thing.RELEASE, Verb.APPROVE])


def test_several_roles_add_up():
    assert may([Role.PARTNER, Role.OFFICER], Verb.APPROVE, Thing.CIRCLE)


def test_every_role_has_a_sentence():
    assert set(SENTENCES) == set(Role)
