"""An answer by slip: one use, no account, throttled, and never by reading a page."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent
from circles.actions.planning import cancel_session
from circles.actions.register import mark, mark_everyone_here
from circles.actions.slips import hand_out_slips
from circles.models import Attendance, Session, Slip
from circles.public_page.answering import WRONG_CODES
from circles.public_page.languages import CODES, language
from circles.rules.verdict import Refused
from tests import cast
from tests.circles.public_page.test_public_page import words_of


@pytest.fixture
def send(visitor, answer_address, session):
    """send(code, says="away", **changes) → the answer, by a phone without a cookie."""

    def _send(code, /, says="away", **changes):
        data = {"code": code, "says": says, "session": session.public_id} | changes
        return visitor.post(f"{answer_address}?l=sv", data, headers={"Origin": "null"})

    return _send


class TestCannotCome:
    def test_the_leader_sees_it_as_notified(self, send, slip, seats, session):
        answer = send(slip)
        assert answer.status_code == 302 and answer["Location"].endswith("?l=sv&done=away")
        assert not answer.cookies
        row = Attendance.objects.get(session=session)
        assert (row.enrolment, row.status, row.marked_by) == (seats[0], "notified", None)
        assert row.changes.get().before == "not_recorded"

    def test_it_reaches_the_register_that_is_open(self, send, slip, session):
        before = session.register_version
        send(slip)
        session.refresh_from_db()
        assert session.register_version == before + 1
        assert Attendance.objects.get().register_version == session.register_version

    def test_everyone_here_leaves_it_as_it_is(self, send, slip, session, world):
        send(slip)
        mark_everyone_here(session=session, by=world.sahar)
        assert Attendance.objects.filter(session=session, status="notified").count() == 1

    def test_before_the_day_it_begins_no_circle(self, visitor, answer_address, circle, slip, world):
        circle.status = "planned"
        circle.save()
        coming = circle.sessions.get(ordinal=8)
        data = {"code": slip, "says": "away", "session": coming.public_id}
        assert visitor.post(answer_address, data).status_code == 302
        circle.refresh_from_db()
        assert circle.status == "planned"
        assert Attendance.objects.get().session == coming

    def test_what_the_leader_has_marked_stands_and_the_slip_is_kept(self, send, slip, seats, session, world):
        mark(session=session, enrolment=seats[0], status="present", by=world.sahar)
        answer = send(slip)
        assert answer.status_code == 422 and "redan skrivit upp dig" in words_of(answer)
        assert Attendance.objects.get().status == "present"
        assert Slip.objects.get().used_at is None

    def test_the_page_thanks_and_says_that_coming_is_still_fine(self, visitor, send, slip):
        thanks = words_of(visitor.get(send(slip)["Location"]))
        assert "Tack" in thanks and "Kom ändå" in thanks


class TestChildcare:
    def test_the_meeting_counts_one_more_and_nobody_knows_who(self, send, slip, session):
        assert send(slip, says="childcare").status_code == 302
        session.refresh_from_db()
        assert session.childcare_asked == 1
        assert not Attendance.objects.exists()
        event = AuditEvent.objects.get(verb="slip.childcare")
        assert event.subject == str(session.public_id) and event.actor == "" and event.facts == {}


class TestOneUse:
    def test_twice_is_a_sentence(self, send, slip, session):
        send(slip, says="childcare")
        again = send(slip, says="childcare")
        assert again.status_code == 422
        assert "Lappen är redan använd. Ledaren har fått ditt svar." in words_of(again)
        session.refresh_from_db()
        assert session.childcare_asked == 1

    def test_only_the_hash_of_a_code_is_kept(self, slip):
        assert slip not in str(Slip.objects.values().get())

    def test_an_old_slip_is_a_sentence(self, visitor, answer_address, circle, slip):
        Slip.objects.update(made_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=1))
        later = circle.sessions.get(ordinal=8)
        answer = visitor.post(f"{answer_address}?l=sv", {"code": slip, "says": "away", "session": later.public_id})
        assert "Lappen gäller inte längre." in words_of(answer)

    def test_a_slip_of_another_circle_is_a_wrong_code(self, send, world, circle):
        other = cast.circle(world, "Vägar vidare 41", leader=world.sahar, people=2, first=timezone.localtime())
        code = hand_out_slips(circle=other, seats=other.enrolments.all(), by=world.sahar)[0][1]
        assert "Koden stämmer inte." in words_of(send(code))
        assert not Attendance.objects.exists()

    def test_who_has_left_has_no_slip_any_more(self, send, slip, seats):
        seats[0].status, seats[0].left_at, seats[0].leave_reason = "left", timezone.now(), "moved"
        seats[0].save()
        assert "Koden stämmer inte." in words_of(send(slip))


class TestWrongTries:
    def test_after_ten_wrong_codes_the_page_waits_ten_minutes(self, send, slip):
        for _ in range(WRONG_CODES.limit):
            assert send("ACDE 2346").status_code == 422
        waiting = send(slip)
        assert waiting.status_code == 429 and "Vänta tio minuter" in words_of(waiting)
        assert waiting["Retry-After"] == "600"
        assert Slip.objects.get().used_at is None
        with time_machine.travel(timezone.now() + timedelta(seconds=WRONG_CODES.seconds + 1)):
            assert not WRONG_CODES.is_full(str(Slip.objects.get().enrolment.circle.page.public_id))

    def test_another_circles_page_does_not_wait(self, send, world):
        other = cast.circle(world, "Vägar vidare 41", leader=world.sahar, people=2)
        for _ in range(WRONG_CODES.limit):
            send("ACDE 2346")
        assert not WRONG_CODES.is_full(str(other.public_id))

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"code": ""}, "Koden stämmer inte."),
            ({"code": "för kort"}, "Koden stämmer inte."),
            ({"says": ""}, "Välj ett av svaren."),
            ({"says": "delete"}, "Välj ett av svaren."),
            ({"session": "nonsense"}, "Träffen har ändrats."),
            ({"session": "00000000-0000-4000-8000-000000000000"}, "Träffen har ändrats."),
        ],
    )
    def test_what_is_wrong_is_a_sentence_and_the_slip_is_kept(self, send, slip, changes, sentence):
        answer = send(slip, **changes)
        assert answer.status_code in (409, 422) and sentence in words_of(answer)
        assert Slip.objects.get().used_at is None

    def test_a_cancelled_meeting_is_told(self, send, slip, session, world):
        cancel_session(session=session, reason_code="no_room", by=world.sahar)
        answer = send(slip)
        assert answer.status_code == 409
        assert Slip.objects.get().used_at is None

    @pytest.mark.parametrize("code", CODES)
    def test_the_sentence_is_of_the_pages_language(self, visitor, answer_address, session, code):
        data = {"code": "ACDE2346", "says": "away", "session": session.public_id}
        answer = visitor.post(f"{answer_address}?l={code}", data)
        assert language(code).words["wrong_code"] in words_of(answer)

    def test_what_was_typed_is_kept_but_never_as_markup(self, send):
        shown = send('"><b>x</b>').content.decode()
        assert "<b>x</b>" not in shown and "&lt;b&gt;x" in shown


class TestReadingChangesNothing:
    def test_a_get_with_everything_in_it(self, visitor, answer_address, slip, session):
        data = {"code": slip, "says": "away", "session": session.public_id, "done": "away"}
        assert visitor.get(answer_address, data).status_code == 200
        assert Slip.objects.get().used_at is None
        assert not Attendance.objects.exists()

    def test_a_dead_link_takes_no_answer(self, visitor, send, slip, page):
        page.closed_at = timezone.now()
        page.save()
        assert send(slip).status_code == 404
        assert Slip.objects.get().used_at is None


class TestHandingOut:
    def test_a_card_with_a_slip_keeps_it(self, circle, seats, world, slip):
        made = hand_out_slips(circle=circle, seats=seats, by=world.sahar)
        assert len(made) == len(seats) - 1
        assert Slip.objects.count() == len(seats)

    def test_anew_ends_the_slips_before(self, send, circle, seats, world, slip):
        hand_out_slips(circle=circle, seats=seats, by=world.sahar, anew=True)
        assert "Koden stämmer inte." in words_of(send(slip))

    def test_a_slip_lasts_as_long_as_the_circle_and_half_a_year_at_most(self, circle, slip):
        last = circle.sessions.order_by("-ends_at").first().ends_at
        assert Slip.objects.get().expires_at == min(last, Slip.objects.get().made_at + timedelta(days=180))

    def test_without_a_meeting_left_there_is_nothing_to_answer_about(self, circle, seats, world):
        Session.objects.filter(circle=circle).update(status="held")
        with pytest.raises(Refused):
            hand_out_slips(circle=circle, seats=seats, by=world.sahar)
        assert not Slip.objects.exists()

    def test_an_event_counts_them_and_names_no_card(self, circle, seats, world):
        hand_out_slips(circle=circle, seats=seats, by=world.sahar)
        event = AuditEvent.objects.get(verb="slip.hand_out")
        assert event.subject == str(circle.public_id) and event.facts == {"slips": len(seats)}
