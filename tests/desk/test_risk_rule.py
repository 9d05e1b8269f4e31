"""Which coming sessions have nobody who may lead them."""

from datetime import date

from communicators.rules.facts import LeaderFacts, Requirement, Step
from communicators.rules.readiness import Why
from desk.rules.risk import covered_throughout, risk

TODAY = date(2026, 11, 24)
DAYS = [date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 10)]
ASKED = Requirement(("milsa-bas", "milsa-fordjupning"), association=1)


def leader(*, until=None, ongoing_until=None, associations=(1,), in_depth=True, is_active=True):
    steps = [Step("milsa-bas", completed_on=date(2024, 1, 1))]
    if ongoing_until:
        steps.append(Step("milsa-fordjupning", modules_done=3, modules=5, ends_on=ongoing_until))
    elif in_depth:
        steps.append(Step("milsa-fordjupning", completed_on=date(2024, 6, 1), valid_until=until))
    return LeaderFacts(tuple(steps), frozenset(associations), is_active)


def test_a_ready_leader_is_no_risk():
    assert risk([leader()], ASKED, DAYS, today=TODAY) is None


def test_what_lapses_in_between_is_told_with_its_last_day():
    found = risk([leader(until=date(2026, 11, 30))], ASKED, DAYS, today=TODAY)
    assert found.days == tuple(DAYS[1:])
    assert found.reason.why is Why.STEP_EXPIRED
    assert found.lapses == date(2026, 11, 30)


def test_the_last_good_day_is_good():
    assert risk([leader(until=DAYS[-1])], ASKED, DAYS, today=TODAY) is None


def test_what_has_lapsed_already_lapses_no_more():
    found = risk([leader(until=date(2026, 11, 1))], ASKED, DAYS, today=TODAY)
    assert found.days == tuple(DAYS) and found.lapses is None


def test_a_second_leader_covers_the_first():
    assert risk([leader(until=date(2026, 11, 30)), leader()], ASKED, DAYS, today=TODAY) is None
    assert covered_throughout([leader(until=date(2026, 11, 30)), leader()], ASKED, DAYS[0], DAYS[-1])


def test_two_leaders_who_take_turns_cover_each_day_but_not_throughout():
    lapses = leader(until=date(2026, 11, 30))
    learns = leader(ongoing_until=date(2026, 12, 1))
    assert not covered_throughout([lapses, learns], ASKED, DAYS[0], DAYS[-1])
    assert risk([lapses, learns], ASKED, DAYS, today=TODAY) is None


def test_a_course_that_ends_too_late_is_told_before_the_approval_that_is_missing():
    found = risk([leader(ongoing_until=date(2027, 1, 15), associations=())], ASKED, DAYS, today=TODAY)
    assert found.reason.why is Why.STEP_ONGOING


def test_it_is_told_of_the_leader_who_is_nearest():
    found = risk([leader(in_depth=False), leader(associations=())], ASKED, DAYS, today=TODAY)
    assert (found.leader, found.reason.why) == (1, Why.NOT_APPROVED)


def test_another_associations_approval_does_not_help():
    assert risk([leader(associations=(2,))], ASKED, DAYS, today=TODAY).reason.why is Why.NOT_APPROVED


def test_no_coming_day_or_no_leader_is_no_risk():
    assert risk([leader(in_depth=False)], ASKED, [], today=TODAY) is None
    assert risk([], ASKED, DAYS, today=TODAY) is None
