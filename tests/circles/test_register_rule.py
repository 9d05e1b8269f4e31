import pytest
from hypothesis import given
from hypothesis import strategies as st

from circles.rules.register import (
    Mark,
    RoomCount,
    meeting_count,
    on_close,
    on_everyone_here,
    on_tap,
    tally,
)


def test_a_tap_is_here_and_a_second_tap_is_not_here():
    assert on_tap(Mark.NOT_RECORDED) == Mark.PRESENT
    assert on_tap(on_tap(Mark.NOT_RECORDED)) == Mark.ABSENT
    assert on_tap(on_tap(on_tap(Mark.NOT_RECORDED))) == Mark.PRESENT


@pytest.mark.parametrize("mark", [Mark.PART, Mark.NOTIFIED, Mark.ABSENT])
def test_whoever_turns_up_after_all_is_here_with_one_tap(mark):
    assert on_tap(mark) == Mark.PRESENT


@pytest.mark.parametrize("mark", list(Mark))
def test_everyone_here_and_closing_change_untouched_tiles_only(mark):
    untouched = mark == Mark.NOT_RECORDED
    assert on_everyone_here(mark) == (Mark.PRESENT if untouched else mark)
    assert on_close(mark) == (Mark.ABSENT if untouched else mark)


@given(st.lists(st.sampled_from(list(Mark))))
def test_a_tally_loses_nobody(marks):
    counted = tally(marks)
    assert counted.people == len(marks)
    assert counted.here == marks.count(Mark.PRESENT) + marks.count(Mark.PART)


def test_untouched_is_never_away():
    assert tally([Mark.NOT_RECORDED, Mark.ABSENT, Mark.NOTIFIED]).away == 2


def test_nine_cards_and_a_leader_are_ten_so_eleven_means_one_guest():
    count = RoomCount(cards=9, leaders=1, counted=11)
    assert (count.expected, count.guests, count.missing) == (10, 1, 0)


def test_fewer_in_the_room_than_on_the_tiles():
    count = RoomCount(cards=9, leaders=1, counted=8)
    assert (count.guests, count.missing) == (0, 2)


def test_guests_met_but_are_not_reportable():
    count = meeting_count(cards=1, leaders=1, guests=2)
    assert (count.met, count.reportable) == (4, 2)
