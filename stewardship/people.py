"""People and their roles as an administrator reads them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.access.roles import SENTENCES, Role
from accounts.models import User
from core.lists import in_a_row
from core.search import folded, sort_key
from organisations.models import Membership


@dataclass(frozen=True)
class RoleLine:
    """One role as a sentence: what it lets the person do, and where."""

    membership: Membership
    label: str
    sentence: str
    where: str


@dataclass
class PersonLine:
    user: User
    roles: list[RoleLine] = field(default_factory=list)


def people(memberships: Iterable[Membership], words: str = "") -> list[PersonLine]:
    """Everyone with an active role, in Swedish order; `words` finds in name, address and organisation."""
    found: dict[int, PersonLine] = {}
    for membership in memberships:
        line = found.setdefault(membership.user_id, PersonLine(membership.user))
        line.roles.append(role_line(membership))
    wanted = folded(words).split()
    lines = [line for line in found.values() if all(word in _text(line) for word in wanted)]
    return sorted(lines, key=lambda line: sort_key(line.user.name))


def role_line(membership: Membership) -> RoleLine:
    role = Role(membership.role)
    where = in_a_row([membership.organisation.label, *(hub.name for hub in membership.hubs.all())])
    return RoleLine(membership, role.label, SENTENCES[role], where)


def _text(line: PersonLine) -> str:
    places = [role.membership.organisation.name for role in line.roles]
    return folded(line.user.name, line.user.email, *places)
