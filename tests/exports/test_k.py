"""What each smallest group would cost, told before anybody asks; and raising it, never lowering it."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from core import jobs
from core.models import Job
from disclosure.rounding import is_midpoint6
from exports.actions.previews import PREVIEW, preview, raise_k
from exports.detail import detail
from exports.figures.characteristics import characteristics
from exports.figures.drawing import shown
from exports.models import Batch
from exports.rules.classes import K_LEAST, K_MOST, KRefused, check_k
from tests.exports import closed, ledger
from tests.exports.crowd import crowd
from tests.exports.test_characteristics import batch_of

pytestmark = pytest.mark.django_db


def counted(batch: Batch) -> Batch:
    jobs.run(Job.objects.get(kind=PREVIEW, payload={"batch": batch.pk}).pk)
    batch.refresh_from_db()
    return batch


def test_a_fixed_batch_has_each_k_counted_once(world):
    batch = counted(batch_of(world))
    assert [told["k"] for told in batch.previews] == list(range(K_LEAST, K_MOST + 1))
    first = batch.previews[0]
    found = detail(characteristics(batch).rows)
    assert first["loss"] == round(100 * found.loss)
    assert is_midpoint6(first["largest"]) and abs(first["largest"] - found.largest) <= 3
    assert set(first) == {"k", "loss", "hidden", "largest", "compared"}
    assert first["compared"] == list(found.compared)
    closed.Attendance.objects.all().delete()  # what is changed later is not counted anew: two previews tell of it
    job = jobs.enqueue(PREVIEW, {"batch": batch.pk}, by=world.steward)
    jobs.run(job.pk)
    assert Batch.objects.get(pk=batch.pk).previews == batch.previews


def test_a_k_at_which_there_is_no_table_says_so():
    people = crowd(3, people=60, circles=6)
    told = [preview(people, shown(people), k) for k in (5, 60)]
    assert told[1] == {"k": 60, "refused": True}
    assert "refused" not in told[0]


def test_the_evaluator_sees_every_k_before_asking_and_without_a_script(world, sign_in):
    batch = counted(batch_of(world))
    page = sign_in(world.uppsala).get(reverse("exports:study_detail", args=[world.study.public_id])).content.decode()
    assert page.count("data-slide=") == len(batch.previews) == 11
    assert re.search(r'type="range"[^>]* min="5" max="15" step="1" value="5"', page)
    assert f"{batch.previews[0]['loss']} %" in page
    assert '<tr data-slide="15" data-said="15 personer">' in page


def test_until_it_is_counted_the_page_says_so(world, sign_in):
    batch_of(world)
    page = sign_in(world.uppsala).get(reverse("exports:study_detail", args=[world.study.public_id])).content.decode()
    assert "Förhandsvisningen räknas." in page


def test_the_steward_sees_it_before_approving(world, sign_in):
    release = ledger.requested(world)
    counted(release.batch)
    steward = sign_in(world.steward)
    steward.post(reverse("exports:release_preview", args=[release.public_id]))
    page = steward.get(reverse("exports:release_detail", args=[release.public_id])).content.decode()
    assert page.count("data-slide=") == 11


# --- Raising -----------------------------------------------------------------------------------------------------
def test_k_is_raised_and_the_table_is_made_with_it(world):
    batch = raise_k(batch=batch_of(world), k=9, by=world.steward)
    sizes = {}
    for row in characteristics(batch).rows:
        sizes[tuple(row[1:])] = sizes.get(tuple(row[1:]), 0) + 1
    assert min(sizes.values()) >= 9
    event = AuditEvent.objects.get(verb="batch.k_raised")
    assert (event.facts["before"], event.facts["after"]) == (5, 9)


@pytest.mark.parametrize(
    ("asked", "now", "rule"), [(2, 5, "k_too_low"), (4, 5, "k_too_low"), (16, 5, "k_too_high"), (7, 8, "k_lowered")]
)
def test_k_is_never_lowered_and_never_below_five(asked, now, rule):
    with pytest.raises(KRefused) as refused:
        check_k(asked, now=now, has_begun=False, previews=[])
    assert refused.value.rule == rule


def test_k_is_not_raised_to_where_there_is_no_table():
    with pytest.raises(KRefused, match="too_coarse"):
        check_k(9, now=5, has_begun=False, previews=[{"k": 9, "refused": True}])


def test_k_stays_once_a_release_is_approved(world):
    batch = ledger.approved(world).batch
    with pytest.raises(KRefused, match="k_published"):
        raise_k(batch=batch, k=9, by=world.steward)
    batch.refresh_from_db()
    assert batch.k == 5


def test_the_database_holds_k_too(world):
    batch = batch_of(world)
    for k in (4, 16):
        with pytest.raises(DatabaseError), transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(k=k)


def test_k_of_two_is_refused_with_a_sentence_and_the_rule(world, sign_in):
    batch, steward = batch_of(world), sign_in(world.steward)
    url = reverse("exports:batch_raise_k", args=[batch.public_id])
    page = steward.post(url, {"k": "2"}, follow=True).content.decode()
    assert "Minsta grupp kan inte vara 2: den är minst 5, så att ingen kan kännas igen. Regel: k_too_low." in page
    assert "Skriv ett helt tal." in steward.post(url, {"k": "fem"}, follow=True).content.decode()
    batch.refresh_from_db()
    assert batch.k == 5
    assert "Minsta grupp är nu 8." in steward.post(url, {"k": "8"}, follow=True).content.decode()


def test_an_evaluator_raises_nothing(world, sign_in):
    batch = batch_of(world)
    answer = sign_in(world.uppsala).post(reverse("exports:batch_raise_k", args=[batch.public_id]), {"k": 9})
    assert answer.status_code == 404
