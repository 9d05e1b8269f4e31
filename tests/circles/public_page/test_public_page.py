import io
import logging
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from circles.actions.circle_pages import change_link, close_page, edit_page, open_page
from circles.actions.planning import cancel_session, move_session, set_circle_status
from circles.models import CirclePage
from circles.public_page.languages import CODES, language
from circles.public_page.links import page_behind
from circles.rules.verdict import Refused
from core.redaction import RedactedFormatter


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("code", CODES)
class TestInEachLanguage:
    def test_the_page_says_its_language_and_direction(self, visitor, address, code):
        answer = visitor.get(address, {"l": code})
        root = re.search(r'<html lang="(\w+)" dir="(\w+)">', answer.content.decode())
        assert root.groups() == (code, language(code).direction)
        assert answer["Content-Language"] == code
        assert language(code).words["no_name"] in words_of(answer)

    def test_the_other_languages_are_offered_by_their_own_names(self, visitor, address, code):
        shown = visitor.get(address, {"l": code}).content.decode()
        assert all(f'lang="{one}"' in shown and language(one).name in shown for one in CODES)

    def test_swedish_stands_beside_until_the_words_are_reviewed(self, visitor, address, code):
        shown = visitor.get(address, {"l": code}).content.decode()
        is_reviewed = code in ("sv", "en")
        assert ('class="beside" lang="sv"' in shown) is not is_reviewed
        assert (language("sv").words["unreviewed"] in shown) is not is_reviewed

    def test_help_stands_in_reviewed_words_alone(self, visitor, address, code):
        part = visitor.get(address, {"l": code}).content.decode().split('class="visit__help"')[1].split("</section>")[0]
        assert set(re.findall(r'lang="(\w+)"', part)) == ({code} if code in ("sv", "en") else {"sv", "en"})
        assert 'href="tel:112"' in part and 'href="tel:1177"' in part


class TestWhatIsShown:
    def test_the_next_meeting_and_the_way(self, visitor, address, page, world, session):
        edit_page(page=page, by=world.sahar, way="Buss 5.\nGröna dörren.", has_childcare=True)
        shown = words_of(visitor.get(address, {"l": "sv"}))
        assert "I dag tisdag 17 november" in shown and "Träff 6 av 10" in shown
        assert "17.30 – 20.30" in shown
        assert "Mötesplats Linden" in shown and "Gröna dörren." in shown
        assert "Barnpassning medan vi träffas" in shown and "Vi bjuder på kaffe" not in shown

    def test_no_door_code_no_card_no_leader(self, visitor, address, circle, seats):
        circle.room = "Rum 2, kod 447182"
        circle.save()
        shown = visitor.get(address).content.decode()
        assert "447182" not in shown
        assert "Sahar" not in shown
        assert all(str(seat.public_id) not in shown for seat in seats)

    def test_a_theme_only_where_the_leader_allows_it(self, visitor, address, page, world, session):
        theme = session.title
        assert theme
        assert theme not in words_of(visitor.get(address, {"l": "sv"}))
        edit_page(page=page, by=world.sahar, shows_themes=True)
        assert theme in words_of(visitor.get(address, {"l": "sv"}))

    def test_the_circles_own_words_for_those_who_read_them_swedish_for_the_others(self, visitor, address, page, world):
        edit_page(page=page, by=world.sahar, way="Den gröna dörren.", way_own="دروازهٔ سبز.")
        dari, arabic = (visitor.get(address, {"l": code}).content.decode() for code in ("prs", "ar"))
        assert "دروازهٔ سبز." in dari and "Den gröna dörren." not in dari
        assert "دروازهٔ سبز." not in arabic
        assert re.search(r'<p lang="sv" dir="ltr"[^>]*>Den gröna dörren\.', arabic)

    def test_a_cancelled_and_a_moved_meeting_are_told(self, visitor, address, world, session):
        cancel_session(session=session, reason_code="no_room", by=world.sahar)
        later = session.circle.sessions.get(ordinal=7)
        day = timedelta(days=1)
        move_session(session=later, starts_at=later.starts_at + day, ends_at=later.ends_at + day, by=world.sahar)
        shown = words_of(visitor.get(address, {"l": "sv"}))
        assert f"Träffen {language('sv').day(session.starts_at)} är inställd." in shown.replace("  ", " ")
        assert "Träff 7 av 10" in shown and "Ny tid." in shown

    def test_the_way_is_not_told_to_another_place(self, visitor, address, page, world, session):
        edit_page(page=page, by=world.sahar, way="Den gröna dörren.")
        move_session(
            session=session, starts_at=session.starts_at, ends_at=session.ends_at, by=world.sahar, place="Biblioteket"
        )
        shown = words_of(visitor.get(address, {"l": "sv"}))
        assert "Biblioteket" in shown and "gröna dörren" not in shown

    def test_a_circle_without_a_coming_meeting_says_so(self, visitor, address, answer_address, circle, world):
        circle.sessions.filter(ends_at__gte=timezone.now()).delete()
        assert "Ingen träff är planerad" in words_of(visitor.get(address, {"l": "sv"}))
        assert visitor.get(answer_address).status_code == 302


class TestNothingIsKeptOfTheVisit:
    def test_no_cookie_no_index_no_cache_no_referrer(self, visitor, address, answer_address, page):
        for path in (
            address,
            answer_address,
            *(reverse(f"circles:public_{n}", args=[page.link]) for n in ("next", "all")),
        ):
            answer = visitor.get(path)
            assert not answer.cookies, path
            assert "noindex" in answer["X-Robots-Tag"]
            assert answer["Referrer-Policy"] == "no-referrer"
            assert answer["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex, nofollow">' in visitor.get(address).content.decode()

    def test_opening_it_writes_nothing(self, visitor, address, django_assert_num_queries):
        with django_assert_num_queries(2):
            visitor.get(address)

    def test_no_line_of_a_log_holds_the_link(self, visitor, page):
        """By the formatter that settings name: a dead address under a live link is what Django logs."""
        lines = io.StringIO()
        handler = logging.StreamHandler(lines)
        handler.setFormatter(RedactedFormatter("%(levelname)s %(name)s %(message)s"))
        logging.getLogger().addHandler(handler)
        try:
            assert visitor.get(f"/c/{page.link}/nowhere/").status_code == 404
            change_link(page=page, by=None)
            assert visitor.get(reverse("circles:public_page", args=[page.link])).status_code == 404
        finally:
            logging.getLogger().removeHandler(handler)
        assert "Not Found: /c/…/nowhere/" in lines.getvalue()
        assert page.link not in lines.getvalue()


class TestTheLink:
    def test_it_is_kept_encrypted_and_found_by_its_hash(self, page):
        row = CirclePage.objects.filter(pk=page.pk).extra(select={"stored": "link"}).values_list("stored", flat=True)[0]
        assert page.link not in row
        assert page.link_hash != page.link and page_behind(page.link) == page
        assert page_behind(page.link.upper()) == page, "an address typed from paper"

    def test_a_changed_link_is_dead(self, visitor, address, page, world):
        fresh = change_link(page=page, by=world.sahar)
        assert visitor.get(address).status_code == 404
        assert visitor.get(reverse("circles:public_page", args=[fresh.link])).status_code == 200

    def test_a_closed_page_is_dead_and_opens_with_another_link(self, visitor, address, page, circle, world):
        assert close_page(page=page, by=world.sahar) and not close_page(page=page, by=world.sahar)
        assert visitor.get(address).status_code == 404
        assert open_page(circle=circle, by=world.sahar).link != page.link
        assert visitor.get(address).status_code == 404

    def test_opening_twice_keeps_the_link(self, page, circle, world):
        assert open_page(circle=circle, by=world.sahar).link == page.link

    @pytest.mark.parametrize("status", ["ended", "cancelled"])
    def test_it_ends_with_the_circle_and_says_so_kindly(self, visitor, address, circle, world, status):
        circle.sessions.all().update(status="held", study_hours=4, register_closed_at=timezone.now())
        set_circle_status(circle=circle, status=status, by=world.eva)
        answer = visitor.get(address, {"l": "ar"})
        assert answer.status_code == 404
        assert language("ar").words["closed"] in words_of(answer)
        assert language("ar").words["closed_next"] in words_of(answer)
        assert circle.title not in words_of(answer)

    def test_an_unknown_link_answers_as_an_ended_one(self, visitor, address, page, world):
        unknown = visitor.get(reverse("circles:public_page", args=["a" * 27]), {"l": "uk"})
        close_page(page=page, by=world.sahar)
        assert visitor.get(address, {"l": "uk"}).content == unknown.content

    def test_a_circle_that_does_not_meet_gets_no_page(self, circle, world):
        circle.status = "draft"
        circle.save()
        with pytest.raises(Refused):
            open_page(circle=circle, by=world.sahar)
        assert not CirclePage.objects.exists()


class TestTheCalendarFile:
    def events(self, visitor, page, name):
        answer = visitor.get(reverse(f"circles:public_{name}", args=[page.link]))
        assert answer["Content-Type"].startswith("text/calendar")
        assert page.link.encode() not in answer.content
        return list(Calendar.from_ical(answer.content).walk("VEVENT"))

    def test_the_next_meeting_neutrally(self, visitor, page, session):
        (event,) = self.events(visitor, page, "next")
        assert event["summary"] == "Vägar vidare 40 (6/10)"
        assert event.decoded("dtstart") == session.starts_at
        assert str(event["uid"]).startswith(str(session.public_id))

    def test_all_that_are_left_cancelled_ones_too(self, visitor, page, session, world):
        cancel_session(session=session, reason_code="no_room", by=world.sahar)
        events = self.events(visitor, page, "all")
        assert [str(event["status"]) for event in events] == ["CANCELLED", *["CONFIRMED"] * 4]

    def test_no_door_code(self, visitor, page, circle):
        circle.room = "Kod 447182"
        circle.save()
        assert all("447182" not in str(event.get("location", "")) for event in self.events(visitor, page, "all"))
