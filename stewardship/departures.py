"""Going: a role is ended, and what the person led is handed over in the same moment."""

from collections.abc import Mapping

from django.db import transaction

from accounts.access.roles import Role
from accounts.actions import deactivate
from accounts.models import User
from circles.actions.leaders import hand_over
from circles.models import Circle
from communicators.actions import rest
from communicators.models import Communicator
from organisations.actions import end_membership
from organisations.models import Membership


class NobodyTakesOver(Exception):
    """A circle would be left without a leader. `circles` names them."""

    def __init__(self, circles: list[Circle]):
        super().__init__(len(circles))
        self.circles = circles


def leader_of(membership: Membership) -> Communicator | None:
    """The leader that ends with this membership; None for other roles."""
    if membership.role != Role.COMMUNICATOR:
        return None
    return Communicator.objects.filter(user=membership.user).first()


def circles_to_hand_over(leader: Communicator | None) -> list[Circle]:
    """The open circles that only this person leads: somebody must take each of them."""
    if leader is None:
        return []
    links = leader.circle_links.filter(ended_on=None, circle__in=Circle.objects.open())
    mine = Circle.objects.filter(pk__in=links.values("circle")).select_related(
        "language", "municipality", "programme", "association"
    )
    return list(mine.order_by("title"))


@transaction.atomic
def depart(*, membership: Membership, takers: Mapping[Circle, Communicator], by) -> bool:
    """Hand over and end the role. False when it had ended already.

    Raises NobodyTakesOver when an open circle of the leader has no taker, LastAdministrator where nobody
    could invite people any more; nothing has changed then.
    """
    leader = leader_of(membership)
    left = [circle for circle in circles_to_hand_over(leader) if circle not in takers]
    if left:
        raise NobodyTakesOver(left)
    for circle, taker in takers.items():
        hand_over(leader=leader, to=taker, circles=[circle], by=by)
    ended = end_membership(membership=membership, by=by)
    if leader and ended:
        rest(communicator=leader, by=by)
    return ended


@transaction.atomic
def shut_out(*, user: User, by) -> None:
    """Shut the account at once, whatever is left open: handing over can follow when the person is out."""
    deactivate(user=user, by=by)
