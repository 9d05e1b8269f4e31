import re
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from circles.actions.planning import cancel_session
from circles.models import Circle, Enrolment, Session, SessionFilm
from circles.overview import next_step, overview_of
from circles.register import register_of
from circles.tonight import tonight_for
from participants.models import Participant
from participants.rules.cards import Card
from tests import cast


@pytest.fixture
def sahar(world, sign_in):
    return sign_in(world.sahar)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def clocks_change(month):
    """The last Sunday of March or October next year."""
    last = date(timezone.localdate().year + 1, month, 31)
    return (last - timedelta(days=(last.weekday() + 1) % 7)).isoformat()


def plan_data(world, **changes):
    year = timezone.localdate().year + 1
    return {
        "programme": world.programme.pk,
        "title": "Vägar vidare 50",
        "leader": world.sahar.communicator.pk,
        "language": "prs",
        "municipality": "1280",
        "place": "Mötesplats Linden",
        "room": "Rum 2",
        "door_code": "447182",
        "capacity": 15,
        "first_day": date(year, 3, 1).isoformat(),
        "weekdays": ["0", "3"],
        "starts": "17:30",
        "ends": "20:30",
        "count": 10,
        "skip_holidays": "on",
    } | changes


def test_the_plan_page_opens_with_dates_that_can_be_saved(sahar):
    page = sahar.get(reverse("circles:circle_create"))
    assert page.context["preview"].ok
    assert len(page.context["preview"].series.times) == 10


def test_a_change_swaps_the_dates_alone(sahar, world):
    answer = sahar.post(reverse("circles:circle_create"), plan_data(world), headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<section id="plan-dates"')
    assert not Circle.objects.filter(title="Vägar vidare 50").exists()


def test_show_dates_works_without_a_script_and_saves_nothing(sahar, world):
    answer = sahar.post(reverse("circles:circle_create"), plan_data(world, preview="yes"))
    assert answer.status_code == 200
    assert len(answer.context["preview"].series.times) == 10
    assert not Circle.objects.filter(title="Vägar vidare 50").exists()


def test_saving_plans_the_circle_with_its_sessions(sahar, world):
    answer = sahar.post(reverse("circles:circle_create"), plan_data(world, save="yes"))
    circle = Circle.objects.get(title="Vägar vidare 50")
    assert answer.url == reverse("circles:circle_detail", args=[circle.public_id])
    assert circle.sessions.count() == 10
    assert (circle.hub, circle.door_code, circle.status) == (world.skane, "447182", "planned")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends": "16:30"}, "Sluttiden måste vara efter 17.30."),
        ({"weekdays": ["0", "1", "2", "3"]}, "Högst 3 träffar i veckan. Ta bort en veckodag."),
        ({"municipality": "1380"}, "Välj ett giltigt alternativ"),
        ({"title": ""}, "Fyll i det här."),
    ],
)
def test_a_plan_that_cannot_be_says_what_to_do_and_saves_nothing(sahar, world, changes, sentence):
    answer = sahar.post(reverse("circles:circle_create"), plan_data(world, save="yes", **changes))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Circle.objects.filter(title="Vägar vidare 50").exists()


def test_a_plan_over_new_year_is_refused_with_what_fits(sahar, world):
    first = date(timezone.localdate().year + 1, 12, 1)
    answer = sahar.post(reverse("circles:circle_create"), plan_data(world, save="yes", first_day=first.isoformat()))
    assert answer.status_code == 422
    assert "träffar ryms före nyår" in text(answer)


def test_a_leader_plans_for_herself_only(sahar, world):
    answer = sahar.post(
        reverse("circles:circle_create"), plan_data(world, save="yes", leader=world.rami.communicator.pk)
    )
    assert answer.status_code == 422


def test_a_coordinator_plans_for_the_leaders_of_the_hub_and_no_other(world, sign_in):
    client = sign_in(world.eva)
    data = plan_data(world, save="yes", leader=world.rami.communicator.pk)
    assert client.post(reverse("circles:circle_create"), data).status_code == 302
    data = plan_data(world, save="yes", leader=world.nils.communicator.pk)
    assert client.post(reverse("circles:circle_create"), data).status_code == 422


@pytest.mark.parametrize("who", ["im", "officer", "convener", "uppsala", "admin"])
def test_nobody_else_plans(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(reverse("circles:circle_create")).status_code == 404


def test_a_circles_page_says_how_far_it_is_and_what_to_do(sahar, circle):
    circle.sessions.filter(ordinal__lt=3).update(status="held", study_hours=3, register_closed_at=timezone.now())
    page = text(sahar.get(reverse("circles:circle_detail", args=[circle.public_id])))
    assert "Räknas som studiecirkel" in page
    assert "Nästa steg" in page
    assert "Träff 1 räknas inte. 1 person med ledaren. Det behövs minst 3 för att träffen ska räknas." in re.sub(
        r" +([.,])", r"\1", page
    )


def test_an_officer_sees_the_circle_without_cards_or_the_door_code(world, sign_in, circle, session):
    client = sign_in(world.officer)
    page = client.get(reverse("circles:circle_detail", args=[circle.public_id]))
    assert page.status_code == 200
    assert reverse("circles:people", args=[circle.public_id]) not in page.content.decode()
    assert "447182" not in client.get(reverse("circles:session", args=[session.public_id])).content.decode()
    assert client.get(reverse("circles:people", args=[circle.public_id])).status_code == 404


def test_an_officer_approves_and_a_leader_cannot(world, sign_in, client, circle):
    Circle.objects.filter(pk=circle.pk).update(status="awaiting_approval")
    url = reverse("circles:status", args=[circle.public_id])
    client.force_login(world.sahar)
    assert client.post(url, {"status": "planned"}).status_code == 404
    client.force_login(world.officer)
    client.post(url, {"status": "planned"})
    circle.refresh_from_db()
    assert circle.status == "planned"


def test_signing_waits_for_the_last_register_and_says_so(sahar, circle):
    Circle.objects.filter(pk=circle.pk).update(status="ended")
    sign = reverse("circles:list_sign", args=[circle.public_id])
    assert "träffar saknar närvaro" in text(sahar.post(sign, {"compared": "yes"}, follow=True))


def test_moving_one_session(sahar, circle):
    row = circle.sessions.get(ordinal=8)
    day = timezone.localdate(row.starts_at) + timedelta(days=2)
    url = reverse("circles:session_move", args=[row.public_id])
    sahar.post(url, {"day": day.isoformat(), "starts": "18:00", "ends": "21:00", "place": "", "room": ""})
    row.refresh_from_db()
    assert (row.status, timezone.localtime(row.starts_at).strftime("%H:%M")) == ("moved", "18:00")


def test_a_time_that_no_clock_shows_is_refused_at_its_field(sahar, circle):
    row = circle.sessions.get(ordinal=8)
    circle.sessions.exclude(pk=row.pk).delete()  # so that it may be in next year
    url = reverse("circles:session_move", args=[row.public_id])
    answer = sahar.post(url, {"day": clocks_change(3), "starts": "02:30", "ends": "05:00"})
    assert answer.status_code == 422
    assert "Klockan 02.30 finns inte" in text(answer)


def test_cancelling_takes_a_reason_and_can_be_taken_back(sahar, circle):
    row = circle.sessions.get(ordinal=8)
    url = reverse("circles:session_cancel", args=[row.public_id])
    assert sahar.post(url, {}).status_code == 422
    page = sahar.post(url, {"reason": "no_room"}, follow=True)
    assert "Träff 8 är inställd" in text(page)
    undo = reverse("circles:session_restore", args=[row.public_id])
    assert undo in page.content.decode()
    sahar.post(undo)
    row.refresh_from_db()
    assert row.status == "planned"


def test_a_leader_who_cannot_come_asks_for_a_substitute(sahar, session):
    sahar.post(reverse("circles:session_leader_away", args=[session.public_id]))
    session.refresh_from_db()
    assert session.substitute_wanted_at is not None


def test_enrolment_asks_nothing_that_names_a_person(sahar, circle):
    form = sahar.get(reverse("circles:person_enrol", args=[circle.public_id])).context["form"]
    assert not {"name", "phone", "email", "address", "personal_number"} & set(form.fields)
    assert not [field for field in form if field.field.required]


def test_enrolling_a_new_person_shows_the_card_and_keeps_a_band_of_years(sahar, circle):
    url = reverse("circles:person_enrol", args=[circle.public_id])
    page = sahar.post(url, {"gender": "man", "birth_year": "1987", "needs_childcare": "on"}, follow=True)
    person = Participant.objects.order_by("-pk").first()
    assert (person.birth_band, person.needs_childcare) == (1985, True)
    assert Card(person.colour, person.picture, person.number).full_name in text(page)


def test_a_person_with_a_card_is_enrolled_by_it(sahar, world, circle):
    person = world.circle.enrolments.first().participant
    card = Card(person.colour, person.picture, person.number)
    sahar.post(reverse("circles:card_enrol", args=[circle.public_id]), {"card": card.full_name.upper()})
    assert Enrolment.objects.filter(circle=circle, participant=person).exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Blå häger 27", "Bokstaven efter numret saknas. Läs den på kortet."),
        ("Blå häger 27-A", "Bokstaven stämmer inte med kortet. Läs det en gång till."),
        ("Blå elefant 27-K", "Bilden känns inte igen."),
        ("Vit kaktus 11-", "Bokstaven efter numret saknas."),
    ],
)
def test_a_card_written_wrong_says_what_is_wrong(sahar, circle, typed, sentence):
    answer = sahar.post(reverse("circles:card_enrol", args=[circle.public_id]), {"card": typed})
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_a_protected_person_is_never_printed_nor_found_by_card(sahar, circle, seats):
    person = seats[0].participant
    Participant.objects.filter(pk=person.pk).update(is_protected=True)
    name = Card(person.colour, person.picture, person.number).full_name
    for view in ("cards_print", "register_print"):
        page = text(sahar.get(reverse(f"circles:{view}", args=[circle.public_id])))
        assert name not in page
        assert "1 kort skrivs inte ut" in page
    answer = sahar.post(reverse("circles:card_enrol", args=[circle.public_id]), {"card": name})
    assert "Inget sådant kort finns" in text(answer)


def test_the_paper_register_has_whole_codes_and_empty_squares(sahar, circle, seats):
    page = sahar.get(reverse("circles:register_print", args=[circle.public_id])).content.decode()
    person = seats[0].participant
    assert Card(person.colour, person.picture, person.number).full_name in page
    assert page.count("paper__square") == (12 + 3) * 10
    assert "Lämna inte listan framme" in page


def test_leaving_with_a_reason_and_back_by_undo(sahar, seats):
    url = reverse("circles:person_leave", args=[seats[0].public_id])
    assert sahar.post(url, {}).status_code == 422
    sahar.post(url, {"reason": "childcare"})
    seats[0].refresh_from_db()
    assert (seats[0].status, seats[0].leave_reason) == ("left", "childcare")
    sahar.post(reverse("circles:person_back", args=[seats[0].public_id]))
    seats[0].refresh_from_db()
    assert seats[0].status == "active"


def test_a_film_is_kept_with_its_language_and_minutes(sahar, world, session):
    version = world.programme.sessions.first().film.versions.get()
    url = reverse("circles:session_film", args=[session.public_id])
    sahar.post(url, {"version": version.pk, "minutes": 9})
    shown = SessionFilm.objects.get(session=session)
    assert (shown.version, shown.minutes) == (version, 9)
    sahar.post(reverse("circles:session_film_remove", args=[session.public_id, version.public_id]))
    assert not SessionFilm.objects.exists()


@pytest.mark.parametrize(
    ("came_from", "way_back"),
    [
        ("room", "circles:room_count"),
        ("register", "circles:register"),
        ("", "circles:session"),
        ("https://elsewhere.example/", "circles:session"),
        ("//elsewhere.example", "circles:session"),
    ],
)
def test_a_film_leads_back_to_the_page_that_led_to_it(sahar, world, session, came_from, way_back):
    version = world.programme.sessions.first().film.versions.get()
    back = reverse(way_back, args=[session.public_id])
    url = f"{reverse('circles:session_film', args=[session.public_id])}?{urlencode({'from': came_from})}"
    assert f'href="{back}">Tillbaka' in sahar.get(url).content.decode()
    assert sahar.post(url, {"version": version.pk, "minutes": 9})["Location"] == back
    if came_from in ("room", "register"):
        assert f'href="{url}"' in sahar.get(back).content.decode()
    remove = reverse("circles:session_film_remove", args=[session.public_id, version.public_id])
    again = sahar.post(f"{remove}?{urlencode({'from': came_from})}")["Location"]
    assert "elsewhere" not in again and sahar.get(again).context["way_back"] == back


@pytest.mark.parametrize("over", [1, 999])
def test_a_film_is_not_shown_for_longer_than_it_is(sahar, world, session, over):
    version = world.programme.sessions.first().film.versions.get()
    url = reverse("circles:session_film", args=[session.public_id])
    answer = sahar.post(url, {"version": version.pk, "minutes": version.minutes + over})
    assert answer.status_code == 422
    assert f"Filmen är {version.minutes} minuter lång." in answer.content.decode()
    assert not SessionFilm.objects.exists()
    sahar.post(url, {"version": version.pk, "minutes": version.minutes})
    assert SessionFilm.objects.get(session=session).minutes == version.minutes


def test_the_films_in_the_circle_s_language_come_first(sahar, world, session):
    film = world.programme.sessions.first().film
    arabic = film.versions.create(language_id="ar", minutes=12)
    shown = sahar.get(reverse("circles:session_film", args=[session.public_id])).context["form"]["version"].field
    assert [version.language_id for version in shown.queryset] == [session.circle.language_id, arabic.language_id]


def test_what_is_said_first_is_in_reviewed_words(sahar, circle):
    url = reverse("circles:person_enrol", args=[circle.public_id])
    sahar.cookies["django_language"] = "ar"
    page = sahar.get(url).content.decode()
    assert '<p lang="sv" dir="ltr">Svaren används' in page and '<p lang="en" dir="ltr">The answers are used' in page
    sahar.cookies["django_language"] = "en"
    page = sahar.get(url).content.decode()
    assert "The answers are used" in page and "Svaren används" not in page


def test_help_after_a_hard_evening_is_in_reviewed_words(sahar, session):
    sahar.cookies["django_language"] = "ar"
    page = sahar.get(reverse("circles:session_call", args=[session.public_id])).content.decode()
    assert 'href="tel:112"' in page
    assert "Råd om hälsa, dygnet runt" in page and "Advice about health, day and night" in page


def test_a_call_is_asked_for_in_one_tap_and_taken_back_in_another(sahar, session):
    url = reverse("circles:session_call", args=[session.public_id])
    room = sahar.get(reverse("circles:room_count", args=[session.public_id])).content.decode()
    assert f'hx-post="{url}"' in room
    row = sahar.post(url, headers={"HX-Request": "true"}).content.decode()
    assert "Samordnaren ser att du vill bli uppringd." in row and "<html" not in row
    first = Session.objects.get(pk=session.pk).help_wanted_at
    assert sahar.post(url, follow=True).content.decode().count("Samordnaren ser att du vill bli uppringd.") == 1
    assert Session.objects.get(pk=session.pk).help_wanted_at == first is not None
    sahar.post(url, {"take_back": "yes"})
    sahar.post(url, {"take_back": "yes"})
    assert Session.objects.get(pk=session.pk).help_wanted_at is None
    verbs = AuditEvent.objects.filter(verb__startswith="session.help").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["session.help_wanted", "session.help_unwanted"]


def test_a_call_keeps_nothing_about_the_person(sahar, session):
    sahar.post(reverse("circles:session_call", args=[session.public_id]), {"note": "Blå häger"})
    session.refresh_from_db()
    assert session.help_wanted_at is not None


def test_a_reminder_has_time_and_place_and_no_theme(sahar, circle):
    row = circle.sessions.get(ordinal=8)
    page = sahar.get(reverse("circles:session_remind", args=[row.public_id]))
    reminder = page.context["chosen"].shared
    assert "Mötesplats Linden" in reminder
    assert row.title not in reminder
    assert "447182" not in reminder


@pytest.mark.parametrize(
    "view",
    [
        "circle_detail", "edit", "leaders", "session_add", "people", "person_enrol", "card_enrol",
        "cards_print", "register_print",
    ],
)  # fmt: skip
def test_every_page_of_a_circle_is_closed_to_strangers(world, sign_in, circle, view):
    url = reverse(f"circles:{view}", args=[circle.public_id])
    reading = {"steward"} if view in ("circle_detail", "people") else set()  # she reads what is done, and does nothing
    for who in {"rami", "nils", "karin", "im", "convener", "uppsala", "steward", "admin"} - reading:
        answer = sign_in(getattr(world, who)).get(url)
        assert answer.status_code == 404
        assert circle.title not in answer.content.decode()


@pytest.mark.parametrize(
    "view",
    [
        "session", "session_move", "session_cancel", "session_leader_away", "session_remind", "register",
        "register_close", "room_count", "session_film", "session_call",
    ],
)  # fmt: skip
def test_every_page_of_a_session_opens_for_its_leader_and_nobody_strange(world, client, session, view):
    url = reverse(f"circles:{view}", args=[session.public_id])
    client.force_login(world.sahar)
    assert client.get(url).status_code == 200
    client.force_login(world.nils)
    assert client.get(url).status_code == 404


def test_pages_change_nothing_when_they_are_read(sahar, world, circle, session):
    before = list(Session.objects.order_by("pk").values()), list(Circle.objects.order_by("pk").values())
    for view, key in [
        ("circle_detail", circle), ("people", circle), ("register", session), ("room_count", session),
        ("register_close", session), ("session", session),
    ]:  # fmt: skip
        assert sahar.get(reverse(f"circles:{view}", args=[key.public_id])).status_code == 200
    assert before == (list(Session.objects.order_by("pk").values()), list(Circle.objects.order_by("pk").values()))


def test_lists_cost_the_same_for_one_circle_and_for_six(sahar, world, circle):
    url = reverse("circles:circle_list")
    sahar.get(url)
    with CaptureQueriesContext(connection) as two:
        sahar.get(url)
    for number in range(4):
        cast.circle(world, f"Vägar vidare {60 + number}", leader=world.sahar, people=3)
    with CaptureQueriesContext(connection) as six:
        sahar.get(url)
    assert len(six) == len(two)


def test_tonight_is_the_next_meeting_and_what_is_left(world, circle, session):
    world.circle.sessions.update(status="held", study_hours=4)
    circle.sessions.filter(ordinal__lt=5).update(status="held", study_hours=4)
    midday = timezone.localtime().replace(hour=12, minute=0)
    shown = tonight_for(world.sahar, midday)
    assert (shown.session, shown.is_today, shown.cards, shown.number_of) == (session, True, 12, 10)
    assert [task.title for task in shown.tasks][:1] == ["Fyll i närvaron"]


def test_tonight_counts_the_cards_that_the_register_holds(world, session, seats):
    world.circle.sessions.update(status="held", study_hours=4)
    Enrolment.objects.filter(pk=seats[0].pk).update(status="paused")
    shown = tonight_for(world.sahar, timezone.localtime().replace(hour=12, minute=0))
    assert shown.cards == len(register_of(shown.session).tiles) == 11


def test_a_cancelled_evening_is_no_tonight(world, circle, session):
    world.circle.sessions.update(status="held", study_hours=4)
    cancel_session(session=session, reason_code="no_room", by=world.sahar)
    shown = tonight_for(world.sahar, timezone.localtime().replace(hour=12))
    assert (shown.session.ordinal, shown.is_today) == (7, False)


def test_a_leader_without_a_circle_is_told_how_to_begin(world, sign_in):
    assert "Du leder ingen cirkel än" in text(sign_in(world.rami).get("/"))


@pytest.mark.parametrize("field", ["title", "place", "room"])
def test_planned_circle_holds_no_personal_number(sahar, world, field):
    answer = sahar.post(reverse("circles:circle_create"), plan_data(world, save="yes", **{field: "Hos 850709-9805"}))
    assert answer.status_code == 422
    assert "Det ser ut som ett personnummer." in text(answer)
    assert not Circle.objects.filter(title="Vägar vidare 50").exists()


def test_themes_stand_in_the_readers_language(sahar, world):
    template = world.programme.sessions.first()
    template.title_sv, template.title_ar = "Att hantera stress", "التعامل مع الضغط النفسي"
    template.save()
    sahar.post(reverse("circles:circle_create"), plan_data(world, save="yes"))
    page = reverse("circles:circle_detail", args=[Circle.objects.get(title="Vägar vidare 50").public_id])
    assert template.title_sv in text(sahar.get(page))
    sahar.post(reverse("core:set_language"), {"language": "ar"})
    in_arabic = text(sahar.get(page))
    assert template.title_ar in in_arabic
    assert template.title_sv not in in_arabic


def test_a_leader_who_ends_her_own_part_lands_where_she_may_be(world, sign_in, circle):
    circle.leader_links.create(communicator=world.rami.communicator, part="co_leader")
    mine, theirs = circle.leader_links.order_by("pk")
    ends = [reverse("circles:leader_end", args=[circle.public_id, link.pk]) for link in (mine, theirs)]
    answer = sign_in(world.sahar).post(ends[0], follow=True)
    assert answer.status_code == 200 and answer.request["PATH_INFO"] == "/circles/"
    assert "Sahar Karimi är inte längre med i cirkeln" in answer.content.decode()
    circle.leader_links.create(communicator=world.sahar.communicator, part="leader")
    assert sign_in(world.eva).post(ends[1])["Location"] == reverse("circles:leaders", args=[circle.public_id])


def test_a_circle_with_nobody_in_it_asks_for_people_before_a_reminder(world):
    before = world.circle.sessions.earliest("starts_at").starts_at - timedelta(days=3)
    assert next_step(overview_of(world.circle, before), before).button == "Dela en påminnelse"
    Enrolment.objects.filter(circle=world.circle).delete()
    step = next_step(overview_of(world.circle, before), before)
    assert (step.title, step.url) == ("Skriv in deltagare", reverse("circles:people", args=[world.circle.public_id]))


def test_no_print_is_offered_where_there_are_no_cards(sahar, world):
    page = reverse("circles:cards_print", args=[world.circle.public_id])
    assert "data-print" in sahar.get(page).content.decode()
    Enrolment.objects.filter(circle=world.circle).delete()
    empty = sahar.get(page).content.decode()
    assert "Inga kort att skriva ut" in empty and "data-print" not in empty
