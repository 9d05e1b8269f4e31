"""Where leaders are. No database."""

from communicators.rules.matrix import matrix

MALMO, LUND, HELSINGBORG = "1280", "1281", "1283"
LEADERS = [("ar", MALMO), ("ar", MALMO), ("ar", LUND), ("prs", MALMO)]


def test_a_leader_counts_once_per_language_in_her_place():
    found = matrix(LEADERS, [])
    assert found.count("ar", MALMO) == 2
    assert found.count("prs", LUND) == 0


def test_a_language_nobody_leads_in_is_there_when_people_wait():
    found = matrix(LEADERS, [("ti", HELSINGBORG)])
    assert found.languages == ("ar", "prs", "ti")
    assert found.places == (MALMO, LUND, HELSINGBORG)
    assert found.count("ti", HELSINGBORG) == 0


def test_where_a_language_has_leaders_most_first():
    assert matrix(LEADERS, []).places_with("ar") == (MALMO, LUND)
    assert matrix(LEADERS, [("ti", MALMO)]).places_with("ti") == ()


def test_nothing_at_all():
    assert matrix([], []).languages == ()
