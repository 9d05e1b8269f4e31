"""Keeping an entry true: who may, what each step does, and what a review asks for."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from directory import actions
from directory.models import SupportOffer
from directory.rules.freshness import NEXT, may_become, review_due

STRANGERS = ("eva", "sahar", "nad", "convener", "uppsala", "steward", "admin")


def url(name, *args):
    return reverse(f"directory:{name}", args=args)


def said(world, **changes):
    return {
        "title_sv": "Öppet hus",
        "level": "2",
        "languages": ["prs", "sv"],
        "municipalities": ["1280"],
        "needs": ["network"],
        "joining": "drop_in",
        "times": ["weekend"],
    } | changes


def test_a_new_offer_is_a_draft_that_nobody_else_sees(world, client):
    client.force_login(world.im)
    assert client.post(url("offer_create"), said(world, places_pledged="3")).status_code == 302
    offer = SupportOffer.objects.get(title_sv="Öppet hus")
    assert (offer.status, offer.organisation) == ("draft", world.organisations["im"])
    assert (offer.places_pledged, offer.pledged_on) == (3, timezone.localdate())
    assert AuditEvent.objects.filter(verb="offer.created", subject=str(offer.public_id)).exists()
    client.force_login(world.eva)
    assert client.get(url("offer_detail", offer.public_id)).status_code == 404
    assert "Öppet hus" not in client.get(url("offer_list")).content.decode()


def test_publishing_dates_the_review_and_lists_the_offer(world, client):
    client.force_login(world.im)
    client.post(url("offer_create"), said(world))
    offer = SupportOffer.objects.get(title_sv="Öppet hus")
    client.post(url("offer_status", offer.public_id, "published"))
    offer.refresh_from_db()
    assert (offer.status, offer.reviewed_on) == ("published", timezone.localdate())
    client.force_login(world.sahar)
    assert "Öppet hus" in client.get(url("offer_list")).content.decode()


@pytest.mark.parametrize("name", STRANGERS)
def test_only_the_own_organisation_writes(world, client, name):
    client.force_login(getattr(world, name))
    offer = world.offer
    assert client.get(url("offer_detail", offer.public_id)).status_code == 200
    assert client.get(url("offer_edit", offer.public_id)).status_code == 404
    assert client.post(url("offer_edit", offer.public_id), said(world)).status_code == 404
    assert client.post(url("offer_status", offer.public_id, "ended")).status_code == 404
    answer = client.put(f"/api/v1/offers/{offer.public_id}/", {}, content_type="application/json")
    assert answer.status_code == 404
    offer.refresh_from_db()
    assert (offer.title_sv, offer.status) == ("Kvinnogrupp på dari", "published")


def test_a_new_number_of_places_is_a_new_pledge_and_the_same_is_none(world):
    before = world.offer.pledged_on
    same = actions.edit_offer(by=world.im, offer=world.offer, facts={"places_pledged": 2})
    assert same.pledged_on == before
    more = actions.edit_offer(by=world.im, offer=world.offer, facts={"places_pledged": 4})
    assert more.pledged_on == timezone.localdate()
    none = actions.edit_offer(by=world.im, offer=world.offer, facts={"places_pledged": None})
    assert none.pledged_on is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"description_sv": "Ring 850709-9805"}, "Ringar sparar aldrig personnummer"),
        ({"min_age": "20", "max_age": "13"}, "Den högsta åldern måste vara"),
        ({"level": "5"}, "field--error"),
        ({"languages": []}, "field--error"),
    ],
)
def test_a_form_with_an_error_says_so_and_saves_nothing(world, client, changes, sentence):
    client.force_login(world.im)
    answer = client.post(url("offer_create"), said(world, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SupportOffer.objects.filter(title_sv="Öppet hus").exists()


def test_a_step_that_is_closed_changes_nothing_and_says_why(world, client):
    world.offer.status = "ended"
    world.offer.save()
    client.force_login(world.im)
    answer = client.post(url("offer_status", world.offer.public_id, "published"), follow=True)
    assert "Insatsen är avslutad" in answer.content.decode()
    world.offer.refresh_from_db()
    assert world.offer.status == "ended"


def test_every_open_step_leads_somewhere_known():
    states = {status.value for status in SupportOffer.Status}
    assert set(NEXT) == states
    assert all(following <= states for following in NEXT.values())
    assert may_become("needs_review", "published")
    assert not may_become("draft", "dormant")


def test_a_review_is_due_after_180_days(world, capsys):
    today = timezone.localdate()
    for days, due in [(180, False), (181, True)]:
        reviewed = today - timedelta(days=days)
        assert review_due(status="published", reviewed_on=reviewed, today=today) is due
    SupportOffer.objects.update(reviewed_on=today - timedelta(days=181))
    call_command("flag_offers")
    world.offer.refresh_from_db()
    assert world.offer.status == "needs_review"
    assert SupportOffer.objects.listed().get() == world.offer
    assert actions.flag_for_review(today) == 0
    assert actions.set_status(by=world.im, offer=world.offer, status="published").reviewed_on == today


def test_an_offer_says_what_it_gives_or_no_referral_finds_it(world, client):
    client.force_login(world.im)
    answer = client.post(url("offer_create"), said(world, needs=[]))
    assert answer.status_code == 422
    assert "Välj minst en sak, annars hittar ingen hänvisning hit." in answer.content.decode()


def test_an_activity_code_is_chosen_from_the_list(world, client):
    client.force_login(world.im)
    client.post(url("offer_create"), said(world, activity_code="3.4"))
    assert SupportOffer.objects.get(title_sv="Öppet hus").activity_code == "3.4"
    assert client.post(url("offer_create"), said(world, activity_code="99")).status_code == 422
    assert ">3.4 Sociala aktiviteter i grupp" in client.get(url("offer_create")).content.decode()
