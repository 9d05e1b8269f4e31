"""Slips, answers, the yes they rest on, and what is kept of it all."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from audit.models import AuditEvent
from circles.rules.verdict import Refused
from evaluation.actions.answers import (
    Given,
    code_hashes,
    give_answers,
    hand_out_answer_slips,
    take_talk,
    withdraw_from_study,
)
from evaluation.actions.studies import StudyIncomplete, change_study, write_notice
from evaluation.models import AnswerSlip, Channel, Response, StudyConsent, TalkRequest
from evaluation.querysets import Pair
from evaluation.rules.study import Lacks
from tests import cast
from tests.evaluation.asking import TEXTS, WHOLE, answer, asking, slips

pytestmark = pytest.mark.django_db


def refused(call, *args, **more) -> str:
    with pytest.raises(Refused) as found:
        call(*args, **more)
    return found.value.reasons[0].code


class TestSlips:
    def test_every_card_gets_one_and_only_its_hash_is_kept(self, world):
        asking(world)
        made = slips(world)
        assert len(made) == 12 and len({code for _, code in made}) == 12
        kept = set(AnswerSlip.objects.values_list("code_hash", flat=True))
        assert kept == {code_hashes(code)[0] for _, code in made}
        event = AuditEvent.objects.get(verb="answer_slip.hand_out")
        assert event.facts == {"slips": 12, "point": "before"}

    def test_a_second_round_is_for_those_who_have_none(self, world):
        asking(world)
        first = slips(world, people=3)
        assert len(slips(world)) == 9
        answer(first[0][1])
        again = slips(world, anew=True)
        assert len(again) == 11 and first[0][0] not in [seat for seat, _ in again]
        assert refused(answer, first[1][1]) == "slip_unknown"

    def test_whoever_took_back_a_yes_is_not_asked_again(self, world):
        study = asking(world)
        seat, code = slips(world, people=1)[0]
        answer(code)
        withdraw_from_study(by=world.sahar, participant=seat.participant, study=study)
        assert seat not in [one for one, _ in slips(world, point="after")]

    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ({"ends_on": "yesterday"}, "study_not_asking"),
            ({"status": "cancelled"}, "circle_not_asked"),
            ({"hubs": "halland"}, "circle_not_asked"),
        ],
    )
    def test_nobody_is_asked_outside_the_study(self, world, change, rule):
        study = asking(world, hubs=[world.halland] if "hubs" in change else [])
        if "ends_on" in change:
            study.ends_on = timezone.localdate() - timedelta(days=1)
            study.save()
        if "status" in change:
            world.circle.status = change["status"]
            world.circle.save()
        assert refused(slips, world) == rule
        assert not AnswerSlip.objects.exists()


class TestAnswering:
    def test_answers_rest_on_a_yes_and_are_sealed(self, world):
        study = asking(world)
        seat, code = slips(world, people=1)[0]
        answer(code, {"who5-1": [5, 4, 3, 2, 1], "sleep-1": [None]})
        consent = StudyConsent.objects.get()
        assert (consent.participant, consent.notice, consent.language) == (seat.participant, study.notice, "ar")
        kept = Response.objects.get()  # a question that was skipped leaves no row
        assert (kept.enrolment, kept.instrument, kept.answers) == (seat, "who5-1", {"items": [5, 4, 3, 2, 1]})
        with connection.cursor() as cursor:
            cursor.execute("SELECT answers FROM evaluation_response")
            assert "items" not in cursor.fetchone()[0]

    def test_the_log_tells_of_the_study_and_never_of_whose_answers(self, world):
        study = asking(world)
        seat, code = slips(world, people=1)[0]
        answer(code, wants_to_talk=True)
        events = AuditEvent.objects.filter(verb__in=("answers.given", "study_consent.given", "talk_request.asked"))
        assert {event.subject for event in events} == {str(study.public_id), str(world.circle.public_id)}
        assert {event.actor for event in events} == {""} or {event.actor for event in events} == {None}
        assert str(seat.participant.public_id) not in str(list(events.values()))

    def test_a_no_leaves_nothing_and_uses_the_slip_all_the_same(self, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        answer(code, says_yes=False)
        assert not Response.objects.exists() and not StudyConsent.objects.exists()
        assert refused(answer, code) == "slip_used"

    def test_the_second_occasion_needs_no_new_yes(self, world):
        asking(world)
        answer(slips(world, people=1)[0][1])
        answer(slips(world, "after", people=1)[0][1], says_yes=False)
        assert StudyConsent.objects.count() == 1 and Response.objects.count() == 2

    def test_a_new_notice_asks_anew(self, world):
        study = asking(world)
        answer(slips(world, people=1)[0][1])
        write_notice(by=world.steward, study=study, recipients=[study.organisation], texts=TEXTS)
        answer(slips(world, "after", people=1)[0][1], says_yes=False)
        assert Response.objects.count() == 1  # no yes to the new version, so no answers
        assert list(StudyConsent.objects.values_list("notice__version", flat=True)) == [1]

    @pytest.mark.parametrize(
        "items",
        [
            {"who5-1": [5, 4, 3, 2]},
            {"who5-1": [5, 4, 3, 2, 6]},
            {"who5-1": [5, 4, 3, 2, -1]},
            {"contacts-1": [3]},  # on the shelf, and not the study's
            {"phq9-1": [3]},
        ],
    )
    def test_what_does_not_fit_is_refused_whole(self, world, items):
        asking(world)
        _, code = slips(world, people=1)[0]
        assert refused(answer, code, items | {"sleep-1": [3]}) == "wrong_answer"
        assert not Response.objects.exists() and AnswerSlip.objects.get().used_at is None

    def test_totals_are_taken_only_for_instruments_without_words(self, world):
        asking(world, instruments=("who5-1", "rhs13-1"), licence_reference="L-7", licensed=[world.karin])
        (_, first), (_, second) = slips(world, people=2)
        assert refused(answer, first, totals={"who5-1": 60}) == "wrong_answer"
        assert refused(answer, first, totals={"rhs13-1": 53}) == "wrong_answer"
        for nobody in (None, world.steward):
            assert refused(answer, first, totals={"rhs13-1": 52}, by=nobody) == "not_licensed"
        answer(first, totals={"rhs13-1": 52}, by=world.karin)
        assert Response.objects.get(instrument="rhs13-1").answers == {"total": 52}
        assert refused(answer, second, {"rhs13-1": [1] * 13}) == "wrong_answer"

    def test_a_slip_that_is_too_old_or_of_a_study_that_has_ended(self, world):
        study = asking(world)
        _, code = slips(world, people=1)[0]
        with time_machine.travel(timezone.now() + timedelta(days=15)):
            assert refused(answer, code) == "slip_expired"
        study.ends_on = timezone.localdate() - timedelta(days=1)
        study.save()
        assert refused(answer, code) == "slip_unknown"

    def test_two_tablets_with_one_slip_answer_once(self, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        answer(code)
        assert refused(answer, code) == "slip_used"
        assert Response.objects.count() == 1


class TestPaper:
    def typed(self, code, by):
        give_answers(code=code, given=Given(True, items=WHOLE), language="sv", channel=Channel.PAPER, by=by)

    def test_not_by_who_leads_or_coordinates(self, world):
        asking(world)
        _, code = slips(world, people=1)[0]
        for near in (world.sahar, world.eva):
            assert refused(self.typed, code, near) == "own_circle"
        self.typed(code, world.karin)
        assert Response.objects.get().entered_by == world.karin
        assert StudyConsent.objects.get().given == "paper"


class TestWithdrawal:
    def test_the_answers_of_that_study_go_and_nothing_else(self, world):
        study = asking(world)
        (seat, first), (_, second) = slips(world, people=2)
        answer(first)
        answer(second)
        slips(world, "after", people=1)
        assert withdraw_from_study(by=world.eva, participant=seat.participant, study=study) == 1
        assert Response.objects.get().enrolment != seat
        assert not AnswerSlip.objects.filter(enrolment=seat, used_at=None).exists()
        assert StudyConsent.objects.get(participant=seat.participant).withdrawn_at is not None
        assert seat.participant.enrolments.filter(status="active").exists()
        assert withdraw_from_study(by=world.eva, participant=seat.participant, study=study) == 0

    def test_who_may_take_it_back(self, world):
        asking(world)
        answer(slips(world, people=1)[0][1])
        consent = StudyConsent.objects.get()
        assert set(StudyConsent.objects.withdrawn_by(world.eva)) == {consent}
        for far in (world.sahar, world.rami, world.nils, world.karin, world.uppsala, world.steward, world.im):
            assert not StudyConsent.objects.withdrawn_by(far).exists()


class TestTalking:
    def test_the_coordinator_of_the_hub_hears_and_nobody_else(self, world):
        asking(world)
        seat, code = slips(world, people=1)[0]
        answer(code, says_yes=False, wants_to_talk=True)  # also from who says no to the study
        talk = TalkRequest.objects.get()
        assert talk.enrolment == seat and not Response.objects.exists()
        assert set(TalkRequest.objects.to(world.eva)) == {talk}
        for other in (world.sahar, world.karin, world.steward, world.uppsala):
            assert not TalkRequest.objects.to(other).exists()
        assert take_talk(by=world.eva, talk=talk) and not take_talk(by=world.eva, talk=talk)
        assert not TalkRequest.objects.to(world.eva).exists()

    def test_asking_twice_is_one_request(self, world):
        asking(world)
        answer(slips(world, people=1)[0][1], wants_to_talk=True)
        answer(slips(world, "after", people=1)[0][1], wants_to_talk=True)
        assert TalkRequest.objects.count() == 1


class TestPairs:
    def test_complete_pairs_only(self, world):
        study = asking(world)
        before, after = slips(world, people=5), slips(world, "after", people=5)
        seats = [seat for seat, _ in before]
        answer(before[0][1], {"who5-1": [0, 0, 0, 0, 0], "sleep-1": [2]})
        answer(after[0][1], {"who5-1": [5, 5, 5, 5, 5], "sleep-1": [4]})
        answer(before[1][1], {"who5-1": [3, 3, 3, 3, None]})
        answer(after[1][1], {"who5-1": [3, 3, 3, 3, 3]})
        answer(before[2][1])
        for at in (3, 4):
            answer(before[at][1])
            answer(after[at][1])
        withdraw_from_study(by=world.eva, participant=seats[3].participant, study=study)
        seats[4].participant.is_protected = True
        seats[4].participant.save()
        whose = (seats[0].participant_id, seats[0].pk, world.circle.pk, study.pk)
        assert Response.objects.complete_pairs() == [Pair(*whose, "sleep-1", 2, 4), Pair(*whose, "who5-1", 0, 100)]
        assert Response.objects.complete_pairs(after="three_months") == []

    def test_the_number_of_queries_does_not_grow(self, world, django_assert_num_queries):
        asking(world)
        for point in ("before", "after"):
            for _, code in slips(world, point):
                answer(code)
        with django_assert_num_queries(1):
            assert len(Response.objects.complete_pairs()) == 12


def test_what_is_answered_stays_in_the_plan(world):
    study = asking(world)
    answer(slips(world, people=1)[0][1])
    plan = {"programmes": [world.programme], "hubs": []}
    for taken in ({"instruments": ["sleep-1"], "waves": ["before"]}, {"instruments": ["who5-1"], "waves": ["after"]}):
        with pytest.raises(StudyIncomplete) as found:
            change_study(by=world.steward, study=study, **plan | taken)
        assert found.value.lacks == (Lacks.ANSWERED,)
    change_study(by=world.steward, study=study, **plan, instruments=["who5-1"], waves=["before"])


def test_a_protected_card_gets_no_slip_on_paper(world):
    asking(world)
    seat = cast.enrol(world.circle, enrolled_at=timezone.now())
    seat.participant.is_protected = True
    seat.participant.save()
    assert seat not in [one for one, _ in slips(world)]


def test_slips_of_another_circle_are_not_touched(world):
    asking(world)
    wave = world.study.waves.get(point="before")
    seats = world.halland_circle.enrolments.all()
    other = hand_out_answer_slips(circle=world.halland_circle, wave=wave, seats=seats, by=world.nils)
    slips(world, anew=True)
    answer(other[0][1])
    assert Response.objects.get().enrolment.circle == world.halland_circle
