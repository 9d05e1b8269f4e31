"""Filmer och plan: who reads, who writes, and content in three languages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from materials.models import Film, FilmVersion, Programme, SessionTemplate

LIST = "/materials/"
CODE = "vagar-vidare"


def at(name, *args) -> str:
    return reverse(f"materials:{name}", args=args)


def session_details(**changes) -> dict:
    names = [f"{name}_{code}" for name in ("title", "plan") for code in ("sv", "en", "ar")]
    return dict.fromkeys(names, "") | {"title_sv": "Hälsa", "film": ""} | changes


@pytest.mark.parametrize("who", ["sahar", "eva", "convener", "officer"])
def test_who_works_with_circles_reads(world, sign_in, who):
    client = sign_in(getattr(world, who))
    for address in (
        LIST,
        at("programme_detail", CODE),
        at("session_template_detail", CODE, 1),
        at("film_detail", "film-1"),
    ):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("who", ["im", "uppsala", "steward", "admin"])
def test_others_get_404(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(LIST).status_code == 404


@pytest.mark.parametrize("who", ["sahar", "convener", "officer"])
def test_readers_don_t_write(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert "Ändra" not in client.get(at("programme_detail", CODE)).content.decode()
    for address in (
        at("programme_edit", CODE),
        at("session_template_edit", CODE, 1),
        at("session_template_add", CODE),
        at("film_edit", "film-1"),
        at("film_version_add", "film-1"),
        at("film_version_edit", FilmVersion.objects.get().public_id),
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(at("session_template_remove", CODE, 1)).status_code == 404
    assert SessionTemplate.objects.count() == 10


def test_what_does_not_exist_is_404(world, sign_in):
    client = sign_in(world.eva)
    for address in (at("programme_detail", "nej"), at("session_template_detail", CODE, 99), at("film_detail", "nej")):
        assert client.get(address).status_code == 404


def test_a_placeholder_says_so(world, sign_in):
    client = sign_in(world.sahar)
    assert "Platshållare" in client.get(LIST).content.decode()
    assert "Det här är en platshållare." in client.get(at("film_detail", "film-1")).content.decode()


def test_a_programme_is_changed_in_three_languages(world, sign_in):
    details = {
        "name_sv": "Vägar vidare",
        "name_en": "Ways Forward",
        "name_ar": "طرق نحو المستقبل",
        "circle_title": "Vägar vidare",
        "minutes": 150,
        "break_minutes": 15,
        "is_active": "on",
    }
    assert sign_in(world.eva).post(at("programme_edit", CODE), details).status_code == 302
    programme = Programme.objects.get(code=CODE)
    assert (programme.minutes, programme.name_en, programme.name_ar) == (150, "Ways Forward", "طرق نحو المستقبل")
    assert AuditEvent.objects.get().subject == CODE


def test_a_break_longer_than_the_meeting_is_refused_in_words(world, sign_in):
    details = {"name_sv": "Vägar vidare", "circle_title": "Vägar vidare", "minutes": 60, "break_minutes": 60}
    response = sign_in(world.eva).post(at("programme_edit", CODE), details)
    assert response.status_code == 422
    assert "Rasten måste vara kortare än träffen." in response.content.decode()
    assert Programme.objects.get(code=CODE).minutes == 180


def test_a_meeting_is_changed_and_the_reader_s_language_falls_back_to_swedish(world, sign_in):
    client = sign_in(world.eva)
    client.post(at("session_template_edit", CODE, 2), session_details(plan_sv="Börja med fika", title_en="Health"))
    client.cookies["django_language"] = "en"
    page = client.get(at("session_template_detail", CODE, 2)).content.decode()
    assert "Health" in page
    assert "Börja med fika" in page


def test_the_swedish_title_is_needed(world, sign_in):
    response = sign_in(world.eva).post(at("session_template_edit", CODE, 2), session_details(title_sv=""))
    assert response.status_code == 422


def test_a_new_meeting_comes_last_and_a_removed_one_closes_the_gap(world, sign_in):
    client = sign_in(world.eva)
    client.post(at("session_template_add", CODE), session_details(title_sv="Avslutning"))
    client.post(at("session_template_remove", CODE, 3))
    titles = list(SessionTemplate.objects.filter(programme=CODE).values_list("ordinal", "title_sv"))
    assert [ordinal for ordinal, _title in titles] == list(range(1, 11))
    assert titles[2][1] == "Tema 4"
    assert titles[-1] == (10, "Avslutning")


def test_a_film_stops_being_a_placeholder(world, sign_in):
    details = {"title_sv": "Den riktiga titeln", "theme_sv": "Hälsa"}
    sign_in(world.eva).post(at("film_edit", "film-1"), details)
    film = Film.objects.get(code="film-1")
    assert (film.title_sv, film.is_placeholder) == ("Den riktiga titeln", False)


def test_a_film_gets_a_language_once(world, sign_in):
    client = sign_in(world.eva)
    details = {"language": "so", "minutes": 12, "safe_stop_seconds": 300, "reviewed_by": ""}
    assert client.post(at("film_version_add", "film-1"), details).status_code == 302
    assert "Inte granskad" in client.get(at("film_detail", "film-1")).content.decode()
    again = client.post(at("film_version_add", "film-1"), details)
    assert again.status_code == 422
    assert "Filmen finns redan på det språket." in again.content.decode()
    version = FilmVersion.objects.get(language="so")
    client.post(at("film_version_edit", version.public_id), details | {"reviewed_by": "Hodan Ali"})
    version.refresh_from_db()
    assert version.reviewed_by == "Hodan Ali"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": 0}, "En film är minst en minut."),
        ({"safe_stop_seconds": 720}, "Pausen måste komma innan filmen är slut."),
        ({"language": "xx"}, ""),
    ],
)
def test_a_bad_version_is_refused_in_words(world, sign_in, changes, sentence):
    details = {"language": "so", "minutes": 12} | changes
    response = sign_in(world.eva).post(at("film_version_add", "film-1"), details)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not FilmVersion.objects.filter(language="so").exists()


def test_the_list_takes_as_many_queries_with_twenty_films(world, sign_in, django_assert_num_queries):
    client = sign_in(world.eva)
    client.get(LIST)
    with CaptureQueriesContext(connection) as before:
        client.get(LIST)
    for number in range(2, 22):
        film = Film.objects.create(code=f"film-{number}", ordinal=number, title_sv=f"Film {number}")
        FilmVersion.objects.create(film=film, language=world.languages["so"], minutes=9)
    with django_assert_num_queries(len(before)):
        client.get(LIST)
