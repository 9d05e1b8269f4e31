"""What a saved list leaves behind: circles, sessions, people and marks, and nothing of their names."""

from datetime import UTC, date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import AuditEvent
from circles.models import (
    Attendance,
    AttendanceChange,
    Circle,
    CircleLeader,
    Enrolment,
    ImportBatch,
    Session,
    SessionFilm,
)
from circles.register_import.actions import HasErrors, confirm_imported
from circles.register_import.key import Key, KeyEntry
from circles.register_import.sentences import sentence
from circles.rules.verdict import Refused
from communicators.models import Communicator
from organisations.models import Hub
from participants.models import Participant
from tests.circles.register_import.books import FACTS, MARKS, PEOPLE, weekly
from tests.circles.register_import.importing import NEW, imported, more_people, plan_of, rows

pytestmark = pytest.mark.django_db


def codes(remarks) -> list[str]:
    return [remark.reason.code for remark in remarks]


def circle() -> Circle:
    return Circle.objects.get(title="Vägar vidare 90")


def marks(found: Circle) -> dict[tuple[int, str], str]:
    rows = Attendance.objects.filter(session__circle=found).select_related("session", "enrolment__participant")
    return {(row.session.ordinal, str(row.enrolment.participant)): row.status for row in rows}


# --- A new circle --------------------------------------------------------------------------------------


def test_circle_with_its_facts(world):
    imported(world.eva, rows())
    found = circle()
    assert (found.hub, found.municipality, found.language_id) == (world.skane, world.places["Malmö"], "prs")
    assert (found.programme, found.status, found.is_imported) == (world.programme, Circle.Status.ENDED, True)
    [link] = found.leader_links.all()
    assert (link.communicator, link.part) == (world.sahar.communicator, CircleLeader.Part.LEADER)


def test_sessions_keep_their_hour_across_the_clock_change(world):
    imported(world.eva, rows(dates=weekly(3, date(2025, 10, 15))))
    sessions = list(circle().sessions.all())
    assert [timezone.localtime(session.starts_at).time() for session in sessions] == [time(17, 30)] * 3
    assert [session.starts_at.astimezone(UTC).hour for session in sessions] == [15, 15, 16]
    assert {(session.ends_at - session.starts_at).total_seconds() for session in sessions} == {180 * 60}
    assert [session.ordinal for session in sessions] == [1, 2, 3]


def test_stated_hours_are_confirmed_and_the_register_is_closed(world):
    imported(world.eva, rows())
    for session in circle().sessions.all():
        assert (session.status, session.study_hours, session.hours_confirmed_by) == ("held", 4, world.eva)
        assert session.register_closed_at is not None
    assert not Session.objects.filter(circle=circle()).without_register(timezone.now()).exists()


def test_hours_that_the_list_lacks_wait_for_the_leader(world):
    facts = {key: value for key, value in NEW.items() if "timmar" not in key}
    imported(world.eva, rows(facts=facts))
    assert circle().sessions.hours_to_confirm().count() == 3


def test_people_keep_gender_and_band_only(world):
    before = set(Participant.objects.values_list("pk", flat=True))
    imported(world.eva, rows())
    people = Participant.objects.exclude(pk__in=before).order_by("pk")
    assert [(person.gender, person.birth_band, person.hub) for person in people] == [
        ("woman", 1990, world.skane),
        ("woman", 1955, world.skane),
        ("man", 1990, world.skane),
    ]
    assert len({str(person) for person in Participant.objects.filter(hub=world.skane)}) == 15


def test_marks_and_their_history(world):
    imported(world.eva, rows())
    found = marks(circle())
    assert sorted(found.values()) == ["absent", "notified", "part", *["present"] * 5]
    changes = AttendanceChange.objects.filter(attendance__session__circle=circle())
    assert changes.count() == 8
    assert {(change.before, change.by) for change in changes} == {("not_recorded", world.eva)}


def test_empty_is_not_recorded_and_has_no_row(world):
    imported(world.eva, rows())
    last = circle().enrolments.order_by("pk").last()
    assert not Attendance.objects.filter(enrolment=last, session__ordinal=2).exists()


def test_session_that_nobody_is_marked_in_is_not_held(world):
    """The coordinator's to-do asks what became of it."""
    imported(world.eva, rows(marks=[["x", None, "x"], ["x", None, "-"], ["-", None, "x"]]))
    assert [session.status for session in circle().sessions.all()] == ["held", "planned", "held"]
    assert circle().status == Circle.Status.RUNNING
    assert Session.objects.filter(circle=circle()).without_register(timezone.now()).count() == 1


def test_film_in_the_circles_language(world):
    table = rows()
    table.append(["Film", None, None, "Film 1", None, None])
    imported(world.eva, table)
    assert [session.films.count() for session in circle().sessions.all()] == [1, 0, 0]


@pytest.mark.parametrize("cell", ["Film 1 (7 min)", "Film 1, 7 min", "film 1 7 minuter"])
def test_the_minutes_of_a_film_are_read_beside_it(world, cell):
    table = rows()
    table.append(["Film", None, None, cell, None, None])
    imported(world.eva, table)
    assert [shown.minutes for shown in SessionFilm.objects.filter(session__circle=circle())] == [7]


def test_more_minutes_than_the_film_has_is_an_error(world):
    table = rows()
    table.append(["Film", None, None, "Film 1 (12 min)", "Film 1 (13 min)", None])
    [error] = plan_of(world.eva, table).errors
    assert (error.reason.code, error.place.row, error.place.column_letters) == ("film_too_long", 11, "E")
    assert sentence(error) == "Filmen är 12 minuter lång. Skriv så många minuter eller färre."


def test_film_without_a_version_in_the_language_is_told(world):
    table = rows(facts=NEW | {"Språk:": "Arabiska"})
    table.append(["Film", None, None, None, "Film 1", "Film 1"])
    [doubt] = [remark for remark in plan_of(world.eva, table).doubts if remark.heading == "film"]
    assert (doubt.reason.code, doubt.place.row, doubt.place.column_letters) == ("film_without_version", 11, "E")
    assert sentence(doubt).startswith("Film 1 finns inte på arabiska i Ringar och lämnas utanför.")


def test_unknown_leader_becomes_a_communicator_without_account(world):
    imported(world.eva, rows(facts=NEW | {"Ledare:": "Hodan Ali"}))
    hodan = Communicator.objects.get(name="Hodan Ali")
    assert (hodan.user, hodan.hub, hodan.municipality) == (None, world.skane, world.places["Malmö"])
    assert [language.pk for language in hodan.languages.all()] == ["prs"]


def test_co_leader_and_nobody_twice(world):
    imported(world.eva, rows(facts=NEW | {"Ledare:": "Sahar Karimi och Rami Haddad"}))
    parts = dict(circle().leader_links.values_list("communicator__name", "part"))
    assert parts == {"Sahar Karimi": "leader", "Rami Haddad": "co_leader"}


def test_person_of_two_circles_has_one_card(world):
    second = rows(facts=NEW | {"Cirkel:": "Vägar vidare 91"}, people=[PEOPLE[0], ("Nadia Said", "K", 1981), PEOPLE[2]])
    before = Participant.objects.count()
    imported(world.eva, rows(), second)
    assert Participant.objects.count() - before == 4
    assert Enrolment.objects.filter(circle__title__in=["Vägar vidare 90", "Vägar vidare 91"]).count() == 6


def test_audit_knows_counts_and_no_names(world):
    imported(world.eva, rows())
    event = AuditEvent.objects.get(verb="register.import")
    assert (event.actor, event.facts) == (str(world.eva.public_id), {"circles": 1, "people": 3, "marks": 8})


# --- The key -------------------------------------------------------------------------------------------


def test_key_holds_every_person_with_their_card(world):
    done = imported(world.eva, rows())
    assert [(entry.name, entry.circle, entry.leader) for entry in done.key.entries] == [
        (name, "Vägar vidare 90", "Sahar Karimi") for name, _, _ in PEOPLE
    ]
    enrolled = {row.participant for row in circle().enrolments.select_related("participant")}
    parsed = [entry.parsed() for entry in done.key.entries]
    assert {(card.colour, card.picture, card.number) for card in parsed} == {
        (person.colour, person.picture, person.number) for person in enrolled
    }


# --- Next month's edition ------------------------------------------------------------------------------


def next_month() -> list[list]:
    """The same list with a fourth date, and a newcomer."""
    people = more_people("Nadia Said")
    table = [["x", "x", "del", "x"], ["anm", "x", "-", "x"], ["x", None, "x", "anm"], [None, None, None, "x"]]
    return rows(people=people, marks=table)


def test_next_edition_with_its_key_adds_only_what_is_new(world):
    key = imported(world.eva, rows()).key
    before = Participant.objects.count(), Attendance.objects.count()
    done = imported(world.eva, next_month(), key=key)
    assert (Participant.objects.count() - before[0], Attendance.objects.count() - before[1]) == (1, 4)
    assert codes(done.plan.doubts) == ["new_in_known_circle"]
    assert circle().sessions.count() == 4
    assert {entry.name for entry in done.key.entries} == {name for name, _, _ in more_people("Nadia Said")}
    assert done.batch.counts == {"circles": 1, "people": 1, "marks": 4}


def test_the_same_list_saved_anew_by_excel_changes_nothing(world):
    key = imported(world.eva, rows()).key
    done = imported(world.eva, rows(), key=key, mark="other bytes")
    assert done.batch is None
    assert ImportBatch.objects.count() == 1


def test_the_same_file_changes_nothing_even_without_the_key(world):
    imported(world.eva, rows(), mark="same")
    with pytest.raises(HasErrors):  # the caller asks `is_known` first; the plan alone can't know
        imported(world.eva, rows(), mark="same")
    assert Circle.objects.filter(title="Vägar vidare 90").count() == 1


def test_known_circle_without_its_key_is_an_error(world):
    imported(world.eva, rows())
    with pytest.raises(HasErrors) as raised:
        imported(world.eva, next_month())
    assert codes(raised.value.remarks) == ["key_missing"]
    assert circle().sessions.count() == 3


def test_key_of_another_circle_is_an_error(world):
    imported(world.eva, rows())
    other = imported(world.eva, rows(facts=NEW | {"Cirkel:": "Vägar vidare 91"})).key
    assert codes(plan_of(world.eva, next_month(), key=other).errors) == ["other_key"]


def test_circle_planned_in_ringar_needs_its_key_too(world):
    """The cast's circle has twelve people enrolled by card."""
    first = timezone.localtime(world.circle.sessions.earliest("starts_at").starts_at).date()
    table = rows(facts=FACTS, dates=weekly(3, first), marks=[[None] * 3] * 3)
    assert codes(plan_of(world.eva, table).errors) == ["key_missing"]


def test_key_that_someone_wrote_in_recognises_only_whole_cards(world):
    imported(world.eva, rows())
    forged = Key((KeyEntry("Blå häger 27", "Zahra Kovalenko", "Vägar vidare 90"),))
    assert codes(plan_of(world.eva, next_month(), key=forged).errors) == ["other_key"]


def test_mark_that_stands_is_never_replaced(world):
    key = imported(world.eva, rows()).key
    table = [["-", "x", "del", "x"], *[[*row, None] for row in MARKS[1:]]]
    done = imported(world.eva, rows(marks=table), key=key)
    assert codes(done.plan.doubts) == ["other_mark_kept"]
    first = circle().enrolments.order_by("pk").first()
    assert Attendance.objects.get(enrolment=first, session__ordinal=1).status == "present"


def test_session_between_two_that_stand_takes_its_number(world):
    dates = weekly(4)
    key = imported(world.eva, rows(dates=[dates[0], dates[1], dates[3]])).key
    imported(world.eva, rows(dates=dates, marks=[[*row[:2], "x", row[2]] for row in MARKS]), key=key)
    assert [timezone.localtime(session.starts_at).date() for session in circle().sessions.order_by("ordinal")] == [
        day.date() for day in dates
    ]


def test_person_known_from_another_circle_keeps_the_card(world):
    key = imported(world.eva, rows()).key
    before = Participant.objects.count()
    second = rows(facts=NEW | {"Cirkel:": "Vägar vidare 91"}, people=[PEOPLE[0]], marks=MARKS[:1])
    done = imported(world.eva, second, key=key)
    assert Participant.objects.count() == before
    assert "known_from_other_circle" in codes(done.plan.doubts)


def test_two_people_of_one_name_are_told_apart_again(world):
    people = [PEOPLE[0], ("Zahra Kovalenko", "K", 1971), PEOPLE[2]]
    key = imported(world.eva, rows(people=people)).key
    table = [[*row, "x"] for row in MARKS]
    before = Participant.objects.count()
    imported(world.eva, rows(people=people, marks=table), key=key)
    assert Participant.objects.count() == before
    assert Attendance.objects.filter(session__circle=circle(), session__ordinal=4).count() == 3


def test_undone_mark_is_set_again(world):
    key = imported(world.eva, rows()).key
    Attendance.objects.filter(session__circle=circle(), status="part").update(status="not_recorded")
    done = imported(world.eva, rows(), key=key, mark="again")
    assert done.batch.counts["marks"] == 1
    assert Attendance.objects.get(session__circle=circle(), status="part").version == 2


def test_cancelled_session_with_marks_is_an_error(world):
    key = imported(world.eva, rows()).key
    circle().sessions.filter(ordinal=1).update(status="cancelled", cancel_reason="leader_away")
    assert codes(plan_of(world.eva, next_month(), key=key).errors) == ["session_cancelled"]


# --- A title that begins anew each calendar year --------------------------------------------------------


def year_after(**parts) -> list[list]:
    facts = NEW | {"Studietimmar per träff:": 3}
    return rows(facts=facts, dates=weekly(3, date(2026, 2, 4)), **parts)


def test_same_title_next_year_is_a_new_circle_also_without_a_key(world):
    imported(world.eva, rows())
    confirm_imported(circle=circle(), by=world.eva)
    done = imported(world.eva, year_after())
    assert done.plan.circles[0].existing is None
    first, second = Circle.objects.filter(title="Vägar vidare 90").order_by("pk")
    assert (first.status, first.sessions.count()) == (Circle.Status.CHECKED, 3)
    assert (second.status, second.sessions.count()) == (Circle.Status.ENDED, 3)


def test_same_title_next_year_with_the_key_knows_the_people_again(world):
    key = imported(world.eva, rows()).key
    before = Participant.objects.count()
    people = [*PEOPLE[:2], ("Tesfay Noori", "M", 1970)]  # another man of that name
    done = imported(world.eva, year_after(people=people), key=key)
    assert Participant.objects.count() - before == 1
    assert codes(done.plan.doubts) == ["known_from_other_circle"] * 2
    assert Circle.objects.filter(title="Vägar vidare 90").count() == 2


def test_each_years_edition_finds_its_own_circle(world):
    key = imported(world.eva, rows()).key
    key = imported(world.eva, year_after(), key=key).key
    assert not plan_of(world.eva, rows(), key=key).adds
    assert not plan_of(world.eva, year_after(), key=key).adds
    assert codes(plan_of(world.eva, year_after()).errors) == ["key_missing"]


def test_list_that_passes_new_year_stays_with_its_circle(world):
    """November is imported first, then the list with January."""
    facts = {key: value for key, value in NEW.items() if "timmar" not in key}
    days = [*weekly(2, date(2025, 11, 26)), *weekly(1, date(2026, 1, 7))]
    marks = [["x", "-", "x"], ["x", "x", "x"], ["x", "x", "del"]]
    key = imported(world.eva, rows(facts=facts, dates=days[:2], marks=[row[:2] for row in marks])).key
    imported(world.eva, rows(facts=facts, dates=days, marks=marks), key=key)
    assert circle().sessions.count() == 3
    january = rows(facts=facts, dates=days[2:], marks=[row[2:] for row in marks])
    assert not plan_of(world.eva, january, key=key).adds


def test_checked_circle_of_that_year_says_one_thing_only(world):
    """Another term of the same year and title: it can't be added, and bringing a key wouldn't help."""
    imported(world.eva, rows())
    confirm_imported(circle=circle(), by=world.eva)
    autumn = rows(dates=weekly(3, date(2025, 11, 5)))
    assert codes(plan_of(world.eva, autumn).errors) == ["circle_closed"]
    assert codes(plan_of(world.eva, rows()).errors) == ["key_missing"]


def test_circle_without_meetings_in_ringar_is_the_one_that_is_meant(world):
    imported(world.eva, rows())
    planned = circle()
    planned.sessions.all().delete()
    planned.enrolments.all().delete()
    imported(world.eva, year_after(), mark="another file")
    assert Circle.objects.get(title="Vägar vidare 90").sessions.count() == 3


# --- What the list says of hours and films --------------------------------------------------------------


def test_hours_of_the_list_are_the_sessions_hours(world):
    dates = [f"{day.day}/{day.month}-25 kl 17.00–19.15" for day in weekly(3)]
    imported(world.eva, rows(facts=NEW | {"Studietimmar per träff:": 3}, dates=dates))
    session = circle().sessions.first()
    assert (timezone.localtime(session.starts_at).time(), session.ends_at - session.starts_at) == (
        time(17),
        timedelta(minutes=135),
    )


# --- Who may, and how it ends --------------------------------------------------------------------------


def test_another_hubs_municipality_is_an_error(world):
    assert codes(plan_of(world.karin, rows()).errors) == ["other_hub"]
    assert codes(plan_of(world.eva, rows(facts=NEW | {"Kommun:": "Halmstad"})).errors) == ["other_hub"]


def test_operator_may_import_everywhere_and_opens_a_hub(world):
    world.skane.municipalities.clear()
    done = imported(None, rows())
    assert "hub_is_new" in codes(done.plan.doubts)
    hub = Hub.objects.get(name="Knutpunkt Skåne")
    assert circle().hub == hub
    assert {place.name for place in hub.municipalities.all()} == {"Malmö", "Lund", "Helsingborg", "Trelleborg"}
    assert (done.batch.by, AuditEvent.objects.filter(verb="register.import").get().actor) == (None, "console")


def test_nothing_is_half_saved(world, monkeypatch):
    before = Circle.objects.count(), Participant.objects.count(), Communicator.objects.count()

    def breaks(*_args, **_more):
        raise RuntimeError("disk full")

    monkeypatch.setattr("circles.register_import.saving._settle_circle", breaks)
    with pytest.raises(RuntimeError):
        imported(world.eva, rows(facts=NEW | {"Ledare:": "Hodan Ali"}))
    assert (Circle.objects.count(), Participant.objects.count(), Communicator.objects.count()) == before


def test_confirmed_circle_is_checked_and_tells_who_never_came(world):
    imported(world.eva, rows(marks=[["x", "x", "x"], ["-", "anm", "-"], ["x", None, "del"]]))
    confirmed = confirm_imported(circle=circle(), by=world.eva)
    assert confirmed.status == Circle.Status.CHECKED
    assert confirmed.closed_at is not None
    states = [row.status for row in confirmed.enrolments.order_by("pk")]
    assert states == ["completed", "never_came", "completed"]


def test_only_an_imported_and_ended_circle_is_confirmed(world):
    with pytest.raises(Refused):
        confirm_imported(circle=world.circle, by=world.eva)
    imported(world.eva, rows(marks=[["x", None, "x"], ["x", None, "-"], ["-", None, "x"]]))
    with pytest.raises(Refused):
        confirm_imported(circle=circle(), by=world.eva)


def test_checked_circle_takes_nothing_more(world):
    key = imported(world.eva, rows()).key
    confirm_imported(circle=circle(), by=world.eva)
    assert codes(plan_of(world.eva, next_month(), key=key).errors) == ["circle_closed"]
    assert not plan_of(world.eva, rows(), key=key).adds


def test_coordinator_of_nothing_plans_nothing(world):
    assert set(codes(plan_of(world.im, rows()).errors)) == {"other_hub"}


def test_query_count_does_not_grow_with_the_sessions(world):
    counts = []
    for number, dates in ((92, 3), (93, 12)):
        facts = NEW | {"Cirkel:": f"Vägar vidare {number}"}
        table = rows(facts=facts, dates=weekly(dates), marks=[["x"] * dates, ["-"] * dates, ["del"] * dates])
        with CaptureQueriesContext(connection) as queries:
            imported(world.eva, table)
        counts.append(len(queries))
    assert counts[0] == counts[1]
