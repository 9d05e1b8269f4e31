"""The key: who has which card. It exists in the memory of one request and in files under a passphrase, nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass

from circles.rules.register_reading.grid import Workbook, text_of
from circles.rules.register_reading.nearest import folded
from circles.rules.register_reading.people import name_key, name_of
from participants.rules.cards import Card, CardError, parse

HEADINGS = ("Kort", "Namn", "Cirkel", "Ledare")


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One person of one circle; `card` is the full name of the card, "Blå häger 27-K"."""

    card: str
    name: str
    circle: str
    leader: str = ""

    def parsed(self) -> Card | None:
        """The card, or None where someone has written in the file."""
        try:
            return parse(self.card)
        except CardError:
            return None


@dataclass(frozen=True, slots=True)
class Key:
    entries: tuple[KeyEntry, ...] = ()

    def of_circle(self, title: str) -> tuple[KeyEntry, ...]:
        return tuple(entry for entry in self.entries if folded(entry.circle) == folded(title))

    def named(self, key: str) -> tuple[KeyEntry, ...]:
        return tuple(entry for entry in self.entries if name_key(entry.name) == key)

    def with_entries(self, entries: Iterable[KeyEntry]) -> "Key":
        """This key and the new entries; the same card in the same circle stands once, as it stands now."""
        together = {(folded(entry.card), folded(entry.circle)): entry for entry in (*self.entries, *entries)}
        return Key(tuple(together.values()))

    def by_leader(self) -> dict[str, tuple[KeyEntry, ...]]:
        """One key a leader: she gets the names of her own people only."""
        leaders: dict[str, list[KeyEntry]] = {}
        for entry in self.entries:
            leaders.setdefault(entry.leader, []).append(entry)
        return {leader: tuple(entries) for leader, entries in leaders.items()}


def key_in(workbook: Workbook) -> Key:
    """The entries of a key file: every sheet that has its headings."""
    return Key(tuple(entry for sheet in workbook.sheets for entry in _entries(sheet)))


def _entries(sheet) -> Iterable[KeyEntry]:
    headings = tuple(text_of(sheet.value(1, column)) for column in range(1, len(HEADINGS) + 1))
    if headings != HEADINGS:
        return
    for row in sorted(sheet.rows)[1:]:
        card, circle, leader = (text_of(sheet.value(row, column)) for column in (1, 3, 4))
        if card and (name := name_of(sheet.value(row, 2))):
            yield KeyEntry(card, name, circle, leader)
