"""Who could take over a circle: the hub's active leaders, those who fit first, and why one may not lead it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from circles.leading import requirement_of
from circles.models import Circle
from communicators.models import Communicator
from communicators.readiness import facts_of, ladder
from communicators.rules.readiness import may_lead
from communicators.words import sentence
from core.lists import in_a_row


@dataclass(frozen=True, slots=True)
class Taker:
    """A leader beside one circle. `why_not` is empty for one who may lead it today."""

    communicator: Communicator
    speaks_it: bool
    is_near: bool
    why_not: tuple[str, ...]

    @property
    def order(self) -> tuple[bool, ...]:
        """Who may lead it first, then who speaks its language, then who is of its municipality."""
        return bool(self.why_not), not self.speaks_it, not self.is_near

    @property
    def line(self) -> str:
        """ "Rami Haddad · arabiska, svenska · Malmö", and why not."""
        leader = self.communicator
        facts = [leader.name, in_a_row(leader.languages.all()), leader.municipality, " ".join(self.why_not)]
        return " · ".join(str(fact) for fact in facts if fact)


def possible_takers(leader: Communicator):
    """Active leaders of the same hub, whether or not they are ready: where nobody is, somebody must take the circle."""
    return Communicator.objects.filter(hub=leader.hub).active().exclude(pk=leader.pk)


def takers_of(leader: Communicator, circles: Iterable[Circle], today: date) -> dict[Circle, list[Taker]]:
    """Circle → who could take it over, who fits best first. The same queries however many there are."""
    leaders = list(possible_takers(leader).with_ladder())
    names = {course.code: course.name for course in ladder()}
    return {
        circle: sorted((_taker(one, circle, names, today) for one in leaders), key=lambda taker: taker.order)
        for circle in circles
    }


def _taker(leader: Communicator, circle: Circle, names: dict[str, str], today: date) -> Taker:
    verdict = may_lead(facts_of(leader), requirement_of(circle), today)
    association = circle.association.label if circle.association else ""
    return Taker(
        leader,
        speaks_it=any(language.pk == circle.language_id for language in leader.languages.all()),
        is_near=leader.municipality_id == circle.municipality_id,
        why_not=tuple(sentence(reason, names, association) for reason in verdict.reasons),
    )
