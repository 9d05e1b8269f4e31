"""Who imports, and into which hubs they may."""

from dataclasses import dataclass
from typing import Any

from audit.events import CONSOLE
from organisations.models import Hub, Municipality


@dataclass(frozen=True)
class Importer:
    """`by` is a user or the console. `hubs` are theirs, by the code of each municipality."""

    by: Any
    hubs: dict[str, Hub]

    @property
    def is_console(self) -> bool:
        return self.by == CONSOLE

    @property
    def user(self):
        """The user for a foreign key; the operator at the machine is none."""
        return None if self.is_console else self.by

    @property
    def only_municipality(self) -> str:
        return next(iter(self.hubs)) if len(self.hubs) == 1 else ""

    def hub_of(self, municipality: str) -> Hub | None:
        return self.hubs.get(municipality)

    def may_open_hub(self, municipality: str) -> bool:
        """The operator may import into a county that nobody works in yet: a hub is made for it."""
        return self.is_console and not Hub.objects.filter(municipalities=municipality).exists()


def coordinator(user) -> Importer:
    """The coordinator's own hubs, and no others."""
    return Importer(user, _by_municipality(Hub.objects.coordinated_by(user)))


def console() -> Importer:
    return Importer(CONSOLE, _by_municipality(Hub.objects.all()))


def _by_municipality(hubs) -> dict[str, Hub]:
    return {place.code: hub for hub in hubs.prefetch_related("municipalities") for place in hub.municipalities.all()}


def county_of(municipality: str) -> Municipality:
    return Municipality.objects.get(pk=municipality)
