"""C, D and F against a plain count in Python of the same marks."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from django.utils import timezone

from circles.models import Attendance, Enrolment, Session, SessionFilm
from disclosure import midpoint6
from evaluation.models import AnswerSlip, Response, StudyConsent
from exports.actions.batches import fix_batches
from exports.figures.attendance import attendance
from exports.figures.delivery import delivery
from exports.figures.flow import doses, flow
from exports.gate import evidence
from exports.rules.dose import Dose
from materials.models import Film, FilmVersion, Programme
from tests.evaluation.asking import asking
from tests.exports import closed

pytestmark = pytest.mark.django_db


def fixed(world):
    (batch,) = fix_batches(by=world.steward, today=closed.TODAY)
    return batch


def people(rows):
    return {(step, reason): number for step, reason, number in rows}


def test_attendance_is_the_plain_count_rounded(world):
    closed.closed_circles(world, 7, 9)
    counts = defaultdict(Counter)
    for mark in Attendance.objects.filter(session__circle__status="checked").select_related("session"):
        counts[mark.session.ordinal]["at_risk"] += 1
        counts[mark.session.ordinal]["attended"] += mark.status in {"present", "part"}
    rows = attendance(fixed(world))
    assert rows[:10] == [
        [n, midpoint6(counts[n]["at_risk"]), midpoint6(counts[n]["attended"]), 0] for n in range(1, 11)
    ]
    assert rows[10] == [99, -96, -96, -96]


def test_a_session_that_few_circles_reached_is_withheld(world):
    closed.closed_circles(world, 8, 9, sessions=9)
    for number in (1, 2):
        closed.closed_circle(world, f"Lång {number}", 12, sessions=10)
    assert attendance(fixed(world))[9] == [10, -96, -96, -96]


def test_extra_sessions_of_three_circles_are_pooled_beyond_the_programme(world):
    closed.closed_circles(world, 7, 9, sessions=10)
    for number in (1, 2, 3):
        closed.closed_circle(world, f"Lång {number}", 6, sessions=12)
    extra = Attendance.objects.filter(session__ordinal__gt=10)
    attended = extra.filter(status__in=["present", "part"]).count()
    assert attendance(fixed(world))[10] == [99, midpoint6(3 * 6 * 2), midpoint6(attended), 0]


def test_an_unmarked_person_is_missing_and_not_absent(world):
    circles = closed.closed_circles(world, 7, 10)
    Attendance.objects.filter(session__circle__in=circles, session__ordinal=4).delete()
    assert attendance(fixed(world))[3] == [4, midpoint6(70), 0, midpoint6(70)]


def test_an_undone_mark_is_missing_too(world):
    circles = closed.closed_circles(world, 7, 10)
    Attendance.objects.filter(session__circle__in=circles, session__ordinal=4).update(status="not_recorded")
    assert attendance(fixed(world))[3] == [4, midpoint6(70), 0, midpoint6(70)]


def test_a_cancelled_session_is_no_absence(world):
    circles = closed.closed_circles(world, 7, 10)
    closed.cancel(circles, ordinal=4)
    assert attendance(fixed(world))[3] == [4, -96, -96, -96]


def test_a_session_is_offered_from_enrolment_on(world):
    for circle in closed.closed_circles(world, 7, 10):
        circle.enrolments.update(enrolled_at=closed.FIRST + timedelta(days=15))
        Attendance.objects.filter(session__circle=circle, session__ordinal__lte=2).delete()
    rows = attendance(fixed(world))
    assert [row[1] for row in rows[:4]] == [-96, -96, midpoint6(70), midpoint6(70)]


def test_a_mark_before_the_seat_was_registered_counts_as_offered(world):
    for circle in closed.closed_circles(world, 7, 10):
        circle.enrolments.update(enrolled_at=closed.FIRST + timedelta(days=3))
    assert attendance(fixed(world))[0][:2] == [1, midpoint6(70)]


def test_protected_people_are_in_no_figure(world):
    circles = closed.closed_circles(world, 7, 10)
    batch = fixed(world)
    before = attendance(batch)
    seats = Enrolment.objects.filter(circle__in=circles)
    for circle in circles:
        shielded = seats.filter(circle=circle).first().participant
        shielded.is_protected = True
        shielded.save()
    assert before[0][1] == midpoint6(70)
    assert attendance(batch)[0][1] == midpoint6(63)
    assert people(flow(batch))["invited", -97] == midpoint6(63)


def test_modules_planned_and_held(world):
    circles = closed.closed_circles(world, 7, 9)
    closed.cancel(circles[:3], ordinal=2)
    rows = {row[1]: row for row in delivery(fixed(world)) if row[0] == "module"}
    assert rows[2] == ["module", 2, -97, -97, midpoint6(7), midpoint6(4), -97]
    assert rows[99] == ["module", 99, -97, -97, -96, -96, -97]


def test_sessions_without_a_module_stand_apart(world):
    circles = closed.closed_circles(world, 7, 9)
    Session.objects.filter(circle__in=circles[:4], ordinal=9).update(template=None)
    rows = {row[1]: row for row in delivery(fixed(world)) if row[0] == "module"}
    assert rows[99][4:6] == [midpoint6(4), midpoint6(4)]
    assert rows[9][4:6] == [midpoint6(3), midpoint6(3)]


def test_a_film_in_a_rare_language_is_pooled_with_the_others(world):
    film = Film.objects.get(code="film-1")
    for code in ("ar", "so", "ti"):
        FilmVersion.objects.create(film=film, language=world.languages[code], minutes=10)
    closed.closed_circles(world, 5, 9, language="prs")
    closed.closed_circles(world, 2, 9, language="ar")
    closed.closed_circle(world, "En till", 9, language="so")
    rows = {row[3]: row[5:] for row in delivery(fixed(world)) if row[0] == "film"}
    assert rows == {
        "ar": [-96, -96],
        "prs": [midpoint6(5), midpoint6(midpoint6(5) * 12)],
        "so": [-96, -96],
        "ti": [-96, -96],
        "other": [midpoint6(3), midpoint6(midpoint6(3) * 12)],
    }


def test_minutes_of_film_do_not_give_the_number_of_showings(world):
    """Twelve minutes each: the minutes of seven showings and of twelve are the same row."""
    circles = closed.closed_circles(world, 12, 9)
    batch, shown = fixed(world), SessionFilm.objects.filter(session__circle__in=circles).order_by("pk")
    rows = []
    for kept in (12, 9, 7):
        shown.exclude(pk__in=shown.values("pk")[:kept]).delete()
        rows.append([row[5:] for row in delivery(batch) if row[3] == "prs"])
    assert rows == [[[midpoint6(12), midpoint6(midpoint6(12) * 12)]]] * 3


def test_a_shorter_showing_shortens_the_minutes(world):
    circles = closed.closed_circles(world, 7, 9)
    SessionFilm.objects.filter(session__circle__in=circles).update(minutes=5)
    assert [row[6] for row in delivery(fixed(world)) if row[3] == "prs"] == [midpoint6(midpoint6(7) * 5)]


def test_a_film_at_a_session_that_was_not_held_was_not_shown(world):
    circles = closed.closed_circles(world, 7, 9)
    closed.cancel(circles[:5], ordinal=1)
    assert SessionFilm.objects.filter(session__circle__in=circles).count() == 7
    assert [row[5] for row in delivery(fixed(world)) if row[3] == "prs"] == [-96]


def test_flow_follows_the_definitions(world):
    for number, circle in enumerate(closed.closed_circles(world, 7, 9)):
        seats = list(circle.enrolments.order_by("pk"))
        seats[0].attendances.all().update(status="absent")  # never started
        seats[1].attendances.filter(session__ordinal__gte=9).update(status="notified")  # not there at the end
        seats[2].attendances.filter(session__ordinal__lte=5).update(status="absent")  # dose under 2/3
        closed.seat(world, circle, enrolled_at=closed.FIRST, status="invited")
        closed.seat(world, circle, enrolled_at=closed.FIRST, status="left", reason="moved" if number else "health")
    rows = people(flow(fixed(world)))
    assert rows["invited", -97] == midpoint6(7 * 11)
    assert rows["enrolled", -97] == midpoint6(7 * 10)
    assert rows["started", -97] == midpoint6(7 * 8)
    assert rows["completed", -97] == midpoint6(7 * 6)
    assert rows["before", -97] == rows["after", -97] == -97
    assert rows["left", "moved"] == midpoint6(6)
    assert rows["left", "health"] == -96
    assert rows["left", "never_came"] == -96


def test_dose_leaves_missing_marks_out(world):
    circle = closed.closed_circle(world, "En", 0)
    held = list(circle.sessions.order_by("ordinal"))
    sparse = closed.seat(world, circle, enrolled_at=closed.FIRST)
    closed.mark(sparse, held, "p···a···pp")
    closed.closed_circles(world, 7, 9)
    assert doses(fixed(world))[sparse.pk] == Dose(offered=4, attended=3, at_the_end=True)


def test_a_person_counts_once_in_the_first_circle_that_closed(world):
    first, *others = closed.closed_circles(world, 8, 9)
    both = first.enrolments.first().participant
    closed.seat(world, others[0], enrolled_at=closed.FIRST, participant=both)
    assert people(flow(fixed(world)))["invited", -97] == midpoint6(72)


def test_a_programme_without_modules_has_no_rows_of_its_own(world):
    bare = Programme.objects.create(code="bar", name="Bar", circle_title="Bar")
    closed.closed_circles(world, 7, 9, programme=bare)
    batch = fixed(world)
    assert attendance(batch) == [[99, midpoint6(630), midpoint6(504), 0]]


def test_who_answered_before_and_after_is_counted_and_what_they_answered_is_not(world):
    circles = closed.closed_circles(world, 7, 9)
    asking(world)
    for number, circle in enumerate(circles):
        answered(world, circle, "before", 4)
        answered(world, circle, "after", 2 if number < 2 else 0)
    batch = fixed(world)
    assert Response.objects.count() == 2 * 7 * 4 + 2 * 2 * 2  # two instruments each
    rows = people(flow(batch))
    assert rows["before", -97] == midpoint6(7 * 4)
    assert rows["after", -97] == -96  # of two circles only
    known = evidence(batch).circles
    assert known["F_flow", "before", -97] == 7
    assert known["F_flow", "after", -97] == 2
    one = Response.objects.filter(wave__point="before").first().consent.participant
    one.is_protected = True
    one.save()
    StudyConsent.objects.filter(participant__enrolments__circle=circles[0]).update(withdrawn_at=timezone.now())
    assert people(flow(batch))["before", -97] == midpoint6(6 * 4)
    assert evidence(batch).circles["F_flow", "before", -97] == 6


def test_a_point_at_which_somebody_was_asked_and_nobody_answered_is_no_zero(world):
    circles = closed.closed_circles(world, 7, 9)
    study = asking(world)
    AnswerSlip.objects.create(
        enrolment=circles[0].enrolments.first(),
        wave=study.waves.get(point="after"),
        code_hash="x",
        made_at=closed.FIRST,
        expires_at=closed.FIRST + timedelta(days=3),
    )
    rows = people(flow(fixed(world)))
    assert (rows["before", -97], rows["after", -97]) == (-97, -96)


def answered(world, circle, point, number):
    """So many of the circle's people have said yes and answered both instruments."""
    wave, notice = world.study.waves.get(point=point), world.study.notices.latest("pk")
    for seat in circle.enrolments.order_by("pk")[:number]:
        consent, _ = StudyConsent.objects.get_or_create(
            participant=seat.participant,
            notice=notice,
            defaults={"language": "sv", "given": "paper", "given_at": closed.FIRST},
        )
        for instrument in ("who5-1", "sleep-1"):
            Response.objects.create(
                consent=consent,
                enrolment=seat,
                wave=wave,
                instrument=instrument,
                answers={"items": [1]},
                channel="paper",
                given_on=closed.FIRST.date(),
            )
