"""What those who run the circle do: open, write, print, hand out, share."""

import re
import unicodedata
from datetime import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from circles.actions.planning import cancel_session
from circles.actions.slips import hand_out_slips
from circles.models import CirclePage, Slip
from circles.public_page.languages import CODES, language
from circles.public_page.reminders import reminder
from circles.public_page.slips import answers_about
from core.qr import square
from tests import cast
from tests.circles.public_page.test_public_page import words_of


@pytest.fixture
def sahar(world, sign_in):
    return sign_in(world.sahar)


def at(name, thing, **query):
    return reverse(f"circles:{name}", args=[thing.public_id])


class TestThePanel:
    def test_a_circle_without_a_page_offers_one(self, sahar, circle):
        assert "Öppna en sida" in words_of(sahar.get(at("circle_detail", circle)))
        assert "går inte att gissa" in words_of(sahar.get(at("page", circle)))

    def test_opened_it_shows_the_link_and_the_square_again_and_again(self, sahar, circle):
        sahar.post(at("page_open", circle))
        link = CirclePage.objects.get().link
        for _ in range(2):
            answer = sahar.get(at("page", circle))
            assert f"/c/{link}/" in answer.content.decode()
            assert answer["Cache-Control"] == "no-store"
        assert square(f"http://testserver/c/{link}/").path in answer.content.decode()

    def test_an_officer_sees_no_panel(self, page, circle, world, sign_in):
        circle.association = world.organisations["sensus"]
        circle.save()
        answer = sign_in(world.officer).get(at("circle_detail", circle))
        assert answer.status_code == 200 and "Sida för deltagare" not in words_of(answer)

    def test_each_step_leaves_its_event(self, sahar, circle):
        for name in ("page_open", "page_link", "page_close"):
            sahar.post(at(name, circle))
        sahar.post(at("page_open", circle))
        verbs = list(
            AuditEvent.objects.filter(verb__startswith="circle_page").order_by("pk").values_list("verb", flat=True)
        )
        assert verbs == [f"circle_page.{step}" for step in ("open", "change_link", "close", "open")]
        link = CirclePage.objects.get().link
        assert link not in str(list(AuditEvent.objects.values()))


class TestWhatIsWritten:
    def test_facts_are_saved(self, sahar, circle, page):
        data = {"way": "Buss 5.", "way_own": "بس ۵.", "has_coffee": "on", "shows_themes": "on"}
        assert sahar.post(at("page", circle), data).status_code == 302
        page.refresh_from_db()
        assert (page.way, page.way_own, page.has_coffee, page.has_childcare) == ("Buss 5.", "بس ۵.", True, False)
        assert page.shows_themes

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("Ring 850709-9805.", "personnummer"),
            ("Dörrkod 447182.", "Dörrkoden får inte stå på sidan."),
            ("Dörrkod 447 182.", "Dörrkoden får inte stå på sidan."),
        ],
    )
    @pytest.mark.parametrize("field", ["way", "expect_own"])
    def test_what_must_not_stand_there_is_refused(self, sahar, circle, page, text, sentence, field):
        answer = sahar.post(at("page", circle), {field: text})
        assert answer.status_code == 422 and sentence in words_of(answer)
        page.refresh_from_db()
        assert getattr(page, field) == ""

    def test_a_swedish_circle_is_asked_in_swedish_alone(self, sahar, circle, page, world):
        circle.language = world.languages["sv"]
        circle.save()
        assert "way_own" not in sahar.get(at("page", circle)).context["form"].fields


class TestTheInvitation:
    @pytest.mark.parametrize("code", CODES)
    def test_in_each_language_with_its_own_square(self, sahar, circle, page, code):
        shown = sahar.get(at("page_invitation", circle), {"l": code}).content.decode()
        assert f'<article class="invitation" lang="{code}" dir="{language(code).direction}"' in shown
        assert square(f"http://testserver/c/{page.link}/?l={code}").path in shown
        assert language(code).words["no_name"] in shown

    def test_in_the_circles_language_when_none_is_asked_for(self, sahar, circle, page):
        assert sahar.get(at("page_invitation", circle)).context["words"].code == "prs"

    def test_four_on_a_sheet(self, sahar, circle, page):
        shown = sahar.get(at("page_invitation", circle), {"size": "a6"}).content.decode()
        assert shown.count("<article") == 4

    def test_no_door_code_and_no_theme(self, sahar, circle, page, session):
        shown = sahar.get(at("page_invitation", circle), {"l": "sv"}).content.decode()
        assert "447182" not in shown and session.title not in shown

    def test_without_an_open_page_there_is_nothing_to_print(self, sahar, circle):
        for name in ("page_invitation", "slips"):
            assert sahar.get(at(name, circle)).status_code == 404


class TestSlipsOnPaper:
    def test_codes_are_shown_once(self, sahar, circle, page, seats):
        answer = sahar.post(at("slips", circle))
        codes = re.findall(r"\b[2-9A-Y]{4} [2-9A-Y]{4}\b", words_of(answer))
        assert len(codes) == Slip.objects.count() == len(seats)
        assert answer["Cache-Control"] == "no-store"
        assert not set(codes) & set(re.findall(r"\w{4} \w{4}", words_of(sahar.get(at("slips", circle)))))

    def test_the_square_holds_the_code_where_no_server_sees_it(self, sahar, circle, page):
        answer = sahar.post(at("slips", circle))
        _seat, code, drawn = answer.context["slips"][0]
        plain = code.replace(" ", "")
        assert drawn == square(f"http://testserver/c/{page.link}/answer/?l=prs#{plain}")

    def test_a_protected_person_gets_none_on_paper(self, sahar, circle, page, seats):
        person = seats[0].participant
        person.is_protected = True
        person.save()
        sahar.post(at("slips", circle))
        assert not Slip.objects.filter(enrolment=seats[0]).exists()
        assert "1 kort får ingen lapp" in words_of(sahar.get(at("slips", circle)))

    def test_when_all_have_one_the_page_says_so(self, sahar, circle, page):
        sahar.post(at("slips", circle))
        again = sahar.post(at("slips", circle))
        assert "Alla kort har redan en lapp" in words_of(again)


class TestAnswersOnTheSession:
    def test_both_counts_stand_on_the_session(self, sahar, circle, page, seats, session, world, client):
        for (_seat, code, _ends), says in zip(
            hand_out_slips(circle=circle, seats=seats[:3], by=world.sahar), ("away", "away", "childcare"), strict=True
        ):
            client.post(
                reverse("circles:public_answer", args=[page.link]),
                {"code": code, "says": says, "session": session.public_id},
            )
        session.refresh_from_db()
        assert answers_about(session).away == 2
        shown = words_of(sahar.get(at("session", session)))
        assert "2 deltagare kan inte komma." in shown.replace("  ", " ")
        assert "1 deltagare har bett om barnpassning." in shown.replace("  ", " ")


class TestReminders:
    @pytest.mark.parametrize("code", CODES)
    def test_a_text_in_each_language_time_and_place_alone(self, session, circle, code):
        circle.room = "Kod 447182"
        circle.save()
        session.circle = circle
        shown = reminder(session, code)
        assert shown.language.code == code
        assert language(code).day(session.starts_at) in shown.text
        assert language(code).clock(session.starts_at) in shown.text
        assert "Mötesplats Linden" in shown.text and circle.title in shown.text
        assert "447182" not in shown.text and session.title not in shown.text

    @pytest.mark.parametrize("code", ["ar", "prs", "ps"])
    @pytest.mark.parametrize("state", ["planned", "moved", "cancelled"])
    def test_each_line_from_right_to_left_begins_in_its_own_script(self, session, world, code, state):
        if state == "cancelled":
            cancel_session(session=session, reason_code="no_room", by=world.sahar)
            session.refresh_from_db()
        session.moved_from = timezone.now() if state == "moved" else None
        *lines, link = reminder(session, code, link="https://ringar.example/c/x/").text.splitlines()
        assert link == "https://ringar.example/c/x/", "on a line of its own, where it is whole"
        for line in lines:
            strong = next(unicodedata.bidirectional(sign) for sign in line if unicodedata.bidirectional(sign) in "LRAL")
            assert strong in ("R", "AL"), line

    def test_the_circles_language_first_and_the_link_only_when_asked(self, sahar, session, page):
        shown = sahar.get(at("session_remind", session))
        assert shown.context["chosen"].language.code == "prs"
        assert page.link not in shown.content.decode()
        assert page.link in sahar.get(at("session_remind", session), {"link": "1"}).content.decode()

    def test_a_cancelled_meeting_is_told_as_such(self, session, world):
        cancel_session(session=session, reason_code="no_room", by=world.sahar)
        session.refresh_from_db()
        text = reminder(session, "sv").text
        assert "är inställd" in text and "Plats" not in text

    def test_what_is_kept_of_the_sharing_is_its_time(self, sahar, session):
        with time_machine.travel(datetime(2026, 11, 17, 12, 42, tzinfo=cast.STOCKHOLM)):
            answer = sahar.post(at("session_shared", session), {"kind": "reminder", "language": "sv"}, follow=True)
        session.refresh_from_db()
        assert session.is_shared
        assert "Delad 12:42" in words_of(answer)
        event = AuditEvent.objects.get(verb="session.shared")
        assert event.facts == {} and event.subject == str(session.public_id)

    def test_a_change_after_the_sharing_is_told(self, sahar, session, world):
        sahar.post(at("session_shared", session), {"kind": "reminder", "language": "sv"})
        cancel_session(session=session, reason_code="no_room", by=world.sahar)
        assert "före den senaste ändringen" in words_of(sahar.get(at("session_remind", session)))
