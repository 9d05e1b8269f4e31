"""Which readers stand out. No database."""

from datetime import datetime, timedelta

from stewardship.rules.unusual import Finding, Unusual, unusual_readers

NOW = datetime(2026, 11, 24, 12, 0)


def readings(actor, count, *, weeks_ago=0, hour=10):
    day = NOW.replace(hour=hour) - timedelta(weeks=weeks_ago, days=1)
    return [(actor, day + timedelta(seconds=number)) for number in range(count)]


def test_ten_are_many_for_somebody_new_and_nine_are_not():
    assert unusual_readers(readings("a", 10), NOW) == [Finding("a", Unusual.MANY, 10, 0)]
    assert unusual_readers(readings("a", 9), NOW) == []


def test_many_is_against_the_person_s_own_usual_week():
    usual = [one for week in range(1, 9) for one in readings("a", 5, weeks_ago=week)]
    assert unusual_readers(usual + readings("a", 15), NOW) == []
    assert unusual_readers(usual + readings("a", 16), NOW) == [Finding("a", Unusual.MANY, 16, 5)]


def test_what_is_older_than_nine_weeks_does_not_make_it_usual():
    old = readings("a", 400, weeks_ago=10)
    assert unusual_readers(old + readings("a", 10), NOW)[0].usual == 0


def test_three_at_night_stand_out():
    assert unusual_readers(readings("a", 3, hour=23), NOW) == [Finding("a", Unusual.AT_NIGHT, 3, 0)]
    assert unusual_readers(readings("a", 3, hour=5), NOW) == [Finding("a", Unusual.AT_NIGHT, 3, 0)]
    assert unusual_readers(readings("a", 2, hour=23) + readings("a", 5, hour=6), NOW) == []


def test_nights_of_earlier_weeks_are_past():
    assert unusual_readers(readings("a", 9, weeks_ago=2, hour=23), NOW) == []


def test_most_readings_first():
    found = unusual_readers(readings("a", 11) + readings("b", 30), NOW)
    assert [finding.actor for finding in found] == ["b", "a"]
