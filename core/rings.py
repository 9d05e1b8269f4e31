"""The ring family's geometry: which arcs make up a ring of segments. Pure; in units of a 72 × 72 picture."""

from dataclasses import dataclass
from math import cos, pi, sin

CENTRE = 36.0
TONES = {"on", "near", "off"}


@dataclass(frozen=True)
class Arc:
    path: str
    tone: str
    width: float


@dataclass(frozen=True)
class Ring:
    """`tones` has one word per segment, clockwise from the top: "on", "near" (Hjortron) or "off"."""

    radius: float
    width: float
    tones: tuple[str, ...]
    gap: float = 2.6

    def arcs(self) -> list[Arc]:
        if unknown := set(self.tones) - TONES:
            raise ValueError(f"No such ring tone: {sorted(unknown)}")
        if len(self.tones) == 1:
            return [Arc(_circle(self.radius), self.tones[0], self.width)]
        step, half_gap = 2 * pi / len(self.tones), self.gap / self.radius / 2
        return [
            Arc(_arc(self.radius, i * step + half_gap, (i + 1) * step - half_gap), tone, self.width)
            for i, tone in enumerate(self.tones)
        ]


def filled(count: int, of: int) -> tuple[str, ...]:
    """`count` of `of` segments on; more than `of` fills them all."""
    count = max(0, min(count, of))
    return ("on",) * count + ("off",) * (of - count)


def coach(participants: int, meetings: int, hours: int) -> list[Ring]:
    """Inner ring 3 participants, middle 3 meetings, outer 9 hours."""
    return [
        Ring(32.5, 5.6, filled(hours, 9)),
        Ring(23.2, 5.6, filled(meetings, 3)),
        Ring(13.4, 5.6, filled(participants, 3)),
    ]


STEPS = {
    "done": ("on",),
    "expiring": ("near",),
    "ongoing": ("on", "on", "off", "off"),
    "none": ("off",),
}


def ladder(*steps: str) -> list[Ring]:
    """Three steps from the middle out, each "done", "ongoing", "expiring" or "none"."""
    return [
        Ring(radius, width, STEPS[step], gap=3)
        for (radius, width), step in zip(((8.4, 6.4), (20.2, 6.4), (32, 6.4)), steps, strict=True)
    ]


def matching(tones: tuple[str, ...]) -> list[Ring]:
    return [Ring(31, 9, tones, gap=3.4)]


def meetings(count: int, of: int) -> list[Ring]:
    """A circle without meetings yet is one empty ring."""
    return [Ring(31, 8, filled(count, max(1, of)))]


def empty() -> list[Ring]:
    return [Ring(31, 5, ("off",) * 8, gap=4)]


def _point(radius: float, angle: float) -> str:
    return f"{CENTRE + radius * sin(angle):.2f} {CENTRE - radius * cos(angle):.2f}"


def _arc(radius: float, start: float, end: float) -> str:
    large = int(end - start > pi)
    return f"M{_point(radius, start)}A{radius} {radius} 0 {large} 1 {_point(radius, end)}"


def _circle(radius: float) -> str:
    return f"{_arc(radius, 0, pi)}A{radius} {radius} 0 0 1 {_point(radius, 0)}Z"
