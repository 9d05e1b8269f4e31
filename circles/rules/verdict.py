"""What a rule answers: yes or no, and why, as codes that `circles.words` turns into sentences."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `code` names the sentence, `values` are (name, value) pairs it speaks of."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()

    def value(self, name: str) -> Any:
        """Raises KeyError where the reason doesn't speak of `name`."""
        return dict(self.values)[name]


def reason(code: str, **values: Any) -> Reason:
    return Reason(code, tuple(sorted(values.items())))


@dataclass(frozen=True, slots=True)
class Verdict:
    """`ok` with or without remarks, or a refusal with at least one reason."""

    ok: bool
    reasons: tuple[Reason, ...] = field(default=())


YES = Verdict(ok=True)


def no(*reasons: Reason) -> Verdict:
    return Verdict(ok=False, reasons=reasons)


class Refused(Exception):
    """An action that a rule stands against. Nothing has changed."""

    def __init__(self, *reasons: Reason):
        super().__init__(", ".join(one.code for one in reasons))
        self.reasons = reasons


def require(verdict: Verdict) -> Verdict:
    """The verdict, where it is a yes; raises Refused where it isn't."""
    if not verdict.ok:
        raise Refused(*verdict.reasons)
    return verdict
