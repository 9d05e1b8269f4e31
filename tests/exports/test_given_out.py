"""What a yes taken back can't change: told by the room that hands out, to the room that asks."""

import pytest
from django.urls import reverse

from evaluation.actions.answers import withdraw_from_study
from evaluation.given_out import GivenOut, given_out
from evaluation.models import StudyConsent
from exports.models import BatchPerson, Release
from tests.evaluation.asking import answer, asking, slips
from tests.exports import ledger

pytestmark = pytest.mark.django_db


def in_batch(release, seat):
    return BatchPerson.objects.create(batch=release.batch, participant=seat.participant, enrolment=seat)


def test_the_preview_names_the_releases_that_the_person_is_counted_in(client, world):
    asking(world)
    release = ledger.ready(world)
    (seat, code), (other, second) = slips(world, people=2)
    answer(code)
    answer(second)
    in_batch(release, seat)
    assert given_out(world.study, seat.participant) == [GivenOut(release.code, is_anonymous=True)]
    assert given_out(world.study, other.participant) == []
    # Whichever study they said yes to: every study is given the same file of a batch.
    assert given_out(ledger.lunds_study(world), seat.participant) == [GivenOut(release.code, is_anonymous=True)]
    client.force_login(world.eva)
    for whose, said in ((seat, release.code), (other, "Inget om personen har lämnats ut")):
        consent = StudyConsent.objects.get(participant=whose.participant)
        page = client.get(reverse("evaluation:consent_withdraw", args=[consent.public_id])).content.decode()
        assert said in page and ("ändras inte" in page) == (whose == seat)


def test_what_was_only_asked_for_is_not_handed_out(world):
    asking(world)
    release = ledger.requested(world)
    seat, _ = slips(world, people=1)[0]
    in_batch(release, seat)
    assert release.status == Release.Status.REQUESTED and given_out(world.study, seat.participant) == []


def test_a_withdrawal_changes_no_published_byte(world):
    asking(world)
    release = ledger.ready(world)
    seat, code = slips(world, people=1)[0]
    answer(code)
    in_batch(release, seat)
    before = bytes(release.archive.content), release.archive.sha256
    withdraw_from_study(by=world.sahar, participant=seat.participant, study=world.study)
    release.refresh_from_db()
    assert (bytes(release.archive.content), release.archive.sha256) == before
    assert release.status == Release.Status.READY
