"""Offers against one wish: the five segments, the reasons and the order. No database."""

from datetime import date

import pytest

from referrals.rules.matching import Fit, Offer, Wish, match, matches

TODAY = date(2026, 11, 24)
IM, NAD = 1, 2


def wish(**changes):
    known = {
        "language": "prs",
        "municipality": "1280",
        "hub_municipalities": frozenset({"1280", "1281"}),
        "needs": frozenset({"network"}),
        "receivers": frozenset({IM, NAD}),
        "times": frozenset({"weekday_morning"}),
    }
    return Wish(**(known | changes))


def offer(**changes):
    known = {
        "id": 1,
        "title": "Kvinnogrupp på dari",
        "organisation": IM,
        "organisation_name": "IM",
        "languages": frozenset({"prs"}),
        "municipalities": frozenset({"1280"}),
        "needs": frozenset({"network", "parenting"}),
        "level": 2,
        "joining": "referral",
        "reviewed_on": date(2026, 11, 2),
        "times": frozenset({"weekday_morning"}),
        "places": 2,
    }
    return Offer(**(known | changes))


def codes(reasons):
    return [reason.code for reason in reasons]


def test_an_offer_that_has_it_all_has_a_whole_ring():
    found = match(wish(), offer(), today=TODAY)
    assert found.tones == ("on",) * 5
    assert (found.fit, found.less, found.unless) == (Fit.FITS, (), ())
    assert codes(found.good) == ["language", "place", "time", "needs_met", "places"]


@pytest.mark.parametrize(
    ("changed", "segment", "tone", "fit", "code"),
    [
        ({"languages": frozenset({"sv"})}, 0, "near", Fit.NEARLY, "only_swedish"),
        ({"languages": frozenset({"so"})}, 0, "off", Fit.NOT, "not_language"),
        ({"municipalities": frozenset({"1281"})}, 1, "near", Fit.FITS, "neighbour"),
        ({"municipalities": frozenset({"0180"})}, 1, "off", Fit.NOT, "far"),
        ({"times": frozenset()}, 2, "near", Fit.FITS, "times_unknown"),
        ({"times": frozenset({"weekend"})}, 2, "off", Fit.NEARLY, "other_times"),
        ({"needs": frozenset({"housing"})}, 3, "off", Fit.NOT, "not_needs"),
        ({"places": 2, "asked": 1}, 4, "near", Fit.FITS, "places_asked"),
        ({"places": 2, "asked": 2}, 4, "off", Fit.NEARLY, "full"),
        ({"closed_until": date(2027, 1, 8)}, 4, "off", Fit.NEARLY, "closed"),
        ({"places": None}, 4, "near", Fit.FITS, "no_pledge"),
    ],
)
def test_each_segment_alone(changed, segment, tone, fit, code):
    found = match(wish(), offer(**changed), today=TODAY)
    assert found.tones[segment] == tone
    assert found.fit == fit
    assert code in codes(found.less + found.unless)
    assert [t for place, t in enumerate(found.tones) if place != segment] == ["on"] * 4


def test_two_things_in_the_way_are_too_many():
    found = match(wish(), offer(times=frozenset({"weekend"}), places=1, asked=1), today=TODAY)
    assert found.fit == Fit.NOT


def test_closed_until_today_is_open():
    assert match(wish(), offer(closed_until=TODAY), today=TODAY).tones[4] == "on"


def test_drop_in_needs_no_pledge():
    found = match(wish(), offer(joining="drop_in", places=None), today=TODAY)
    assert (found.tones[4], found.fit) == ("on", Fit.FITS)


def test_a_partner_nobody_has_asked_about_nearly_fits_and_says_what_it_takes():
    found = match(wish(receivers=frozenset({NAD})), offer(), today=TODAY)
    assert found.fit == Fit.NEARLY
    assert found.unless[0].code == "no_yes"
    assert found.unless[0].value("name") == "IM"


def test_whoever_needs_an_interpreter_is_not_sent_to_swedish():
    found = match(wish(needs_interpreter=True), offer(languages=frozenset({"sv"})), today=TODAY)
    assert found.fit == Fit.NOT


def test_half_the_needs_and_another_level_are_near_and_named():
    half = match(wish(needs=frozenset({"network", "housing"})), offer(), today=TODAY)
    assert half.tones[3] == "near"
    assert half.less[0].value("left") == ("housing",)
    assert match(wish(level=3), offer(), today=TODAY).tones[3] == "near"


@pytest.mark.parametrize(
    ("born", "ages", "fit"),
    [
        ((1985, 1989), (18, None), Fit.FITS),
        ((2010, 2014), (18, None), Fit.NOT),  # 12–16 this year
        ((2005, 2009), (18, None), Fit.FITS),  # 17–21: perhaps
        ((1985, 1989), (13, 20), Fit.NOT),
        (None, (13, 20), Fit.FITS),
    ],
)
def test_an_age_shuts_out_only_when_it_surely_does(born, ages, fit):
    assert match(wish(born=born), offer(ages=ages), today=TODAY).fit == fit


def test_a_wish_for_a_women_group_and_for_childcare_is_answered_in_words():
    asked = wish(wishes=frozenset({"women_group"}), needs_childcare=True)
    yes = match(asked, offer(women_only=True, has_childcare=True), today=TODAY)
    assert {"women_group", "childcare"} <= set(codes(yes.good))
    no = match(asked, offer(), today=TODAY)
    assert {"mixed_group", "no_childcare"} <= set(codes(no.less))
    assert codes(match(wish(), offer(women_only=True), today=TODAY).less) == ["women_only"]


def test_fitting_comes_first_then_fresh_then_the_fuller_ring_then_the_title():
    old = date(2026, 8, 22)  # 94 days
    offers = [
        offer(id=1, title="Gammal", reviewed_on=old),
        offer(id=2, title="Full", asked=2),
        offer(id=3, title="Okänd tid", times=frozenset()),
        offer(id=4, title="Bortom", municipalities=frozenset({"0180"})),
        offer(id=5, title="Hel"),
    ]
    found = matches(wish(), offers, today=TODAY)
    assert [row.offer.title for row in found] == ["Hel", "Okänd tid", "Gammal", "Full", "Bortom"]
    assert codes(found[2].less) == ["old"]
    assert found[2].less[0].value("days") == 94


def test_ninety_days_are_not_old():
    assert not match(wish(), offer(reviewed_on=date(2026, 8, 26)), today=TODAY).is_old
