"""Ending memberships, keeping organisations, hubs and projects."""

import pytest

from accounts.access.roles import Role
from audit.models import AuditEvent
from organisations.actions import LastAdministrator, end_membership, save_hub, save_organisation, save_project
from organisations.models import Hub, Membership, Organisation, Project


def test_an_ended_membership_gives_nothing_and_stays_in_history(world):
    membership = world.eva.memberships.get()
    assert end_membership(membership=membership, by=world.admin)
    assert not Membership.objects.of(world.eva).exists()
    assert Membership.objects.get(pk=membership.pk).ended_at
    assert AuditEvent.objects.get().facts == {"role_ended": "coordinator"}


def test_ending_twice_is_ending_once(world):
    membership = world.eva.memberships.get()
    assert end_membership(membership=membership, by=world.admin)
    assert not end_membership(membership=membership, by=world.admin)
    assert AuditEvent.objects.count() == 1


def test_the_last_administrator_stays(world):
    mine = world.admin.memberships.get()
    with pytest.raises(LastAdministrator):
        end_membership(membership=mine, by=world.admin)
    other = world.eva.memberships.create(organisation=mine.organisation, role=Role.ADMINISTRATOR)
    assert end_membership(membership=mine, by=world.admin)
    with pytest.raises(LastAdministrator):
        end_membership(membership=other, by=world.eva)


def test_a_municipality_is_in_one_hub_at_most(world):
    save_hub(hub=world.halland, municipalities=[world.places["Halmstad"], world.places["Lund"]], by=world.admin)
    assert list(world.places["Lund"].hubs.all()) == [world.halland]
    assert world.places["Malmö"].hubs.get() == world.skane


def test_new_things_are_kept_and_in_the_log(world):
    organisation = Organisation(name="Röda Korset Malmö", kind=Organisation.Kind.CIVIL_SOCIETY)
    save_organisation(organisation=organisation, municipalities=[world.places["Malmö"]], by=world.admin)
    save_hub(hub=Hub(name="Nordost", organisation=organisation), municipalities=[world.places["Lund"]], by=world.admin)
    save_project(project=Project(code="regin", name="REGIN"), partners=[organisation], by=world.admin)
    assert list(Organisation.objects.search("röda")) == [organisation]
    assert set(AuditEvent.objects.values_list("verb", flat=True)) == {
        "organisation.added",
        "hub.added",
        "project.added",
    }


def test_search_finds_swedish_letters_in_either_case(world):
    assert Organisation.objects.search("NÄTVERK").get().short_name == "NAD"
    assert Organisation.objects.search("").count() == Organisation.objects.count()


def test_only_active_people_are_counted(world):
    end_membership(membership=world.im.memberships.get(), by=world.admin)
    people = dict(Organisation.objects.with_people_counts().values_list("short_name", "people"))
    assert (people["IM"], people["NAD"]) == (0, 1)
