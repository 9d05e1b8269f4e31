"""Who may be given a slip, and who may type what somebody wrote on paper."""

from collections.abc import Collection, Mapping, Sequence

from circles.rules.verdict import YES, Verdict, no, reason
from evaluation.rules.instruments import Instrument
from evaluation.rules.scoring import is_total

# A circle that can be asked: from when it is planned until its list is put away.
ASKED_WHILE = ("planned", "running", "ended", "signed", "checked", "archived")


def may_ask(*, is_asking: bool, is_about_circle: bool, status: str) -> Verdict:
    """Whether slips of the study can be handed out in the circle."""
    if not is_asking:
        return no(reason("study_not_asking"))
    if not is_about_circle or status not in ASKED_WHILE:
        return no(reason("circle_not_asked"))
    return YES


def may_enter(*, works_with_circle: bool) -> Verdict:
    """Paper is typed by somebody who neither leads the circle nor coordinates its hub: they know whose card it is."""
    return no(reason("own_circle")) if works_with_circle else YES


def may_type_totals(*, is_licensed: bool) -> Verdict:
    """The words of these instruments are another's: who has the licence reads them, and types what they add up to."""
    return YES if is_licensed else no(reason("not_licensed"))


def fits(instrument: Instrument, items: Sequence[int | None]) -> bool:
    """Whether these can be answers to the instrument; a question may be skipped."""
    return len(items) == instrument.items and all(one is None or one in instrument.values for one in items)


def takes(asked: Collection[Instrument], items: Mapping[str, Sequence], totals: Mapping[str, int]) -> Verdict:
    """Whether everything that was sent belongs to what the study asks."""
    by_key = {one.key: one for one in asked}
    known = all(key in by_key and by_key[key].entry == "items" and fits(by_key[key], one) for key, one in items.items())
    told = all(
        key in by_key and by_key[key].entry == "total" and is_total(by_key[key], one) for key, one in totals.items()
    )
    return YES if known and told else no(reason("wrong_answer"))
