"""A: who is in it, where people come from in the database, and what is said where there is no table."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from core import jobs
from exports.actions.batches import fix_batches
from exports.actions.reissue import reissue_batch
from exports.detail import detail
from exports.figures.characteristics import characteristics, people_in
from exports.gate.people import people_in as counted_by_the_gate
from exports.hierarchies import COLUMNS, hierarchies, language_groups, level_of, words
from exports.models import Archive, Release
from exports.rules import leaves
from exports.rules.dose import Dose
from organisations.models import Language
from participants.models import Participant
from tests.exports import closed, ledger
from tests.exports.crowd import crowd, drawn

GENDERS, ARRIVALS = ("woman", "man", "woman", "other", ""), ("0-1", "1-3", "3-6", "6+", "")
BORN, SPOKEN = (1970, 1985, 1990, None, 2000, 1960, 1985), ("prs", "ar", "prs", None)


def varied(number: int) -> dict:
    return {
        "gender": GENDERS[number % 5],
        "arrival": ARRIVALS[number * 2 % 5],
        "birth_band": BORN[number % 7],
        "language_id": SPOKEN[number % 4],
    }


def batch_of(world, circles=8, people=10):
    closed.closed_circles(world, circles, people, person_is=varied)
    (batch,) = fix_batches(by=world.steward, today=closed.TODAY)
    return batch


@pytest.mark.django_db
def test_one_row_for_each_who_had_a_seat(world):
    batch = batch_of(world)
    table = characteristics(batch)
    assert len(table.rows) == len(table.seats) == 80
    seats = list(batch.people_links.order_by("pk"))
    Participant.objects.filter(pk=seats[0].participant_id).update(is_protected=True)
    seats[1].enrolment.status = "invited"
    seats[1].enrolment.save()
    table = characteristics(batch)
    assert len(table.rows) == 78
    assert not {seats[0].enrolment_id, seats[1].enrolment_id} & set(table.seats.values())


@pytest.mark.django_db
def test_two_draws_share_no_id(world):
    batch = batch_of(world)
    assert not {row[0] for row in characteristics(batch).rows} & {row[0] for row in characteristics(batch).rows}


@pytest.mark.django_db
def test_the_gate_places_everyone_as_the_builder_does_by_its_own_hand(world):
    batch = batch_of(world)
    people = people_in(batch)
    found = counted_by_the_gate(batch)
    assert len(found) == 80
    for number, seat in enumerate(people.seats):
        assert found[seat].circle == people.circles[number]
        assert dict(found[seat].leaves) == {column: people.leaves[column][number] for column in COLUMNS}


@pytest.mark.django_db
def test_a_batch_that_has_become_too_small_has_a_file_that_says_so(world, sign_in):
    release = ledger.approved(world)
    protect(release, 6)
    release = run(release)
    assert release.status == "ready"
    assert "A_characteristics" not in release.archive.figures
    book = CalamineWorkbook.from_filelike(BytesIO(bytes(release.archive.content)))
    assert book.sheet_names == ["README", "codebook", "C_attendance", "D_delivery", "F_flow"]
    told = [row[0] for row in book.get_sheet_by_name("README").to_python()]
    held = "Hålls tillbaka: A_characteristics. Minst 60 personer behövs och ungefär 3 fattas."
    assert held in told
    page = sign_in(world.uppsala).get(reverse("exports:study_detail", args=[world.study.public_id])).content.decode()
    assert "Hålls tillbaka: en rad per person" in page
    assert "För få personer: minst 60 behövs och ungefär 3 fattas." in page


def run(release: Release) -> Release:
    jobs.run(release.job_id)
    release.refresh_from_db()
    return release


@pytest.mark.django_db
def test_a_later_edition_of_a_file_without_the_table_still_says_why(world):
    release = ledger.approved(world)
    protect(release, 6)
    first = run(release).archive
    jobs.run(reissue_batch(batch=release.batch, by=world.steward).pk)
    second = Archive.objects.get(batch=release.batch, edition=2, format="xlsx")
    assert second.receipt == first.receipt


def protect(release: Release, number: int) -> None:
    some = release.batch.people_links.order_by("pk").values_list("participant_id", flat=True)[:number]
    Participant.objects.filter(pk__in=list(some)).update(is_protected=True)


# --- The labels ------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_every_language_of_the_reference_data_has_a_group(world):
    assert set(Language.objects.values_list("code", flat=True)) <= set(language_groups())
    assert set(language_groups().values()) <= set(hierarchies()["language_group"].leaves)


def test_every_label_is_told_in_two_languages():
    for column in COLUMNS:
        assert set(level_of()[column]) == set(words()[column])
        assert all(swedish and english for swedish, english in words()[column].values())


@pytest.mark.parametrize(
    ("born", "year", "band"),
    [
        (1990, 2026, "30-34"),
        (1985, 2024, "35-39"),
        (2010, 2026, "under_15"),
        (2005, 2022, "15-19"),
        (1940, 2026, "80+"),
        (None, 2026, "unknown"),
    ],
)
def test_age_is_that_of_the_year_from_the_middle_of_five_birth_years(born, year, band):
    assert leaves.age_band(born, year) == band
    assert band in hierarchies()["age_band"].leaves


@pytest.mark.parametrize(
    ("offered", "attended", "band"),
    [(0, 0, "unknown"), (3, 0, "low"), (3, 1, "middle"), (10, 3, "low"), (10, 6, "middle"), (3, 2, "high")],
)
def test_dose_has_its_bands_at_the_thirds(offered, attended, band):
    assert leaves.dose_band(Dose(offered, attended)) == band


@pytest.mark.parametrize(
    ("gender", "leaf"), [("woman", "woman"), ("other", "other_or_not_said"), ("", "other_or_not_said")]
)
def test_other_and_not_said_are_one(gender, leaf):
    assert leaves.sex(gender) == leaf


def test_age_groups_can_be_compared_at_half_a_thousand_people():
    """Of all columns age has the most levels, and evaluators compare by it."""
    found = drawn(crowd(5, people=480, circles=44))
    told = detail(found.rows)
    assert {"sex", "age_band", "dose_band"} <= set(told.compared) and told.kept["age_band"] > 0.5
