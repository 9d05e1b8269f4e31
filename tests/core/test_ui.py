"""The user-interface tags: what they draw, and that they refuse what they don't know."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

from core import context, rings, times, toasts
from core.templatetags.ui import LONG, Bar, error_text
from core.widgets import ChosenFirst


def draw(text: str, **values) -> str:
    return Template(text).render(Context(values))


# --- Words ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "clock", "day", "weekday_day"),
    [
        ("sv", "17.30", "tisdag 24 november", "tis 24 nov"),
        ("en", "17:30", "Tuesday 24 November", "Tue 24 Nov"),
        ("ar", "17:30", "الثلاثاء 24 نوفمبر", "الثلاثاء 24 نوفمبر"),
    ],
)
def test_times_follow_the_language_and_swedish_wall_clock(language, clock, day, weekday_day):
    moment = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    with translation.override(language):
        assert times.clock(moment) == clock
        assert times.stamp(moment) == "17:30"
        assert times.day(moment) == day
        assert times.weekday_day(moment) == weekday_day


def test_summer_time_is_an_hour_later():
    assert times.clock(datetime(2026, 6, 24, 16, 30, tzinfo=UTC)) == "18.30"


def test_a_moment_near_midnight_belongs_to_the_swedish_day():
    assert times.short_day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "24 nov"


def test_a_span_of_time_stays_together_and_left_to_right():
    start, end = datetime(2026, 11, 24, 16, 30, tzinfo=UTC), datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    assert draw("{% time_span a b %}", a=start, b=end) == '<bdi class="nowrap">17.30–20.30</bdi>'


def test_a_date_tile_is_readable_by_machines():
    assert 'datetime="2026-11-19"' in draw("{% date_tile d %}", d=date(2026, 11, 19))


# --- Icons and badges -----------------------------------------------------------------------------------
def test_an_icon_is_silent_and_comes_from_the_sprite():
    drawn = draw('{% icon "clock" %}')
    assert 'aria-hidden="true"' in drawn and "sprite.svg#clock" in drawn


def test_a_misspelt_icon_raises():
    with pytest.raises(LookupError):
        draw('{% icon "clokc" %}')


def test_an_arrow_is_mirrored_and_a_clock_is_not():
    assert "icon--mirrored" in draw('{% icon "arrow-right" %}')
    assert "icon--mirrored" not in draw('{% icon "clock" %}')


def test_a_badge_escapes_its_words_and_refuses_an_unknown_tone():
    assert "&lt;b&gt;" in draw('{% badge "done" "check" word %}', word="<b>")
    with pytest.raises(LookupError):
        draw('{% badge "green" "check" "x" %}')


# --- Rings ----------------------------------------------------------------------------------------------
def test_the_coach_has_three_three_and_nine_segments():
    assert [len(ring.tones) for ring in rings.coach(1, 2, 6)] == [9, 3, 3]
    assert [ring.tones.count("on") for ring in rings.coach(1, 2, 6)] == [6, 2, 1]


def test_more_than_full_is_full_and_less_than_nothing_is_empty():
    assert rings.filled(14, 9) == ("on",) * 9
    assert rings.filled(-1, 3) == ("off",) * 3


def test_a_whole_ring_is_one_arc_and_an_unknown_tone_raises():
    assert len(rings.Ring(30, 5, ("on",)).arcs()) == 1
    with pytest.raises(ValueError):
        rings.Ring(30, 5, ("red",)).arcs()


def test_rings_with_a_label_are_a_picture_and_without_one_are_silent():
    assert 'role="img" aria-label="Träff 6 av 10"' in draw('{% rings_meetings 6 10 label="Träff 6 av 10" %}')
    assert 'aria-hidden="true"' in draw("{% rings_meetings 6 10 %}")


def test_widths_are_written_for_machines_in_every_language():
    for language in ("sv", "ar"):
        with translation.override(language):
            assert 'stroke-width="5.6"' in draw("{% rings_coach 1 2 3 %}")


# --- Forms ----------------------------------------------------------------------------------------------
class Sample(forms.Form):
    place = forms.CharField(label="Plats", help_text="Rum och våning.")
    day = forms.DateField(label="Dag", required=False)
    answer = forms.ChoiceField(label="Svar", choices=[("yes", "Ja"), ("no", "Nej")], widget=forms.RadioSelect)


def test_an_error_and_a_hint_are_tied_to_their_field():
    drawn = draw("{% field form.place %}", form=Sample({"answer": "yes"}))
    assert 'aria-describedby="id_place_error id_place_hint"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert drawn.index("<label") < drawn.index('id="id_place_error"') < drawn.index("<input")


def test_a_missing_answer_says_what_to_do():
    form = Sample({})
    assert error_text(form["place"]) == "Fyll i det här."
    assert error_text(form["answer"]) == "Välj ett svar."


def test_optional_fields_say_so_unless_told_not_to():
    assert "(frivilligt)" in draw("{% field form.day %}", form=Sample())
    assert "(frivilligt)" not in draw("{% field form.day optional=False %}", form=Sample())
    assert "(frivilligt)" not in draw("{% field form.place %}", form=Sample())


def test_a_date_gets_the_browsers_own_picker_with_a_value_it_understands():
    drawn = draw("{% field form.day %}", form=Sample(initial={"day": date(2026, 11, 24)}))
    assert 'type="date"' in drawn and 'value="2026-11-24"' in drawn


def test_radio_buttons_are_one_group_with_a_legend():
    drawn = draw('{% field form.answer style="segmented" %}', form=Sample())
    assert "<fieldset" in drawn and "<legend" in drawn and drawn.count('type="radio"') == 2


def test_a_list_is_a_list_whatever_its_widget_is_called():
    """Each box lies in a label of its own; a list longer than the eye takes in lies in a box that scrolls."""

    class Places(forms.Form):
        few = forms.MultipleChoiceField(choices=[(n, n) for n in range(LONG)], widget=ChosenFirst)
        many = forms.MultipleChoiceField(choices=[(n, n) for n in range(LONG + 1)], widget=ChosenFirst)

    few, many = draw("{% field form.few %}", form=Places()), draw("{% field form.many %}", form=Places())
    assert few.count('<label class="choice">') == LONG and "<legend" in few and 'class="input"' not in few
    assert "choices--long" in many and "choices--long" not in few


def test_the_summary_shows_for_several_errors_and_links_to_each_field():
    drawn = draw("{% form_errors form %}", form=Sample({}))
    assert 'href="#id_place"' in drawn and 'href="#id_answer"' in drawn
    assert draw("{% form_errors form %}", form=Sample({"answer": "yes"})).strip() == ""


# --- Charts ---------------------------------------------------------------------------------------------
def test_a_bar_shows_its_masked_words_and_not_its_number():
    drawn = draw("{% bar_rows bars %}", bars=[Bar("Dari", 12, "12"), Bar("Somaliska", 3, "1–4")])
    assert "1–4" in drawn and ">3<" not in drawn


def test_bars_without_values_divide_by_nothing():
    assert 'value="0' in draw("{% bar_rows bars %}", bars=[Bar("Dari", 0)])


def test_progress_stays_between_nothing_and_all():
    assert 'value="100"' in draw("{% progress 140 %}")
    assert 'value="0"' in draw("{% progress -3 %}")


# --- Messages -------------------------------------------------------------------------------------------
def test_a_success_is_a_toast_with_undo_and_an_error_is_a_notice():
    waiting = [
        Message(messages.SUCCESS, "Vitt moln 63 är här", extra_tags="undo:/undo/7/"),
        Message(messages.ERROR, "Kunde inte spara. Försök igen."),
    ]
    drawn = draw("{% toasts_and_errors %}", messages=waiting, csrf_token="token")
    toast, notice = drawn[drawn.index("toasts") :], drawn[: drawn.index("toasts")]
    assert 'action="/undo/7/"' in toast and 'value="token"' in toast
    assert 'role="alert"' in notice and "Kunde inte spara" in notice and "Kunde inte" not in toast


def test_a_message_without_undo_has_no_address():
    assert toasts.undo_url(SimpleNamespace(extra_tags="other")) == ""


# --- The page -------------------------------------------------------------------------------------------
def test_direction_and_language_come_from_the_tag():
    request = RequestFactory().get("/")
    with translation.override("ar"):
        assert context.page(request)["current_language"] == "ar"
        assert context.page(request)["text_direction"] == "rtl"
    with translation.override("sv"):
        assert context.page(request)["text_direction"] == "ltr"


def test_swedish_needs_no_reviewer():
    assert context.is_reviewed("sv")


def test_a_language_without_a_catalogue_counts_as_unreviewed(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    context.is_reviewed.cache_clear()
    assert not context.is_reviewed("en")
    context.is_reviewed.cache_clear()


BASE = """{% extends "base.html" %}{% block title %}Ledare <bdi>i {{ place }}</bdi>{% endblock %}"""


def page(source: str, **values) -> str:
    request = RequestFactory().get("/")
    return Template(source).render(Context({"request": request, **context.page(request), **values}))


def test_the_title_is_written_once_and_shown_in_both_places():
    drawn = page(BASE, place="Mölle & <Höganäs>")
    assert "<title>Ledare i Mölle &amp; &lt;Höganäs&gt; · Ringar</title>" in drawn
    assert drawn.count("<h1>Ledare <bdi>i Mölle &amp; &lt;Höganäs&gt;</bdi></h1>") == 1


def test_a_page_without_a_side_or_with_an_empty_one_has_no_split():
    assert "<aside" not in page(BASE)
    assert "<aside" not in page(BASE + "{% block side %}{% if no %}x{% endif %} {% endblock %}")
    assert '<aside class="side"><p>1</p></aside>' in page(BASE + "{% block side %}<p>1</p>{% endblock %}")


def test_the_page_carries_language_and_direction():
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in page(BASE)


def test_a_language_that_nobody_reviewed_says_so_at_the_foot():
    assert "Översättningen är inte granskad än." in page(BASE, translation_unreviewed=True)
    assert "Översättningen är inte granskad än." not in page(BASE)


def test_the_statement_has_the_eleven_parts_and_the_foot_leads_to_it(client, db):
    response = client.get("/accessibility/")
    assert response.status_code == 200 and len(response.context["statement"].parts) == 11
    assert 'href="/accessibility/"' in page(BASE)


def test_the_gallery_is_shown_only_where_the_site_is_built_or_demonstrated(client, settings):
    settings.DEBUG = settings.RINGAR_DEMO = False
    assert client.get("/components/").status_code == 404
    settings.RINGAR_DEMO = True
    assert client.get("/components/").status_code == 200


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_last_resort_pages_need_neither_request_nor_context(name):
    assert "Ringar" in get_template(name).render()


def test_choosing_a_language_comes_before_signing_in(client):
    response = client.post("/language/", {"language": "ar", "next": "/accessibility/"})
    assert response.status_code == 302 and response.cookies["django_language"].value == "ar"
