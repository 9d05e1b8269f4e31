"""Guiding a person on: the leader offers on a phone, the coordinator matches and sends, the partner answers."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from participants.models import ConsentText
from participants.rules.cards import Card
from referrals.models import Referral
from tests.browser.conftest import DESKTOP


@pytest.fixture
def asked_text(world):
    """The words of the question, reviewed."""
    for code in ("sv", "prs"):
        ConsentText.objects.create(
            purpose="referral",
            version=1,
            language=world.languages[code],
            text="Får vi fråga någon annan om stöd till dig?",
            reviewed_by="Disa Vakt",
            valid_from=date(2024, 1, 1),
        )


def card_of(participant) -> str:
    return Card(participant.colour, participant.picture, participant.number).name


def test_from_the_circle_to_a_partners_yes(world, asked_text, visit):
    person = world.circle.enrolments.order_by("pk").first().participant
    _leader_offers(visit(world.sahar), world, person)
    referral = Referral.objects.get()
    assert referral.status == "draft" and referral.consent
    _coordinator_sends(visit(world.eva, size=DESKTOP), person)
    _partner_says_yes(visit(world.im, size=DESKTOP), person)
    referral.refresh_from_db()
    assert (referral.status, referral.contact_person) == ("accepted", "Maja Ek")
    page = visit(world.sahar)
    page.goto(f"/referrals/{referral.public_id}/")
    expect(page.locator("main")).to_contain_text("Accepterad")


def _leader_offers(page, world, person):
    page.goto(f"/referrals/new/{person.public_id}/")
    page.get_by_label("Nätverk").check()
    page.get_by_role("textbox", name="Telefon").fill("070-174 06 21")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Muntligt", exact=True).check()
    page.get_by_label(re.compile("Individuell Människohjälp")).check()
    page.get_by_role("checkbox", name="Telefon och e-post").check()
    page.get_by_role("button", name=re.compile("Spara")).tap()
    expect(page.get_by_text("Samordnaren frågar en partner")).to_be_visible()


def _coordinator_sends(page, person):
    page.goto("/")
    page.get_by_role("link", name=re.compile(card_of(person))).first.click()
    if page.get_by_role("link", name=re.compile("Hitta stöd|Matcha")).count():
        page.get_by_role("link", name=re.compile("Hitta stöd|Matcha")).first.click()
    page.get_by_role("link", name=re.compile("Fråga .*IM")).first.click()
    expect(page.locator("main")).not_to_contain_text("070-174 06 21")
    page.get_by_role("button", name=re.compile("Skicka")).click()
    expect(page.get_by_text(re.compile("IM är tillfrågad"))).to_be_visible()


def _partner_says_yes(page, person):
    page.goto("/")
    page.get_by_role("link", name=re.compile(card_of(person))).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kan ni hjälpa?")
    page.get_by_role("link", name="Visa kontaktuppgifter").click()
    expect(page.locator("main")).to_contain_text("070-174 06 21")
    page.get_by_role("navigation", name="Brödsmulor").get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kan ni hjälpa?")
    page.get_by_label("Vem hos er tar kontakt?").fill("Maja Ek")
    page.get_by_role("button", name="Svara ja").click()
    expect(page.locator("main")).to_contain_text("Accepterad")


def test_another_partner_sees_nothing_of_it(world, asked_text, visit, watch):
    watch.expect("404")
    person = world.circle.enrolments.order_by("pk").first().participant
    _leader_offers(visit(world.sahar), world, person)
    _coordinator_sends(visit(world.eva, size=DESKTOP), person)
    page = visit(world.nad, size=DESKTOP)
    page.goto("/referrals/inbox/")
    expect(page.locator("main")).not_to_contain_text(card_of(person))
    answer = page.goto(f"/referrals/inbox/{Referral.objects.get().public_id}/")
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_coordinator_answers_for_a_past_session_and_takes_it_back(world, visit):
    """The eight Mondays before tonight have no register."""
    page = visit(world.eva, size=DESKTOP)
    page.goto("/")
    first = world.circle.sessions.get(ordinal=1)
    row = page.locator("li.row", has_text="träff 1").first
    row.get_by_role("button", name="Ställdes in").click()
    expect(page.get_by_text(re.compile("träff 1: ställdes in"))).to_be_visible()
    first.refresh_from_db()
    assert (first.status, first.cancel_reason) == ("cancelled", "never_held")
    page.get_by_role("button", name="Ångra").click()
    expect(page.get_by_text(re.compile("Ångrat"))).to_be_visible()
    first.refresh_from_db()
    assert first.status == "planned"
