"""Upload, dry run, save, fetch the keys: as the coordinator does it, and as nobody else can."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from circles.models import Circle, ImportBatch, ImportDraft, ImportKey
from circles.register_import.key_file import unlocked
from circles.views.register_import import cookie_name
from core import jobs
from tests.circles.register_import.books import FACTS, MARKS, PEOPLE, matrix
from tests.circles.register_import.hostile import HOSTILE
from tests.circles.register_import.importing import NEW, more_people

pytestmark = pytest.mark.django_db
SECRET = "regn mot rutan 7"
UPLOAD = "/circles/import/"


def upload(client, data=None, *, keys=(), passphrase=""):
    file = SimpleUploadedFile("lista.xlsx", matrix(facts=NEW) if data is None else data)
    more = [SimpleUploadedFile(f"nyckel-{number}.xlsx", key) for number, key in enumerate(keys)]
    return client.post(UPLOAD, {"file": file, "keys": more, "passphrase": passphrase})


def save(client, response, passphrase=SECRET, again=None):
    return client.post(response.url, {"passphrase": passphrase, "again": again or passphrase})


@pytest.fixture
def eva(world, sign_in):
    return sign_in(world.eva)


# --- The way through -----------------------------------------------------------------------------------


def test_from_file_to_key(world, eva):
    begun = upload(eva)
    assert begun.status_code == 302
    page = eva.get(begun.url)
    assert page.status_code == 200
    assert "Vägar vidare 90" in page.content.decode()
    saved = save(eva, begun)
    assert saved.status_code == 302
    batch = ImportBatch.objects.get()
    assert saved.url == reverse("circles:import_done", args=[batch.public_id])
    assert not ImportDraft.objects.exists()
    [kept] = batch.keys.all()
    assert (kept.leader, kept.cards) == (world.sahar.communicator, 3)
    fetched = eva.get(reverse("circles:import_key", args=[kept.public_id]))
    assert fetched["Content-Disposition"] == 'attachment; filename="nyckel-sahar-karimi.xlsx"'
    assert {entry.name for entry in unlocked(fetched.content, SECRET).entries} == {name for name, _, _ in PEOPLE}


def test_key_may_be_fetched_until_it_is_saved(eva):
    save(eva, upload(eva))
    kept = ImportKey.objects.get()
    url = reverse("circles:import_key", args=[kept.public_id])
    assert [eva.get(url).status_code for _ in range(2)] == [200, 200]
    assert AuditEvent.objects.filter(verb="register.key_fetched").count() == 2
    gone = eva.post(reverse("circles:import_key_saved", args=[kept.public_id]))  # fetched, so it may go
    assert gone.status_code == 302
    assert eva.get(url).status_code == 404
    assert not ImportKey.objects.exists()


def test_key_that_was_never_fetched_is_not_thrown_away(eva):
    save(eva, upload(eva))
    kept = ImportKey.objects.get()
    answer = eva.post(reverse("circles:import_key_saved", args=[kept.public_id]), follow=True)
    assert "Hämta nyckeln först." in answer.content.decode()
    assert ImportKey.objects.exists()


def test_one_key_for_each_leader(world, eva, tmp_path):
    from tests.circles.register_import.books import book_of, matrix_rows, saved

    book = book_of(matrix_rows(facts=NEW), "Ett")
    sheet = book.create_sheet("Två")
    other = matrix_rows(
        facts=NEW | {"Cirkel:": "Vägar vidare 91", "Ledare:": "Rami Haddad"},
        people=[("Nadia Said", "K", 1981)],
        marks=MARKS[:1],
    )
    for row in other:
        sheet.append(row)
    save(eva, upload(eva, saved(book)))
    keys = {kept.leader.name: kept for kept in ImportKey.objects.all()}
    names = {
        leader: {
            entry.name
            for entry in unlocked(eva.get(reverse("circles:import_key", args=[kept.public_id])).content, SECRET).entries
        }
        for leader, kept in keys.items()
    }
    assert names == {"Sahar Karimi": {name for name, _, _ in PEOPLE}, "Rami Haddad": {"Nadia Said"}}


def test_next_edition_with_the_leaders_key(eva):
    save(eva, upload(eva))
    key = eva.get(reverse("circles:import_key", args=[ImportKey.objects.get().public_id])).content
    edition = matrix(facts=NEW, marks=[[*row, "x"] for row in MARKS])
    without = eva.get(upload(eva, edition).url).content.decode()
    assert "Ta med nyckeln från förra importen" in without
    begun = upload(eva, edition, keys=[key], passphrase=SECRET)
    page = eva.get(begun.url).content.decode()
    assert "0 nya kort, 3 nya markeringar" in page
    assert 'name="passphrase"' not in page and "Nyckeln från förra importen gäller som förut." in page
    saved = eva.post(begun.url)
    assert saved.status_code == 302
    assert ImportKey.objects.count() == 1, "nobody is new: no key beside the one that was brought along"
    assert "Nyckeln från förra importen gäller som förut." in eva.get(saved.url).content.decode()
    assert Circle.objects.get(title="Vägar vidare 90").sessions.count() == 4


def test_whoever_is_new_asks_for_a_passphrase(eva):
    save(eva, upload(eva))
    key = eva.get(reverse("circles:import_key", args=[ImportKey.objects.get().public_id])).content
    edition = matrix(facts=NEW, people=more_people("Omar Nur"), marks=[*MARKS, MARKS[0]])
    begun = upload(eva, edition, keys=[key], passphrase=SECRET)
    assert "1 nya kort" in eva.get(begun.url).content.decode()
    assert eva.post(begun.url).status_code == 422
    assert save(eva, begun).status_code == 302
    assert ImportKey.objects.count() == 2


def test_same_file_again(eva):
    data = matrix(facts=NEW)
    save(eva, upload(eva, data))
    again = upload(eva, data)
    assert again.url == UPLOAD
    assert "Listan är importerad redan" in eva.get(UPLOAD).content.decode()
    assert ImportBatch.objects.count() == 1


def test_back_after_saving_leads_to_what_was_saved(world, eva, sign_in):
    begun = upload(eva)
    saved = save(eva, begun)
    for back in (eva.get(begun.url), save(eva, begun)):
        assert back.url == saved.url
    assert "Listan är redan sparad" in eva.get(saved.url).content.decode()
    assert sign_in(world.karin).get(begun.url).status_code == 404


def test_two_leaves_of_one_browser_do_not_mix(eva):
    first, second = upload(eva), upload(eva, matrix(facts=NEW | {"Cirkel:": "Vägar vidare 91"}))
    assert "Vägar vidare 90" in eva.get(first.url).content.decode()
    assert "Vägar vidare 91" in eva.get(second.url).content.decode()


def test_discarded_import_is_gone(eva):
    begun = upload(eva)
    assert eva.post(begun.url, {"discard": "yes"}).url == UPLOAD
    assert not ImportDraft.objects.exists()
    assert not Circle.objects.filter(title="Vägar vidare 90").exists()


def test_imported_circle_is_confirmed(eva):
    save(eva, upload(eva))
    found = Circle.objects.get(title="Vägar vidare 90")
    assert "Bekräfta listan" in eva.get(UPLOAD).content.decode()
    eva.post(reverse("circles:import_confirm", args=[found.public_id]), {"next": UPLOAD})
    found.refresh_from_db()
    assert found.status == Circle.Status.CHECKED


# --- What goes wrong -----------------------------------------------------------------------------------


def test_errors_are_shown_and_cannot_be_saved(eva):
    begun = upload(eva, matrix(facts=NEW, marks=[["kanske", "x", "x"], *MARKS[1:]]))
    page = eva.get(begun.url).content.decode()
    assert "1 fel att rätta" in page.replace("<bdi>", "").replace("</bdi>", "")
    assert "Markeringen känns inte igen" in page
    assert 'name="passphrase"' not in page
    save(eva, begun)
    assert not Circle.objects.filter(title="Vägar vidare 90").exists()


@pytest.mark.parametrize("name", ["macros", "csv", "claims a million rows", "garbled", "password"])
def test_hostile_file_is_a_sentence_at_the_field(eva, name):
    answer = upload(eva, HOSTILE[name][0]())
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not ImportDraft.objects.exists()


def test_no_file(eva):
    answer = eva.post(UPLOAD, {})
    assert answer.status_code == 422
    assert "Fyll i det här." in answer.content.decode()


def test_wrong_passphrase_and_wrong_key(eva):
    save(eva, upload(eva))
    key = eva.get(reverse("circles:import_key", args=[ImportKey.objects.get().public_id])).content
    other = matrix(facts=NEW, marks=[[*row, "x"] for row in MARKS])
    assert "passphrase" in upload(eva, other, keys=[key], passphrase="fel").context["form"].errors
    assert "keys" in upload(eva, other, keys=[matrix()], passphrase=SECRET).context["form"].errors
    assert "passphrase" in upload(eva, other, keys=[key]).context["form"].errors


@pytest.mark.parametrize(
    ("passphrase", "again", "field"), [("kort", "kort", "passphrase"), (SECRET, "annan fras 12", "again")]
)
def test_passphrase_is_long_enough_and_the_same_twice(eva, passphrase, again, field):
    begun = upload(eva)
    answer = save(eva, begun, passphrase, again)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not ImportBatch.objects.exists()


def test_after_half_an_hour_nobody_can_open_it(eva):
    begun = upload(eva)
    ImportDraft.objects.update(expires_at=timezone.now())
    for answer in (eva.get(begun.url), save(eva, begun)):
        assert answer.status_code == 410
        assert "Läs listan igen" in answer.content.decode()
    assert not ImportBatch.objects.exists()
    jobs.tidy(timezone.now())  # as the worker does each time it looks at the queue
    assert not ImportDraft.objects.exists()


def test_draft_lasts_thirty_minutes_and_so_does_its_cookie(eva):
    begun = upload(eva)
    draft, cookie = ImportDraft.objects.get(), begun.cookies[cookie_name(ImportDraft.objects.get().public_id)]
    assert timedelta(minutes=29) < draft.expires_at - timezone.now() <= timedelta(minutes=30)
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        1800,
        True,
        "Strict",
        begun.url,
    )


def test_another_browser_cannot_open_it(world, eva):
    from django.test import Client

    begun = upload(eva)
    other = Client()
    other.force_login(world.eva)
    assert other.get(begun.url).status_code == 410
    other.cookies[cookie_name(ImportDraft.objects.get().public_id)] = "A" * 43 + "="
    assert other.get(begun.url).status_code == 410


# --- Who may -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sahar", "im", "steward", "officer", "convener", "uppsala", "admin"])
def test_only_a_coordinator_imports(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(UPLOAD).status_code == 404
    assert upload(client).status_code == 404


def test_another_coordinator_sees_nothing_of_it(world, eva, sign_in):
    begun = upload(eva)
    save(eva, upload(eva, matrix(facts=NEW | {"Cirkel:": "Vägar vidare 91"})))
    kept, batch = ImportKey.objects.get(), ImportBatch.objects.get()
    karin = sign_in(world.karin)
    urls = [
        begun.url,
        reverse("circles:import_done", args=[batch.public_id]),
        reverse("circles:import_key", args=[kept.public_id]),
    ]
    assert [karin.get(url).status_code for url in urls] == [404] * 3
    assert karin.post(reverse("circles:import_key_saved", args=[kept.public_id])).status_code == 404
    circle = Circle.objects.get(title="Vägar vidare 91")
    assert karin.post(reverse("circles:import_confirm", args=[circle.public_id])).status_code == 404
    assert ImportKey.objects.exists()


def test_leader_cannot_confirm_her_own_list(world, eva, sign_in):
    save(eva, upload(eva))
    circle = Circle.objects.get(title="Vägar vidare 90")
    assert sign_in(world.sahar).post(reverse("circles:import_confirm", args=[circle.public_id])).status_code == 404


def test_municipality_of_another_hub_is_told(world, sign_in):
    karin = sign_in(world.karin)
    assert "annan knutpunkt" in karin.get(upload(karin).url).content.decode()


# --- Names ---------------------------------------------------------------------------------------------


def test_no_name_lies_in_the_database_at_any_step(eva):
    def everything() -> str:
        with connection.cursor() as cursor:
            rows = []
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                rows += cursor.fetchall()
        return json.dumps(rows, default=str, ensure_ascii=False)

    begun = upload(eva)
    steps = [everything()]
    save(eva, begun)
    steps.append(everything())
    kept = ImportKey.objects.get()
    eva.get(reverse("circles:import_key", args=[kept.public_id]))
    eva.post(reverse("circles:import_key_saved", args=[kept.public_id]))
    steps.append(everything())
    assert "Vägar vidare 90" in steps[-1]
    for step in steps:
        for name, _, _ in PEOPLE:
            assert name.split()[0] not in step


def test_pages_show_no_name(eva):
    begun = upload(eva, matrix(facts=FACTS | {"Cirkel:": "Vägar vidare 90"}))
    pages = [eva.get(begun.url).content.decode()]
    saved = save(eva, begun)
    pages.append(eva.get(saved.url).content.decode())
    for page in pages:
        for name, _, _ in PEOPLE:
            assert name not in page
