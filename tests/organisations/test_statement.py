import pytest
from django.urls import reverse
from django.utils.translation import override

from core.models import StatementPart
from core.statement import PARTS, statement

EDIT = "organisations:statement_edit"


@pytest.fixture
def admin(world, client):
    client.force_login(world.admin)
    return client


def sent(**texts):
    return {part.code: str(part.text) for part in PARTS} | texts


def test_an_administrator_writes_in_their_own_words_and_everybody_reads_them(admin, client):
    answer = admin.post(reverse(EDIT), sent(responsible="Region Skåne\n\nhjalp@ringar.example"))
    assert answer.status_code == 302
    assert [row.part for row in StatementPart.objects.all()] == ["responsible"], "what wasn't changed stays Ringar's"
    client.logout()
    page = client.get(reverse("core:accessibility")).content.decode()
    assert "<p>Region Skåne</p>" in page and "hjalp@ringar.example" in page
    assert "digg.se/tdosanmalan" in page


def test_an_emptied_part_is_the_text_that_comes_with_ringar(admin):
    admin.post(reverse(EDIT), sent(service="Vår tjänst."))
    admin.post(reverse(EDIT), sent(service=""))
    assert not StatementPart.objects.exists()
    with override("sv"):
        assert statement().parts[0].text == PARTS[0].text


def test_a_part_written_only_in_swedish_is_read_in_swedish(admin):
    admin.post(reverse(EDIT), sent(service="Vår tjänst."))
    with override("ar"):
        part = statement().parts[0]
    assert (part.text, part.language) == ("Vår tjänst.", "sv")
    assert statement().updated >= StatementPart.objects.get().updated_at.date()


def test_an_identity_number_is_refused_at_its_part_and_nothing_is_saved(admin):
    answer = admin.post(reverse(EDIT), sent(service="Vår tjänst.", report="Ring 19850709-9805"))
    assert answer.status_code == 422
    assert "personnummer" in answer.content.decode()
    assert not StatementPart.objects.exists()
