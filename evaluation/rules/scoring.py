"""From answers to a score, the same for every instrument."""

from collections.abc import Mapping, Sequence

from evaluation.rules.instruments import Instrument


def score(instrument: Instrument, answers: Sequence[int | None]) -> float | None:
    """factor × the sum of all answers, the reversed ones turned round. None where any answer is missing.

    WHO-5: five answers of 0–5, times four. Raises ValueError for a number of answers or a value that the instrument
    doesn't have: such answers were never given to it.
    """
    if len(answers) != instrument.items:
        raise ValueError(f"{instrument.key} has {instrument.items} items, not {len(answers)}")
    if any(answer is not None and answer not in instrument.values for answer in answers):
        raise ValueError(f"{instrument.key} takes {instrument.minimum}–{instrument.maximum}")
    if None in answers:
        return None
    both_ends = instrument.minimum + instrument.maximum
    turned = (both_ends - one if at in instrument.reverse else one for at, one in enumerate(answers, start=1))
    return instrument.factor * sum(turned)


def score_of(instrument: Instrument, answers: Mapping) -> float | None:
    """The score of what is kept: {"items": […]} as answered, or {"total": n} as typed."""
    return float(answers["total"]) if "total" in answers else score(instrument, answers["items"])


def is_total(instrument: Instrument, total: float) -> bool:
    """Whether a typed total is one that the instrument can give."""
    return instrument.lowest <= total <= instrument.highest and total % instrument.factor == 0
