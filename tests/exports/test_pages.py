"""What evaluators and stewards see and do, page by page."""

import re
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connection
from django.template.defaultfilters import filesizeformat
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from core import jobs
from core.models import Job
from exports.actions.batches import fix_batches
from exports.models import Batch, Release
from materials.models import Programme
from organisations.models import Membership
from tests.exports import closed, ledger

pytestmark = pytest.mark.django_db
BUNDLES = ("sav", "csv", "dta", "parquet", "zip")


def url(name, thing=None):
    return reverse(f"exports:{name}", args=[thing.public_id] if thing else [])


def text(response) -> str:
    """What stands on the page, without markup and with single spaces."""
    html = re.sub(r"</?(bdi|span|b|code)[^>]*>", "", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def uppsala(world, sign_in):
    return sign_in(world.uppsala)


@pytest.fixture
def steward(world, sign_in):
    return sign_in(world.steward)


def test_an_evaluator_sees_the_studies_of_the_own_organisation(world, uppsala):
    ledger.lunds_study(world)
    page = text(uppsala.get(url("study_list")))
    assert "Vägar vidare, uppföljning" in page
    assert "Vad gör filmerna" not in page


def test_a_stranger_meets_404_everywhere(world, sign_in):
    release = ledger.ready(world)
    for user in (world.lund, world.eva, world.sahar, world.convener):
        client = sign_in(user)
        for name in ("study_detail", "study_releases", "study_codebook", "study_charts"):
            assert client.get(url(name, world.study)).status_code == 404
        for name in ("release_detail", "release_file"):
            assert client.get(url(name, release)).status_code == 404
        for name in ("cancel", "again", "preview", "approve", "refuse", "withdraw"):
            assert client.post(url(f"release_{name}", release)).status_code == 404
        assert client.post(url("release_request", world.study)).status_code == 404
    assert AuditEvent.objects.filter(verb="access.denied", actor=str(world.lund.public_id)).exists()


def test_a_study_without_a_release_says_what_happens_next(world, uppsala):
    page = text(uppsala.get(url("study_detail", world.study)))
    assert "Ingen utgåva är klar än" in page
    assert "Nästa underlag kan låsas när ungefär 60 personer från 6 cirklar till är med." in page


def test_asking_from_the_study_page(world, uppsala):
    closed.closed_circles(world, 7, 9, closed_at=half_a_year_ago())
    fix_batches(by=world.steward, today=timezone.localdate())
    answer = uppsala.post(url("release_request", world.study), {"programme": "vagar-vidare"})
    release = Release.objects.get()
    assert answer.url == url("release_detail", release)
    page = text(uppsala.get(answer.url))
    assert "Begärd" in page
    assert "Dataskydd granskar begäran" in page
    assert "Godkänn" not in page.replace("Godkänd", "")


def half_a_year_ago():
    return timezone.now().replace(day=1) - timezone.timedelta(days=190)


def test_a_double_tap_asks_once_and_says_so(world, uppsala):
    closed.closed_circles(world, 7, 9, closed_at=half_a_year_ago())
    fix_batches(by=world.steward, today=timezone.localdate())
    for _ in range(2):
        answer = uppsala.post(url("release_request", world.study), {"programme": "vagar-vidare"}, follow=True)
    assert Release.objects.count() == 1
    assert "har redan begärt allt som finns" in text(answer)


def test_a_refusal_stands_in_words_and_in_the_ledger(world, uppsala):
    pilot = Programme.objects.create(code="halsostod", name="Hälsostöd", circle_title="Hälsostöd")
    world.study.programmes.set([pilot])
    closed.closed_circles(world, 2, 9, programme=pilot, closed_at=half_a_year_ago())
    answer = uppsala.post(url("release_request", world.study), {"programme": "halsostod"}, follow=True)
    page = text(answer)
    assert "För få avslutade cirklar: minst 6 behövs och 4 fattas." in page
    assert "För få personer: minst 60 behövs och ungefär 45 fattas." in page
    study = text(uppsala.get(url("study_detail", world.study)))
    assert "Nekad" in study
    assert "Nästa underlag kan låsas när ungefär 45 personer från 4 cirklar till är med." in study
    assert "Begär utgåva" not in study  # the answer stands until the half-year ends


def test_a_programme_that_is_not_the_studys_is_refused_in_words(world, uppsala):
    Programme.objects.create(code="annat", name="Annat", circle_title="Annat")
    answer = uppsala.post(url("release_request", world.study), {"programme": "annat"}, follow=True)
    assert "Välj ett av studiens program." in text(answer)
    assert not Release.objects.exists()


def test_the_latest_release_with_its_file_size_hash_and_receipt(world, uppsala):
    release = ledger.ready(world)
    page = uppsala.get(url("study_detail", world.study))
    words = text(page)
    assert "personer ca 63" in words
    assert release.archive.sha256[:4] in words
    assert "Integritetskvitto" in words
    assert "Minsta grupp 5 personer" in words
    assert "Helt dolda ingen av ca 63 personer" in words
    assert "och personer efter kön, ålder, språkgrupp, tid i Sverige, dos och period." in words
    assert "Du kan inte jämföra cirklar eller kommuner." in words
    assert url("release_file", release) in page.content.decode()


def test_the_latest_release_is_drawn_with_a_table_for_each_chart(world, uppsala):
    release = ledger.ready(world)
    page = text(uppsala.get(url("study_charts", world.study)))
    assert page.count("Visa som tabell") >= 2 and "Inskrivna" in page and release.code in page


def test_without_a_release_nothing_is_drawn_and_the_page_says_why(world, uppsala):
    page = text(uppsala.get(url("study_charts", world.study)))
    assert "Ingen utgåva är klar än" in page and "Visa som tabell" not in page


def test_the_file_is_the_archived_bytes_with_safe_headers_and_is_logged(world, uppsala):
    release = ledger.ready(world)
    answer = uppsala.get(url("release_file", release))
    content = b"".join(answer.streaming_content)
    assert sha256(content).hexdigest() == release.archive.sha256
    assert answer["Content-Disposition"] == 'attachment; filename="ringar-sf-vagar-vidare-2026h1-1.xlsx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
    event = AuditEvent.objects.get(verb="release.downloaded")
    assert (event.actor, event.subject) == (str(world.uppsala.public_id), str(release.public_id))
    assert "Johan Berg" in text(uppsala.get(url("study_releases", world.study)))


def test_every_format_and_the_package_are_offered_with_their_sizes(world, uppsala):
    release = ledger.ready(world)
    page = uppsala.get(url("study_detail", world.study))
    links = re.findall(r'<a class="download[^"]*" href="([^"]+)"', page.content.decode())
    assert links == [
        url("release_file", release),
        *(reverse("exports:release_format", args=[release.public_id, kind]) for kind in BUNDLES),
    ]
    words = text(page).replace("\xa0", " ")
    for title, file in [("SPSS", "sav"), ("Hela paketet", "zip")]:
        size = filesizeformat(release.archive.formats.get(format=file).size).replace("\xa0", " ")
        assert re.search(rf"{title} [^,]+(, [^,]+)*, {re.escape(size)}", words)


@pytest.mark.parametrize("kind", BUNDLES)
def test_another_format_is_its_archived_bytes_by_the_same_gate(world, sign_in, kind):
    release = ledger.ready(world)
    path = reverse("exports:release_format", args=[release.public_id, kind])
    answer = sign_in(world.uppsala).get(path)
    file = release.archive.formats.get(format=kind)
    assert b"".join(answer.streaming_content) == bytes(file.content)
    assert answer["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "private, no-store")
    assert AuditEvent.objects.get(verb="release.downloaded").facts == {"format": kind}
    assert sign_in(world.steward).get(path).status_code == 404


def test_a_format_that_there_is_none_of_is_404(world, uppsala):
    release = ledger.ready(world)
    assert uppsala.get(reverse("exports:release_format", args=[release.public_id, "rds"])).status_code == 404


def test_nobody_fetches_an_unfinished_or_withdrawn_file(world, uppsala, sign_in):
    release = ledger.ready(world)
    sign_in(world.steward).post(url("release_withdraw", release))
    client = sign_in(world.uppsala)
    assert client.get(url("release_file", release)).status_code == 404
    assert "Filen kan inte längre hämtas" in text(client.get(url("release_detail", release)))


def test_a_membership_that_ended_a_second_ago_fetches_nothing(world, uppsala):
    release = ledger.ready(world)
    Membership.objects.filter(user=world.uppsala).update(ended_at=timezone.now())
    assert uppsala.get(url("release_file", release)).status_code in {302, 404}
    assert not AuditEvent.objects.filter(verb="release.downloaded").exists()


def test_the_steward_approves_but_fetches_nothing(world, steward):
    release = ledger.ready(world)
    assert steward.get(url("release_file", release)).status_code == 404
    page = steward.get(url("release_detail", release)).content.decode()
    assert url("release_file", release) not in page


def test_the_steward_previews_and_approves(world, steward):
    release = ledger.requested(world)
    assert "Förhandsgranska" in text(steward.get(url("release_detail", release)))
    page = text(steward.post(url("release_preview", release), follow=True))
    assert "Det här skulle lämna huset personer ca 63" in page
    steward.post(url("release_approve", release))
    release.refresh_from_db()
    assert (release.status, release.approved_by) == ("approved", world.steward)


def test_approving_without_the_preview_is_a_conflict_that_says_the_state(world, steward):
    release = ledger.requested(world)
    answer = steward.post(url("release_approve", release))
    assert answer.status_code == 409
    assert "Utgåvan har redan ändrats. Den är nu: Begärd. Inget nytt har sparats." in text(answer)


def test_refusing_needs_a_reason(world, steward):
    release = ledger.requested(world)
    answer = steward.post(url("release_refuse", release))
    assert answer.status_code == 422
    assert "Välj ett skäl." in text(answer)
    steward.post(url("release_refuse", release), {"rule": "recipient"})
    release.refresh_from_db()
    assert release.refusal == {"rules": [{"rule": "recipient"}]}


def test_the_stewards_list_has_what_waits_first(world, steward):
    ledger.requested(world)
    page = text(steward.get(url("release_list")))
    assert "Att besluta 1" in page
    assert "2026H1: ca 63 personer i ca 9 cirklar" in page


def test_an_evaluators_list_has_no_batches_and_no_decisions(world, uppsala):
    ledger.requested(world)
    page = text(uppsala.get(url("release_list")))
    assert "Att besluta" not in page
    assert "Lås halvårets underlag" not in page


def test_the_steward_fixes_the_half_years_batches(world, steward):
    closed.closed_circles(world, 7, 9, closed_at=half_a_year_ago())
    assert "1 underlag är låst." in text(steward.post(url("batches_fix"), follow=True))
    assert Batch.objects.count() == 1
    assert "Inget att låsa nu." in text(steward.post(url("batches_fix"), follow=True))


def test_only_the_steward_fixes_batches_and_corrects_files(world, sign_in):
    release = ledger.ready(world)
    for user in (world.uppsala, world.eva, world.convener, world.admin):
        client = sign_in(user)
        assert client.post(url("batches_fix")).status_code == 404
        assert client.post(url("batch_reissue", release.batch)).status_code == 404


def test_a_corrected_file_reaches_the_ledger(world, steward):
    release = ledger.ready(world)
    steward.post(url("batch_reissue", release.batch))
    jobs.run(Job.objects.latest("pk").pk)
    page = text(steward.get(url("release_detail", release)))
    assert "En rättad utgåva med samma siffror har ersatt den här." in page


def test_the_bar_is_the_same_swapped_in_as_on_the_page(world, uppsala):
    release = ledger.approved(world)
    Job.objects.update(state="running", step="D_delivery", done=2, total=6, started_at=timezone.now())
    whole = uppsala.get(url("release_detail", release)).content.decode()
    swap = uppsala.get(url("release_detail", release), headers={"HX-Request": "true"})
    assert "Steg 5 av 8: räknar moduler och filmer" in text(swap)
    assert without_tokens(swap.content.decode()).strip() in without_tokens(whole)
    assert 'class="badge' not in whole, "beside the bar a state would stand still"
    assert "HX-Refresh" not in swap
    assert "Steg 5 av 8" in text(uppsala.get(url("study_detail", world.study)))


def without_tokens(html: str) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", html)


def test_when_the_work_is_done_the_page_is_asked_for_anew(world, uppsala):
    release = ledger.ready(world)
    assert uppsala.get(url("release_detail", release), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_cancel_and_do_again(world, uppsala):
    release = ledger.approved(world)
    uppsala.post(url("release_cancel", release))
    page = text(uppsala.get(url("release_detail", release)))
    assert "Utgåva 1 är inte klar. Arbetet avbröts. Inget har lämnats ut." in page
    uppsala.post(url("release_again", release))
    jobs.run(release.job_id)
    assert "Filen" in text(uppsala.get(url("release_detail", release)))


def test_a_failed_work_says_why_and_offers_to_try_again(world, uppsala):
    release = ledger.approved(world)
    Job.objects.update(state="failed", message="worker_lost", finished_at=timezone.now())
    page = text(uppsala.get(url("release_detail", release)))
    assert "Arbetet stannade fem gånger" in page
    assert "Gör om" in page


def test_the_codebook_says_what_each_variable_is(world, uppsala):
    ledger.ready(world)
    page = text(uppsala.get(url("study_codebook", world.study)))
    assert "at_risk Kunde ha kommit" in page
    assert "−96 visas inte, för att ingen ska kunna kännas igen" in page


def test_the_codebook_is_english_for_other_languages(world, uppsala):
    uppsala.cookies["django_language"] = "en"
    page = text(uppsala.get(url("study_codebook", world.study)))
    assert "Could have attended" in page


@pytest.mark.parametrize("name", ["study_list", "study_detail", "study_releases", "study_codebook", "release_list"])
def test_pages_take_as_many_queries_for_many_releases_as_for_one(world, uppsala, name):
    ledger.ready(world)
    address = url(name, None if name in {"study_list", "release_list"} else world.study)
    uppsala.get(address)
    with CaptureQueriesContext(connection) as one:
        uppsala.get(address)
    first = Release.objects.get()
    for number in range(2, 21):
        first.pk, first.public_id = None, uuid4()
        first.number, first.code, first.status = number, f"X-{number}", "superseded"
        first.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        uppsala.get(address)
    assert len(many) <= len(one)


def test_a_get_changes_no_row(world, uppsala):
    release = ledger.ready(world)
    before = list(Release.objects.values())
    for name, thing in [("study_detail", world.study), ("release_detail", release), ("release_file", release)]:
        uppsala.get(url(name, thing))
    assert list(Release.objects.values()) == before


@pytest.mark.parametrize("who", ["uppsala", "steward"])
def test_a_stopped_work_shows_in_the_ledger_and_both_may_start_it_again(world, sign_in, who):
    release = ledger.approved(world)
    Job.objects.update(state="failed", message="worker_lost", finished_at=timezone.now())
    client = sign_in(getattr(world, who))
    assert "Stannade Arbetet stannade fem gånger innan det blev klart." in text(client.get(url("release_list")))
    page = client.get(url("release_detail", release))
    assert "Stannade" in text(page) and url("release_again", release) in page.content.decode()
    client.post(url("release_again", release))
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert release.status == "ready"


def test_a_cancelled_work_shows_in_the_ledger(world, uppsala):
    uppsala.post(url("release_cancel", ledger.approved(world)))
    assert "Avbruten Arbetet avbröts." in text(uppsala.get(url("release_list")))


def test_the_evaluator_reads_why_the_steward_refused(world, sign_in):
    release = ledger.requested(world)
    sign_in(world.steward).post(url("release_refuse", release), {"rule": "agreement"})
    client = sign_in(world.uppsala)
    assert "Utgåvan är nekad. Avtal om uppgifterna saknas." in text(client.get(url("release_detail", release)))
    assert "Nekad Avtal om uppgifterna saknas." in text(client.get(url("study_detail", world.study)))


def test_an_address_that_takes_a_post_leads_back_to_its_page(world, uppsala, sign_in):
    release, batch = ledger.requested(world), Batch.objects.get()
    of_release = ("cancel", "again", "offer", "preview", "approve", "refuse", "withdraw", "sign")
    to_page = {url(f"release_{name}", release): url("release_detail", release) for name in of_release}
    to_page |= {url("release_request", world.study): url("study_detail", world.study)}
    to_page |= {url(name, world.study): url("study_extracts", world.study) for name in ("study_key", "extract_request")}
    to_page |= {url(name, batch): url("release_list") for name in ("batch_raise_k", "batch_reissue")}
    to_page |= {url("batches_fix"): url("release_list")}
    for address, page in to_page.items():
        assert uppsala.get(address).url == page
        assert uppsala.put(address).status_code == 405
    assert uppsala.get(url("release_cancel", release), follow=True).status_code == 200
    release.refresh_from_db()
    assert release.status == "requested"
    assert sign_in(world.lund).get(url("release_request", world.study), follow=True).status_code == 404
