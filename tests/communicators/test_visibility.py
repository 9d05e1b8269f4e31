"""Who sees which leader."""

from communicators.models import Communicator, LeaderApproval


def names(user) -> set[str]:
    return set(Communicator.objects.visible_to(user).values_list("name", flat=True))


def test_a_coordinator_sees_the_leaders_of_her_hubs(world):
    assert names(world.eva) == {"Sahar Karimi", "Rami Haddad"}
    assert names(world.karin) == {"Nils Lund"}


def test_a_leader_sees_herself(world):
    assert names(world.sahar) == {"Sahar Karimi"}


def test_others_see_none(world):
    for user in (world.im, world.officer, world.convener, world.uppsala, world.steward, world.admin):
        assert names(user) == set()


def test_an_ended_membership_sees_none(world):
    world.eva.memberships.update(ended_at=world.circle.created_at)
    assert names(world.eva) == set()


def test_an_officer_sees_the_approvals_of_the_own_association(world):
    assert LeaderApproval.objects.visible_to(world.officer).count() == 3
    assert not LeaderApproval.objects.visible_to(world.eva).exists()


def test_search_by_name_or_language(world):
    mine = Communicator.objects.coordinated_by(world.eva)
    assert {row.name for row in mine.search("KARIMI")} == {"Sahar Karimi"}
    assert {row.name for row in mine.search("arab")} == {"Rami Haddad"}
    assert mine.search(" ").count() == 2
    assert not mine.search("ingen").exists()
