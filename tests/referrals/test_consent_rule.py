"""What a yes covers. No database."""

from datetime import UTC, datetime, timedelta

from referrals.rules.consent import Yes, covers, fields_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
IM, NAD = 1, 2


def yes(**changes):
    known = {"receivers": frozenset({IM}), "fields": frozenset({"area", "times"}), "given_at": NOW}
    return Yes(**(known | changes))


def codes(verdict):
    return [reason.code for reason in verdict.reasons]


def test_a_yes_covers_its_receiver_and_its_fields():
    assert covers(yes(), receiver=IM, fields=frozenset({"area"}), now=NOW).ok


def test_no_consent_covers_nothing():
    assert codes(covers(None, receiver=IM, fields=frozenset(), now=NOW)) == ["consent_missing"]


def test_another_receiver_is_not_covered():
    assert codes(covers(yes(), receiver=NAD, fields=frozenset(), now=NOW)) == ["receiver_not_covered"]


def test_a_field_nobody_asked_about_is_not_covered_and_is_named():
    verdict = covers(yes(), receiver=NAD, fields=frozenset({"contact", "area"}), now=NOW)
    assert codes(verdict) == ["receiver_not_covered", "fields_not_covered"]
    assert verdict.reasons[1].value("fields") == ("contact",)


def test_card_language_and_needs_are_in_every_yes():
    assert covers(yes(), receiver=IM, fields=frozenset({"card", "language", "needs"}), now=NOW).ok


def test_a_withdrawn_yes_is_none_from_that_moment():
    withdrawn = yes(withdrawn_at=NOW)
    assert codes(covers(withdrawn, receiver=IM, fields=frozenset(), now=NOW)) == ["consent_withdrawn"]
    assert covers(withdrawn, receiver=IM, fields=frozenset(), now=NOW - timedelta(seconds=1)).ok


def test_phone_and_mail_are_one_kind_of_fact_and_empty_ones_are_none():
    assert fields_of({"phone": "070", "email": "a@b", "area": "", "times": []}) == {"contact"}
    assert fields_of({"area": "Söder", "times": ["weekday_morning"]}) == {"area", "times"}
    assert fields_of(None) == frozenset()
