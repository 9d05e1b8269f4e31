"""B and S from answers in the database to the finished file: who is in them, and what is said where they are not."""

from io import BytesIO
from statistics import fmean

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from core import jobs
from evaluation.models import Response, StudyConsent
from exports.actions.batches import fix_batches
from exports.actions.reissue import reissue_batch
from exports.figures.outcomes import outcomes
from exports.figures.pairs import pairs_in, people_in_question
from exports.figures.statistics import statistics
from exports.gate import evidence
from exports.models import Archive
from tests.evaluation.asking import asking
from tests.exports import closed, ledger
from tests.exports.answered import WHO5, answer_all
from tests.exports.test_characteristics import varied
from tests.exports.test_pages import text

pytestmark = pytest.mark.django_db


def batch_of(world, circles=8, people=15, **how):
    made = closed.closed_circles(world, circles, people, person_is=varied)
    asking(world)
    answer_all(world, made, **how)
    (batch,) = fix_batches(by=world.steward, today=closed.TODAY)
    return batch


def test_a_pair_a_person_of_standing_consents_only(world):
    batch = batch_of(world, 8, 10)
    seats = list(batch.people_links.order_by("pk").values_list("enrolment_id", flat=True))
    assert len(pairs_in(batch)) == people_in_question(batch) == 80
    Response.objects.filter(enrolment=seats[0], wave__point="after").delete()
    StudyConsent.objects.filter(responses__enrolment=seats[1]).update(withdrawn_at=timezone.now())
    one = Response.objects.filter(enrolment=seats[2]).first()
    one.answers = {"items": [1, 2, 3, None, 5]}
    one.save()
    shielded = batch.people_links.get(enrolment=seats[3]).participant
    shielded.is_protected = True
    shielded.save()
    pairs = pairs_in(batch)
    assert {pair.seat for pair in pairs} == set(seats[4:])
    assert {(pair.instrument, pair.seat) for pair in pairs} == set(evidence(batch, {}).answers.pairs)


def test_who_answered_two_studies_counts_once_with_the_first(world):
    batch = batch_of(world, 8, 10)
    before = {pair.seat: pair.before for pair in pairs_in(batch)}
    other = ledger.lunds_study(world)
    other.waves.create(point="before"), other.waves.create(point="after")
    notice = other.notices.create(version=1, texts={"sv": "x", "en": "x"})
    assert notice.study == other
    answer_all(world, closed.Circle.objects.filter(batch_link__batch=batch), study=other)
    assert Response.objects.count() == 80 * 4
    assert {pair.seat: pair.before for pair in pairs_in(batch)} == before
    gate = evidence(batch, {}).answers
    assert {seat: both.before for (_, seat), both in gate.pairs.items()} == before


def test_the_file_has_both_tables_and_its_receipt_tells_of_them(world, sign_in):
    batch_of(world)
    release = ledger.ready(world)
    assert (release.status, release.refusal) == ("ready", {})
    figures, exact = release.archive.figures, pairs_in(release.batch)
    book = CalamineWorkbook.from_filelike(BytesIO(bytes(release.archive.content)))
    names = ["A_characteristics", "B_outcomes", "C_attendance", "D_delivery", "F_flow", "S_statistics", "S_model"]
    assert book.sheet_names == ["README", "codebook", *names]
    rows = book.get_sheet_by_name("B_outcomes").to_python()[1:]
    assert len(rows) == 120
    assert fmean(row[3] for row in rows) == pytest.approx(fmean(pair.before for pair in exact), abs=0.05)
    assert not {row[0] for row in rows} & {row[0] for row in figures["A_characteristics"]}
    total = figures["S_statistics"][0]
    assert total[:4] == [WHO5, "total", "all", 117]
    assert total[4] == pytest.approx(fmean(pair.before for pair in exact), abs=0.0501)
    told = "\n".join(row[0] for row in book.get_sheet_by_name("README").to_python())
    assert "B_outcomes, WHO-5 välbefinnande: medel av minst fem personer." in told
    page = text(sign_in(world.uppsala).get(reverse("exports:study_detail", args=[world.study.public_id])))
    assert "WHO-5 välbefinnande: i grupper" in page
    assert "Du kan jämföra grupper efter kön, dos eller ålder." in page
    assert "En rad per person och instrument" in page  # of what is left


def test_a_later_edition_has_the_same_rows_whoever_has_withdrawn_since(world):
    batch_of(world)
    release = ledger.ready(world)
    gone = StudyConsent.objects.filter(pk__in=StudyConsent.objects.order_by("pk")[:30])
    Response.objects.filter(consent__in=gone).delete()
    gone.update(withdrawn_at=timezone.now())
    jobs.run(reissue_batch(batch=release.batch, by=world.steward).pk)
    second = Archive.objects.get(batch=release.batch, edition=2, format="xlsx")
    assert second.figures == release.archive.figures
    assert second.receipt == release.archive.receipt


def test_below_a_hundred_pairs_there_are_statistics_and_no_rows(world, sign_in):
    batch_of(world, 8, 15, but=3)
    release = ledger.ready(world)
    assert not {"B_outcomes", "S_model"} & release.archive.figures.keys()
    assert release.archive.figures["S_statistics"][0][3] == 93
    page = text(sign_in(world.uppsala).get(reverse("exports:study_detail", args=[world.study.public_id])))
    assert "Hålls tillbaka: rader om WHO-5 välbefinnande" in page
    assert "Minst 100 som svarat på allt före och efter behövs och ungefär 7 fattas." in page


def test_of_two_circles_there_are_no_statistics_and_the_file_says_so(world):
    circles = closed.closed_circles(world, 8, 10, person_is=varied)
    asking(world)
    answer_all(world, circles[:2])
    release = ledger.ready(world)
    assert not {"B_outcomes", "S_statistics"} & release.archive.figures.keys()
    lines = [entry["line"] for entry in release.archive.receipt["lines"]]
    assert {"too_few_pairs", "no_statistics"} <= set(lines) and "no_pair" not in lines


def test_where_nobody_was_asked_nothing_is_said_of_answers(world):
    release = ledger.ready(world)
    lines = {entry["line"] for entry in release.archive.receipt["lines"]}
    assert not lines & {"grouped", "too_few_pairs", "no_pair", "no_statistics", "groups_hidden", "compare_answers"}


def test_two_counts_of_the_same_answers_are_the_same(world):
    batch = batch_of(world)
    pairs = pairs_in(batch)
    assert statistics(pairs) == statistics(pairs_in(batch))
    one, two = (sorted(row[1:] for row in outcomes(pairs, people=120).rows) for _ in range(2))
    assert one == two
