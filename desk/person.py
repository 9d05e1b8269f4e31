"""Who is looking: the person's roles and what they cover."""

from dataclasses import dataclass

from accounts.access.roles import Role
from core.lists import in_a_row
from desk.places import in_order
from organisations.models import Membership


@dataclass(frozen=True, slots=True)
class Person:
    """A user with active memberships, in the order of the first page."""

    user: object
    memberships: tuple[Membership, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.role for one in self.memberships))

    @property
    def first_name(self) -> str:
        return self.user.name.partition(" ")[0] or self.user.email

    @property
    def role_line(self) -> str:
        """ "Samordnare, Skåne sydväst": every role, then what the first of them covers."""
        if not self.memberships:
            return ""
        first = self.memberships[0]
        hubs = [hub.name for hub in first.hubs.all()]
        return in_a_row([*(Role(role).label for role in self.roles), *(hubs or [first.organisation.label])])

    def hubs(self, *roles: str) -> list:
        """The hubs that memberships in these roles cover."""
        return [hub for one in self.memberships if one.role in roles for hub in one.hubs.all()]

    def organisations(self, *roles: str) -> list:
        return [one.organisation for one in self.memberships if one.role in roles]


def person_of(request) -> Person:
    """The person behind a request; the middleware of organisations has read the memberships already."""
    order = in_order(Role.values)
    rows = sorted(request.memberships, key=lambda row: (order.index(row.role), row.pk))
    return Person(request.user, tuple(rows))
