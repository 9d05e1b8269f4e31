"""A coordinator's first page: what waits first, then today. Its numbers are fetched after it (numbers.py)."""

from dataclasses import dataclass
from datetime import datetime

from accounts.access.roles import Role
from desk.first_page.calls import calls_wanted
from desk.first_page.referrals import is_urgent, referrals_waiting
from desk.first_page.registers import Bounded, registers_missing
from desk.first_page.risks import sessions_at_risk
from desk.first_page.talks import talks_wanted
from desk.first_page.today import today
from desk.person import Person


@dataclass(frozen=True, slots=True)
class CoordinatorPage:
    calls: Bounded
    talks: Bounded
    registers: Bounded
    referrals: Bounded
    risks: Bounded
    today: Bounded

    @property
    def things(self) -> int:
        waiting = (self.calls, self.talks, self.registers, self.referrals, self.risks)
        return sum(one.total for one in waiting)

    @property
    def urgent(self) -> int:
        """Of what is shown: people to talk to, answers that never came, people in a hurry, sessions within a week."""
        people = self.calls.total + self.talks.total
        return people + sum(map(is_urgent, self.referrals.rows)) + sum(row.urgent for row in self.risks.rows)


def page(person: Person, now: datetime) -> CoordinatorPage:
    """Everything is of the hubs that the person coordinates today: a plain list, which databases plan better for
    than the same question asked inside every other."""
    hubs = person.hubs(Role.COORDINATOR)
    return CoordinatorPage(
        calls=calls_wanted(hubs, now),
        talks=talks_wanted(hubs, now),
        registers=registers_missing(hubs, now),
        referrals=referrals_waiting(hubs, now),
        risks=sessions_at_risk(hubs, now),
        today=today(hubs, now),
    )
