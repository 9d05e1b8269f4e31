"""The tablet, and the sheet of paper: no account, no cookie, no trace, no answer on any screen."""

import json
import re
from html import unescape
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from circles.public_page.languages import CODES
from evaluation.actions.answers import GOOD_FOR, WAITED, withdraw_from_study
from evaluation.actions.studies import change_study, write_notice
from evaluation.catalogue import instrument, instruments
from evaluation.kiosk.languages import FOLDER, asking_language
from evaluation.kiosk.questions import spoken_in
from evaluation.models import AnswerSlip, Response, Study, StudyConsent, TalkRequest
from evaluation.views.kiosk import WRONG_CODES
from participants.templatetags.cards import card_name
from tests.evaluation.asking import TEXTS, answer, asking, slips

pytestmark = pytest.mark.django_db
ITEMS = {f"who5-1.{at}": str(at % 6) for at in range(1, 6)}


@pytest.fixture
def tablet():
    cache.clear()
    return Client()


def opened(tablet, code, language="ar"):
    return tablet.post(f"{reverse('evaluation:kiosk_code')}?l={language}", {"code": code}, headers={"Origin": "null"})


def sent(tablet, code, language="ar", **data):
    body = {"code": code, "consent": "yes"} | ITEMS | data
    return tablet.post(f"{reverse('evaluation:kiosk_send')}?l={language}", body, headers={"Origin": "null"})


def opened_at(tablet, code, study):
    return tablet.post(f"{reverse('evaluation:kiosk_code')}?l=sv", {"code": code, "study": str(study.public_id)})


def another_study(world):
    """One that asks too, of the same kind."""
    study = Study.objects.get(pk=world.study.pk)
    copy = Study(
        **{
            one.attname: getattr(study, one.attname)
            for one in Study._meta.concrete_fields
            if one.name not in ("id", "public_id")
        }
    )
    copy.code = "OTHER"
    copy.save()
    copy.programmes.set(study.programmes.all())
    write_notice(by=world.steward, study=copy, recipients=[copy.organisation], texts=TEXTS)
    asked = {"programmes": [world.programme], "hubs": [], "instruments": ("who5-1",), "waves": ("before",)}
    change_study(by=world.steward, study=copy, **asked)
    return copy


def text(answer) -> str:
    return unescape(re.sub(r"\s+", " ", answer.content.decode()))


class TestTheWayThrough:
    def test_from_language_to_hand_over(self, tablet, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        start = text(tablet.get(reverse("evaluation:kiosk_start")))
        assert all(asking_language(one).name in start for one in CODES)
        page = opened(tablet, f" {code[:4].lower()}-{code[4:]} ")
        shown = text(page)
        assert 'lang="ar" dir="rtl"' in shown and "نسأل عن الصحة." in shown and "Uppsala universitet" in shown
        assert "I have felt cheerful and in good spirits" in shown and "شعرت بالبهجة" in shown
        assert "© Psychiatric Research Unit" in shown and code in shown
        done = sent(tablet, code)
        assert done.status_code == 302 and done["Location"] == f"{reverse('evaluation:kiosk_done')}?l=ar"
        assert Response.objects.get().answers == {"items": [1, 2, 3, 4, 5]}
        assert StudyConsent.objects.get().language == "ar"
        assert "أعد الجهاز اللوحي" in text(tablet.get(done["Location"]))

    def test_no_page_is_kept_anywhere(self, tablet, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        visits = [
            tablet.get(reverse("evaluation:kiosk_start")),
            tablet.get(reverse("evaluation:kiosk_code")),
            opened(tablet, code),
            sent(tablet, code),
            tablet.get(reverse("evaluation:kiosk_done")),
        ]
        for page in visits:
            assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "no-referrer"
            assert not page.cookies

    def test_reading_and_opening_change_nothing(self, tablet, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        for _ in range(3):
            assert opened(tablet, code).status_code == 200
        assert AnswerSlip.objects.get().used_at is None and not Response.objects.exists()

    def test_a_no_keeps_nothing(self, tablet, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        assert sent(tablet, code, consent="no").status_code == 302
        assert not Response.objects.exists() and AnswerSlip.objects.get().used_at

    def test_without_a_choice_the_question_stands(self, tablet, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        page = sent(tablet, code, "sv", consent="")
        assert page.status_code == 422 and "Välj ja eller nej." in text(page)
        assert AnswerSlip.objects.get().used_at is None

    def test_the_second_time_nobody_is_asked_for_a_yes(self, tablet, world):
        asking(world)
        answer(slips(world, people=1)[0][1])
        _, code = slips(world, "after", people=1)[0]
        assert 'name="consent"' not in text(opened(tablet, code))
        assert sent(tablet, code, consent="").status_code == 302
        assert Response.objects.count() == 2

    def test_a_wish_to_talk(self, tablet, world):
        asking(world)
        seat, code = slips(world, people=1)[0]
        sent(tablet, code, consent="no", talk="yes")
        assert TalkRequest.objects.get().enrolment == seat

    def test_a_reviewed_language_stands_alone_and_dari_has_both(self, tablet, world):
        asking(world, instruments=("sleep-1",))
        _, code = slips(world, people=1)[0]
        english = text(opened(tablet, code, "en"))
        assert "How have you slept?" in english and "Hur har du sovit?" not in english
        dari = text(opened(tablet, code, "prs"))
        assert "خواب شما چطور بوده است؟" in dari and "Hur har du sovit?" in dari


class TestTabletWithoutNetwork:
    """Its pages show the questions before any slip; the answers come later, each with a number of its own."""

    def at(self, world, name="tablet"):
        return reverse(f"evaluation:{name}", args=[world.study.public_id])

    def late(self, tablet, world, code, op, **data):
        return sent(tablet, code, study=str(world.study.public_id), op=str(op), **data)

    def test_its_pages_are_about_nobody_and_whole_in_every_language(self, tablet, world):
        asking(world)
        slips(world, people=2)
        facts = json.loads(
            re.search(r'id="tablet-facts"[^>]*>(.*?)</script>', tablet.get(self.at(world)).content.decode())[1]
        )
        assert len(facts["keep"]) > 17
        for address in facts["keep"]:
            page = tablet.get(address)
            assert page.status_code == 200 or address.startswith("/static/")
            assert not page.cookies
        assert all(tablet.get(f"{self.at(world)}?l={one}").content.count(b"data-question") == 6 for one in CODES)

    def test_a_study_that_asks_nothing_today_is_not_there(self, tablet, world):
        assert tablet.get(self.at(world)).status_code == 404
        assert tablet.get(self.at(world, "tablet_done")).status_code == 404
        page = tablet.post(reverse("evaluation:kiosk_send"), {"code": "AAAA2222", "study": str(world.study.public_id)})
        assert page.status_code == 404

    def test_sent_twice_is_answered_once(self, tablet, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        op = uuid4()
        for _ in range(2):
            done = self.late(tablet, world, code, op)
            assert done["Location"] == f"{self.at(world, 'tablet_done')}?l=ar"
        assert Response.objects.count() == 1
        for number in (uuid4(), "no number"):
            assert self.late(tablet, world, code, number).status_code == 422

    def test_a_slip_is_good_for_as_long_as_answers_may_wait(self, tablet, world):
        asking(world)
        (_, first), (_, second) = slips(world, people=2)
        AnswerSlip.objects.update(made_at=timezone.now() - 2 * GOOD_FOR, expires_at=timezone.now() - WAITED / 2)
        assert sent(tablet, first).status_code == 422
        assert self.late(tablet, world, first, uuid4()).status_code == 302
        AnswerSlip.objects.update(expires_at=timezone.now() - WAITED * 2)
        assert self.late(tablet, world, second, uuid4()).status_code == 422

    def test_a_slip_of_another_study_is_not_known_here(self, tablet, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        other = another_study(world)
        page = opened_at(tablet, code, other)
        assert page.status_code == 422 and "Koden stämmer inte" in text(page)
        page = sent(tablet, code, "sv", study=str(other.public_id), op=str(uuid4()))
        assert page.status_code == 422 and not Response.objects.exists()

    def test_the_yes_is_to_what_was_told(self, tablet, world):
        study = asking(world)
        _, code = slips(world, people=1)[0]
        write_notice(by=world.steward, study=study, recipients=[study.organisation], texts=TEXTS)
        self.late(tablet, world, code, uuid4(), told="1")
        assert StudyConsent.objects.get().notice.version == 1

    def test_a_no_after_a_yes_keeps_nothing(self, tablet, world):
        asking(world)
        answer(slips(world, people=1)[0][1])
        _, code = slips(world, "after", people=1)[0]
        assert self.late(tablet, world, code, uuid4(), consent="no").status_code == 302
        assert Response.objects.count() == 1 and AnswerSlip.objects.exclude(used_op=None).count() == 1


class TestRefusals:
    def test_used_expired_and_unknown_codes(self, tablet, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        sent(tablet, code)
        for page in (opened(tablet, code, "sv"), sent(tablet, code, "sv")):
            assert page.status_code == 422 and "redan använd" in text(page)
        for wrong in ("", "AAAA", "0000 0000", "A" * 5000, code[::-1]):
            page = opened(tablet, wrong, "sv")
            assert page.status_code == 422 and "Koden stämmer inte" in text(page)

    def test_tries_are_counted_and_stopped(self, tablet, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        for _ in range(WRONG_CODES.limit):
            WRONG_CODES.count("all")
        page = opened(tablet, code, "sv")
        assert page.status_code == 429 and page["Retry-After"] == "600"
        assert sent(tablet, code).status_code == 429 and not Response.objects.exists()

    def test_a_wrong_code_is_counted(self, tablet, world):
        asking(world)
        for _ in range(WRONG_CODES.limit - 1):
            WRONG_CODES.count("all")
        opened(tablet, "2222 2223")  # mistyped: its last sign doesn't fit
        assert not WRONG_CODES.is_full("all")
        opened(tablet, "2222 2222")
        assert WRONG_CODES.is_full("all")

    @pytest.mark.parametrize(
        "odd",
        [
            {"who5-1.1": "6"},
            {"who5-1.1": "x"},
            {"who5-1.9": "1"},
            {"who5-1.99": "1"},
            {"who5-1.0": "1"},
            {"phq9-1.1": "1"},
            {"total-who5-1": "60"},
            {"who5-1.1": "٣"},
            {"who5-1.1": "9" * 400},
        ],
    )
    def test_odd_answers_save_nothing(self, tablet, world, odd):
        asking(world)
        _, code = slips(world, people=1)[0]
        page = sent(tablet, code, "sv", **odd)
        if odd in ({"who5-1.0": "1"}, {"who5-1.1": "٣"}):  # no question of that name; a three is a three
            assert page.status_code == 302
        else:
            assert page.status_code == 422 and "passade inte" in text(page) and not Response.objects.exists()

    @pytest.mark.parametrize("code", CODES)
    def test_the_way_to_help_is_named_in_every_language(self, client, code):
        page = text(client.get(reverse("evaluation:kiosk_start"), {"l": code}))
        assert asking_language(code).words["help"] in page.split("kiosk__help")[1].split("</summary>")[0]

    def test_somebody_signed_in_is_asked_to_sign_out(self, client, world):
        client.force_login(world.sahar)
        assert "Logga ut innan" in text(client.get(reverse("evaluation:kiosk_start")))


class TestLeader:
    def test_slips_are_shown_once_and_no_answer_ever(self, client, world):
        asking(world)
        client.force_login(world.sahar)
        path = reverse("evaluation:circle_questions", args=[world.circle.public_id])
        assert "Före cirkeln" in text(client.get(path))
        wave = world.study.waves.get(point="before")
        page = client.post(reverse("evaluation:slips", args=[world.circle.public_id, wave.public_id]))
        codes = re.findall(r'slip__code" dir="ltr"><bdi>(\w{4}) (\w{4})', page.content.decode())
        assert len(codes) == 12 and page["Cache-Control"] == "no-store"
        answer("".join(codes[0]), {"who5-1": [5, 5, 5, 5, 5]})
        shown = text(client.get(path))
        assert "<bdi>1</bdi> har använt sin" in shown and "Hela tiden" not in shown and "WHO" not in shown

    def test_the_same_form_sent_twice_makes_slips_once(self, client, world):
        asking(world)
        slips(world)
        client.force_login(world.sahar)
        wave = world.study.waves.get(point="before")
        path = reverse("evaluation:circle_questions", args=[world.circle.public_id])
        page = client.get(path).content.decode()
        assert "slutar fungera" in page
        form = {"anew": "1", "seen": re.search(r'name="seen" value="(\d+)"', page)[1]}
        to = reverse("evaluation:slips", args=[world.circle.public_id, wave.public_id])
        assert "slip__code" in text(client.post(to, form))
        made = set(wave.slips.values_list("code_hash", flat=True))
        again = client.post(to, form, follow=True)
        assert again.redirect_chain[0][0] == path and "Lapparna visades en gång" in text(again)
        assert set(wave.slips.values_list("code_hash", flat=True)) == made

    def test_slips_are_offered_only_where_one_can_be_made(self, client, world):
        study = asking(world)
        seat, code = slips(world, people=1)[0]
        answer(code)
        withdraw_from_study(by=world.sahar, participant=seat.participant, study=study)
        made = slips(world, point="after")
        assert len(made) == 11
        client.force_login(world.sahar)
        shown = client.get(reverse("evaluation:circle_questions", args=[world.circle.public_id]))
        assert [(one.holding, one.used, one.left) for one in shown.context["asking"][0].occasions] == [
            (0, 1, 11),
            (11, 0, 0),
        ]
        assert shown.content.decode().count("Gör lappar</button>") == 1
        wave = world.study.waves.get(point="after")
        empty = client.post(reverse("evaluation:slips", args=[world.circle.public_id, wave.public_id]))
        assert "Alla kort har redan en lapp" in text(empty) and "data-print" not in text(empty)

    def test_a_wave_of_a_study_that_does_not_ask_here(self, client, world):
        asking(world, hubs=[world.halland])
        client.force_login(world.sahar)
        wave = world.study.waves.get(point="before")
        for name, method in (("slips", client.post), ("sheet", client.get)):
            assert (
                method(reverse(f"evaluation:{name}", args=[world.circle.public_id, wave.public_id])).status_code == 404
            )

    @pytest.mark.parametrize("code", CODES)
    def test_the_sheet_in_every_language(self, client, world, code):
        asking(world)
        client.force_login(world.sahar)
        wave = world.study.waves.get(point="after")
        path = reverse("evaluation:sheet", args=[world.circle.public_id, wave.public_id])
        page = text(client.get(f"{path}?l={code}"))
        assert asking_language(code).words["sheet_envelope"] in page and "© Psychiatric" in page

    def test_withdrawal_is_previewed_and_then_done(self, client, world):
        asking(world)
        answer(slips(world, people=1)[0][1])
        path = reverse("evaluation:consent_withdraw", args=[StudyConsent.objects.get().public_id])
        client.force_login(world.eva)
        assert "Inget om personen har lämnats ut" in text(client.get(path))
        assert Response.objects.exists()
        client.post(path)
        assert not Response.objects.exists() and StudyConsent.objects.get().withdrawn_at
        assert client.get(path).status_code == 404

    def test_a_leader_is_not_told_who_has_said_yes(self, client, world):
        """Of those with a used slip the others have said no."""
        asking(world)
        seat, code = slips(world, people=1)[0]
        answer(code)
        path = reverse("evaluation:circle_questions", args=[world.circle.public_id])
        card = card_name(seat.participant)
        client.force_login(world.eva)
        assert "har sagt ja till studien" in (page := text(client.get(path))) and card in page
        client.force_login(world.sahar)
        assert "har sagt ja till studien" not in (page := text(client.get(path))) and card not in page
        assert "Samordnaren gör det." in page


class TestPaper:
    def test_typed_by_somebody_from_elsewhere(self, client, world):
        study = asking(world, instruments=("who5-1", "rhs13-1"), licence_reference="L-7")
        seat, code = slips(world, people=1)[0]
        client.force_login(world.karin)
        page = text(client.post(reverse("evaluation:paper"), {"code": code}))
        assert "namngett för sin licens" in page and 'name="total-rhs13-1"' not in page
        late = {"code": code, "consent": "yes", "total-rhs13-1": "12"} | ITEMS
        assert "[not_licensed]" in text(client.post(reverse("evaluation:paper_save"), late))
        study.licensed.set([world.karin])
        page = text(client.post(reverse("evaluation:paper"), {"code": code}))
        assert "Jag har känt mig glad" in page and "rhs13-1" in page and seat.participant.card.name not in page
        path = reverse("evaluation:paper_save")
        body = {"code": code, "language": "so", "total-rhs13-1": "12"} | ITEMS
        assert "[choose]" in text(client.post(path, body))
        assert "[wrong_answer]" in text(client.post(path, body | {"consent": "yes", "total-rhs13-1": "99"}))
        assert not Response.objects.exists()
        assert client.post(path, body | {"consent": "yes"}).status_code == 302
        assert {one.channel for one in Response.objects.all()} == {"paper"} and Response.objects.count() == 2
        assert StudyConsent.objects.get().language == "so"

    def test_who_leads_or_coordinates_is_refused_with_the_rule(self, client, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        for near in (world.sahar, world.eva):
            client.force_login(near)
            for path in ("evaluation:paper", "evaluation:paper_save"):
                page = client.post(reverse(path), {"code": code, "consent": "yes"} | ITEMS)
                assert page.status_code == 422 and "[own_circle]" in text(page)
        assert not Response.objects.exists()


def test_the_coordinator_sees_who_wants_to_talk_and_the_leader_does_not(client, world):
    asking(world)
    seat, code = slips(world, people=1)[0]
    answer(code, wants_to_talk=True)
    name = seat.participant.card.name
    client.force_login(world.eva)
    home = text(client.get("/"))
    assert "Deltagare som vill prata" in home and name in home
    client.post(reverse("evaluation:talk_taken", args=[TalkRequest.objects.get().public_id]))
    assert "Deltagare som vill prata" not in text(client.get("/"))
    client.force_login(world.sahar)
    assert "vill prata" not in text(client.get("/"))


def test_every_language_has_every_word():
    keys = {code: set(json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))["words"]) for code in CODES}
    assert len(set(map(frozenset, keys.values()))) == 1
    assert [code for code in CODES if asking_language(code).is_reviewed] == ["sv", "en"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("key", [one.key for one in instruments().values() if one.entry == "items"])
def test_every_question_can_be_read_in_some_reviewed_words(key, code):
    one = instrument(key)
    assert any(one.languages[spoken].reviewed_by for spoken in spoken_in(one, code))
