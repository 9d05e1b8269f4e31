"""What is written about leaders, and what a second tap does."""

from datetime import date

import pytest

from audit.models import AuditEvent
from communicators.actions import (
    add_communicator,
    apply_for_approval,
    approve_leader,
    change_communicator,
    complete_step,
    complete_step_for_many,
    give_account,
    remove_step,
    rest,
    start_step,
    withdraw_approval,
)
from communicators.models import Communicator, Course, LeaderApproval, Qualification
from tests import cast

DAY = date(2026, 11, 24)


@pytest.fixture
def course(world):
    return Course.objects.create(code="ny", name="Ny", ladder_step=None, modules=4, hours=12, valid_months=36)


@pytest.fixture
def leader(world):
    return add_communicator(
        name=" Hodan Ali ",
        hub=world.skane,
        municipality=world.places["Malmö"],
        languages=[world.languages["so"]],
        by=world.eva,
    )


def test_a_leader_without_an_account(world, leader):
    assert (leader.name, leader.user) == ("Hodan Ali", None)
    assert AuditEvent.objects.get().verb == "communicator.added"


def test_a_leader_changes_name_place_and_languages(world, leader):
    change_communicator(
        communicator=leader, name="Hodan Åkesson", municipality=None, languages=[world.languages["ar"]], by=world.eva
    )
    assert Communicator.objects.search("åkesson").get() == leader
    assert [str(language) for language in leader.languages.all()] == ["arabiska"]


def test_a_course_is_started_and_then_finished_in_the_same_row(world, leader, course):
    started = start_step(communicator=leader, course=course, started_on=date(2026, 9, 1), modules_done=2, by=world.eva)
    again = start_step(communicator=leader, course=course, started_on=date(2026, 9, 1), modules_done=3, by=world.eva)
    assert (started.pk, again.modules_done) == (again.pk, 3)
    done = complete_step(communicator=leader, course=course, completed_on=DAY, by=world.eva)
    assert (done.pk, done.modules_done, done.valid_until) == (started.pk, 4, date(2029, 11, 24))


def test_finishing_twice_on_a_day_is_finishing_once(world, leader, course):
    for _ in range(2):
        complete_step(communicator=leader, course=course, completed_on=DAY, by=world.eva)
    assert Qualification.objects.filter(communicator=leader).count() == 1


def test_a_renewed_course_is_a_row_of_its_own(world, leader, course):
    complete_step(communicator=leader, course=course, completed_on=date(2023, 1, 1), by=world.eva)
    complete_step(communicator=leader, course=course, completed_on=DAY, until=date(2027, 1, 1), by=world.eva)
    ends = leader.qualifications.order_by("completed_on").values_list("valid_until", flat=True)
    assert list(ends) == [date(2026, 1, 1), date(2027, 1, 1)]


def test_finished_before_it_was_noted_as_started(world, leader, course):
    start_step(communicator=leader, course=course, started_on=DAY, by=world.eva)
    done = complete_step(communicator=leader, course=course, completed_on=date(2026, 5, 1), by=world.eva)
    assert done.started_on == date(2026, 5, 1)


def test_a_course_for_several_or_for_nobody(world, course):
    both = [world.sahar.communicator, world.rami.communicator]
    assert complete_step_for_many(communicators=both, course=course, completed_on=DAY, by=world.eva) == 2
    with pytest.raises(ValueError, match="primary key"):
        complete_step_for_many(
            communicators=[world.sahar.communicator, Communicator()],
            course=course,
            completed_on=date(2026, 11, 23),
            by=world.eva,
        )
    assert not Qualification.objects.filter(completed_on=date(2026, 11, 23)).exists()


def test_a_step_noted_by_mistake_goes(world, leader, course):
    step = complete_step(communicator=leader, course=course, completed_on=DAY, by=world.eva)
    remove_step(step=step, by=world.eva)
    assert not leader.qualifications.exists()


def test_an_application_is_approved_withdrawn_and_made_anew(world, leader):
    sensus = world.organisations["sensus"]
    approval = apply_for_approval(communicator=leader, association=sensus, on=DAY, by=world.eva)
    assert approval.state == LeaderApproval.State.APPLIED
    assert approve_leader(approval=approval, on=DAY, by=world.officer)
    assert not approve_leader(approval=approval, on=DAY, by=world.officer)
    assert apply_for_approval(communicator=leader, association=sensus, on=DAY, by=world.eva).state == "approved"
    assert withdraw_approval(approval=approval, on=DAY, by=world.officer)
    anew = apply_for_approval(communicator=leader, association=sensus, on=DAY, by=world.eva)
    assert (anew.pk, anew.state, anew.decided_on) == (approval.pk, "applied", None)
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[1:] == [
        "leader_approval.applied",
        "leader_approval.approved",
        "leader_approval.withdrawn",
        "leader_approval.applied",
    ]


def test_an_account_finds_the_leader_who_waits_in_its_hub(world, leader):
    user = cast.person("Hodan Ali", "communicator", world.organisations["skane"], hub=world.skane)
    assert give_account(user=user, name="hodan  ali", hub=world.skane, by=user) == leader
    assert give_account(user=user, name="hodan ali", hub=world.skane, by=user) == leader


def test_two_of_the_same_name_are_not_guessed_between(world, leader):
    add_communicator(name="Hodan Ali", hub=world.skane, municipality=None, languages=[], by=world.eva)
    user = cast.person("Hodan Ali", "communicator", world.organisations["skane"], hub=world.skane)
    found = give_account(user=user, name="Hodan Ali", hub=world.skane, by=user)
    assert Communicator.objects.filter(name="Hodan Ali").count() == 3
    assert found.user == user


def test_a_resting_leader_is_out_of_the_lists_and_comes_back_with_the_account(world):
    rest(communicator=world.sahar.communicator, by=world.admin)
    assert world.sahar.communicator not in Communicator.objects.active()
    give_account(user=world.sahar, name="Sahar Karimi", hub=world.skane, by=world.sahar)
    assert Communicator.objects.active().filter(user=world.sahar).exists()
