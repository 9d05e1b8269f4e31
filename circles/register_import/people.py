"""The people and the hub that a saved list needs: leaders by name, participants by card."""

from circles.rules.register_reading.reading import CircleRead, PersonRead
from communicators.actions import add_communicator
from communicators.models import Communicator
from core.search import folded
from organisations.actions import save_hub, save_organisation
from organisations.models import Hub, Language, Municipality, Organisation
from participants.actions import issue_cards
from participants.models import Participant


class Cards:
    """One card a person, also for a person of two circles in one file."""

    def __init__(self, by):
        self.by = by
        self.issued: dict[int, Participant] = {}

    def for_people(self, people: list[PersonRead], hub: Hub) -> dict[int, Participant]:
        """The participants by PersonRead.ref. Only the coarse bands are kept of what the list says."""
        new = [person for person in people if person.ref not in self.issued]
        facts = [{"gender": person.gender, "birth_band": person.birth_band} for person in new]
        drawn = issue_cards(hub=hub, people=facts, by=self.by)
        self.issued |= {person.ref: participant for person, participant in zip(new, drawn, strict=True)}
        return {person.ref: self.issued[person.ref] for person in people}


def card_name(participant: Participant) -> str:
    """ "Blå häger 27-K", in Swedish in every language: it is what stands on the card."""
    return participant.card.full_name


def leader_named(name: str, hub: Hub, read: CircleRead, by) -> Communicator:
    """The hub's communicator of that name; one not known yet is added without an account."""
    known = Communicator.objects.filter(hub=hub, search_text=folded(name)).order_by("-is_active", "pk").first()
    return known or add_communicator(
        name=name,
        hub=hub,
        municipality=Municipality.objects.get(pk=read.municipality),
        languages=[Language.objects.get(pk=read.language)],
        by=by,
    )


def hub_for(municipality: str, by) -> Hub:
    """The municipality's hub; for the operator at the machine, a new one for the county where there is none."""
    found = Hub.objects.filter(municipalities=municipality).first()
    return found or _open_hub(Municipality.objects.get(pk=municipality), by)


def _open_hub(place: Municipality, by) -> Hub:
    """Named after the county, with those of its municipalities that have no hub."""
    name = f"Knutpunkt {place.county_name.removesuffix(' län')}"
    organisation = Organisation.objects.filter(name=name).first() or save_organisation(
        organisation=Organisation(name=name, kind=Organisation.Kind.REGION), municipalities=[], by=by
    )
    hub = Hub.objects.filter(name=name).first() or Hub(name=name, organisation=organisation)
    free = Municipality.objects.filter(county_code=place.county_code, hubs=None)
    own = hub.municipalities.all() if hub.pk else []
    return save_hub(hub=hub, municipalities=[*own, *free], by=by)
