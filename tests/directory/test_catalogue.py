"""The catalogue: words, choices, counts, freshness, and as many queries for twenty offers as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from directory.catalogue import Choices, catalogue, freshness
from directory.models import Need, SupportOffer
from organisations.models import Membership
from tests import cast

LIST = reverse("directory:offer_list")


@pytest.fixture
def offers(world):
    """Three offers that each differ in one thing that a reader can choose by."""
    today = timezone.localdate()
    rows = {
        "im": world.offer,
        "nad": cast.offer(world, "Åsas språkkafé", world.organisations["nad"], language="ar", place="Lund"),
        "old": cast.offer(world, "Rådgivning", world.organisations["nad"], language="so"),
    }
    for row in rows.values():
        row.reviewed_on = today - timedelta(days=10)
    rows["nad"].joining, rows["old"].level = "drop_in", 1
    rows["old"].reviewed_on = today - timedelta(days=100)
    for row in rows.values():
        row.save()
    return rows


def found(**choices):
    result = catalogue(SupportOffer.objects.listed(), Choices(**choices), today=timezone.localdate())
    return {offer.title_sv for offer in result.offers}


@pytest.mark.parametrize(
    ("screen", "names"), [("sv", {"dari", "somaliska"}), ("en", {"Dari", "Somali"}), ("ar", {"الدارية", "الصومالية"})]
)
def test_languages_to_choose_are_named_in_the_language_of_the_screen(world, offers, screen, names):
    with translation.override(screen):
        options = catalogue(SupportOffer.objects.listed(), Choices(), today=timezone.localdate()).languages
    assert names <= {option.label for option in options}


@pytest.mark.parametrize(
    ("choices", "titles"),
    [
        ({}, {"Kvinnogrupp på dari", "Åsas språkkafé", "Rådgivning"}),
        ({"words": "åsa"}, {"Åsas språkkafé"}),
        ({"words": "ÅSAS kafé"}, {"Åsas språkkafé"}),
        ({"words": "lund"}, {"Åsas språkkafé"}),
        ({"words": "arabiska"}, {"Åsas språkkafé"}),
        ({"words": "individuell"}, {"Kvinnogrupp på dari"}),
        ({"words": "finns inte"}, set()),
        ({"levels": (1,)}, {"Rådgivning"}),
        ({"levels": (1, 2), "municipalities": ("1281",)}, {"Åsas språkkafé"}),
        ({"languages": ("prs", "so")}, {"Kvinnogrupp på dari", "Rådgivning"}),
        ({"drop_in": True}, {"Åsas språkkafé"}),
        ({"fresh": True}, {"Kvinnogrupp på dari", "Åsas språkkafé"}),
        ({"fresh": True, "languages": ("so",)}, set()),
    ],
)
def test_choices_narrow(world, offers, choices, titles):
    assert found(**choices) == titles


def test_counts_beside_each_choice(world, offers):
    page = catalogue(SupportOffer.objects.listed(), Choices(levels=(1,)), today=timezone.localdate())
    assert [(option.value, option.count, option.chosen) for option in page.levels] == [
        (4, 0, False),
        (3, 0, False),
        (2, 2, False),
        (1, 1, True),
    ]
    assert {option.label: option.count for option in page.municipalities} == {"Malmö": 2, "Lund": 1}
    assert (page.drop_in, page.fresh, page.total) == (1, 2, 3)


def test_the_latest_review_comes_first_unless_asked_by_name(world, offers):
    def titles(order):
        page = catalogue(SupportOffer.objects.listed(), Choices(order=order), today=timezone.localdate())
        return [offer.title_sv for offer in page.offers]

    assert titles("reviewed")[-1] == "Rådgivning"
    assert titles("title")[0] == "Kvinnogrupp på dari"


def test_freshness_in_a_badge(world, offers):
    today = timezone.localdate()
    offer = offers["im"]
    assert freshness(offer, today=today).tone == "done"
    offer.closed_until = today + timedelta(days=1)
    assert freshness(offer, today=today).tone == "info"
    offer.closed_until, offer.reviewed_on = today, today - timedelta(days=181)
    assert freshness(offer, today=today).text == "Behöver granskas"


@pytest.mark.parametrize("name", ["eva", "sahar", "im", "convener", "uppsala", "steward", "officer", "admin"])
def test_everyone_who_works_here_reads_the_catalogue(world, client, name):
    client.force_login(getattr(world, name))
    assert "Kvinnogrupp på dari" in client.get(LIST).content.decode()


def test_nobody_else_does(world, client):
    assert client.get(LIST).status_code == 302
    Membership.objects.filter(user=world.eva).update(ended_at=timezone.now())
    assert not SupportOffer.objects.visible_to(world.eva).exists()


def test_nonsense_in_the_address_is_left_out(world, offers, client):
    client.force_login(world.eva)
    page = client.get(LIST, {"level": "99", "place": "x'--", "order": "leader__password", "page": "-4"})
    assert page.status_code == 200
    assert "Inget passar alla val" in page.content.decode()


def test_a_swap_is_the_fragment_of_the_page(world, offers, client):
    client.force_login(world.eva)
    swap = client.get(LIST, {"level": "1"}, headers={"HX-Request": "true"}).content.decode()
    page = client.get(LIST, {"level": "1"}).content.decode()
    assert "<html" not in swap
    assert swap.strip() in page


def test_as_many_queries_for_20_offers_as_for_1(world, client):
    client.force_login(world.im)
    pages = [LIST, reverse("directory:own_offers"), "/api/v1/offers/"]

    def queries(address):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    for address in pages:  # the session's own first writes are none of theirs
        client.get(address)
    before = [queries(address) for address in pages]
    for number in range(20):
        cast.offer(world, f"Grupp {number}", world.organisations["im"])
    assert Need.objects.exists()
    assert [queries(address) for address in pages] == before


def test_the_api_shows_exactly_its_keys(world, client):
    from directory.api.serializers import READ

    client.force_login(world.eva)
    row = client.get("/api/v1/offers/").json()["results"][0]
    assert set(row) == set(READ)
    said = {
        "title": "Öppet hus",
        "level": 2,
        "joining": "drop_in",
        "languages": ["prs"],
        "municipalities": ["1280"],
        "needs": ["network"],
    }
    assert client.post("/api/v1/offers/", said, content_type="application/json").status_code == 404
    client.force_login(world.im)
    answer = client.post("/api/v1/offers/", said, content_type="application/json")
    assert (answer.status_code, answer.json()["status"]) == (201, "draft")
    address = f"/api/v1/offers/{answer.json()['id']}/"
    assert client.put(address, said | {"title": "Stängt hus"}, content_type="application/json").status_code == 200
    step = client.post(f"{address}status/", {"status": "dormant"}, content_type="application/json")
    assert (step.status_code, step.json()) == (409, {"yours": "dormant", "theirs": "draft"})
    wrong = client.post("/api/v1/offers/", said | {"languages": ["xx"]}, content_type="application/json")
    assert wrong.json()["errors"][0]["attr"].startswith("languages")
