"""When a person can, and when an offer is: the parts of weekdays in one row."""

import pytest
from django.utils.translation import override

from circles.rules.verdict import reason
from referrals.words import MatchWords, time_labels

AFTERNOON_AND_EVENING = ("weekday_evening", "weekday_afternoon")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Vardagar eftermiddag och kväll, helger"),
        ("en", "Weekday afternoons and evenings, weekends"),
        ("ar", "أيام العمل بعد الظهر ومساءً، عطلة نهاية الأسبوع"),
    ],
)
def test_weekdays_are_said_once(language, said):
    with override(language):
        assert time_labels([*AFTERNOON_AND_EVENING, "weekend"]) == said


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], ""),
        (["weekend"], "Helger"),
        (["weekday_evening"], "Vardagar kväll"),
        (["weekday_evening", "weekday_morning", "weekday_afternoon"], "Vardagar förmiddag, eftermiddag och kväll"),
    ],
)
def test_few_and_many(codes, said):
    with override("sv"):
        assert time_labels(codes) == said


@pytest.mark.django_db
def test_when_an_offer_fits_is_one_row_too():
    other = reason("other_times", times=(*AFTERNOON_AND_EVENING, "weekend"))
    with override("sv"):
        assert MatchWords().remarks([other]) == ["Passar om personen kan: vardagar eftermiddag och kväll, helger"]
