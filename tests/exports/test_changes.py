"""How a codebook differs from the one before: everything that an analysis would stumble over, and nothing else."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from core import jobs
from exports.actions.reissue import reissue_batch
from exports.changes import Change, Difference, Extent, codebook_of, differences, extent
from exports.columns import Words
from exports.dataset import Level
from exports.models import Archive
from tests.exports import ledger
from tests.exports.test_pages import text
from tests.exports.written import data

FLOW = next(place for place, table in enumerate(data().tables) if table.name == "F_flow")


def with_variable(**facts):
    """The honest codebook with the step of F_flow otherwise."""
    honest = data()
    flow = honest.tables[FLOW]
    variables = (replace(flow.variables[0], **facts), *flow.variables[1:])
    tables = [*honest.tables]
    tables[FLOW] = replace(flow, variables=variables)
    return codebook_of(replace(honest, tables=tuple(tables)))


def found(now):
    return differences(codebook_of(data()), now)


def test_the_same_codebook_has_no_difference():
    assert found(codebook_of(data())) == []


def test_a_new_name_is_one_variable_gone_and_one_new():
    assert found(with_variable(name="stage")) == [
        Difference(Change.GONE, "F_flow", "step"),
        Difference(Change.NEW, "F_flow", "stage"),
    ]


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        ({"label": Words("Skede", "Stage")}, Change.LABEL),
        ({"definition": Words("Annat", "Else")}, Change.DEFINITION),
        ({"level": Level.ORDINAL}, Change.LEVEL),
    ],
)
def test_other_words_or_another_level_are_told(facts, change):
    assert found(with_variable(**facts)) == [Difference(change, "F_flow", "step")]


def test_values_that_came_went_or_mean_something_else_are_named():
    values = dict(data().tables[FLOW].variables[0].values)
    values.pop("invited")
    values |= {"paused": Words("paus", "pause"), "left": Words("borta", "gone")}
    assert found(with_variable(values=values)) == [
        Difference(Change.NEW_VALUES, "F_flow", "step", ("paused",)),
        Difference(Change.VALUES_GONE, "F_flow", "step", ("invited",)),
        Difference(Change.VALUE_LABELS, "F_flow", "step", ("left",)),
    ]


def test_a_sheet_that_came_or_went_is_one_line():
    whole = codebook_of(data())
    fewer = {sheet: said for sheet, said in whole.items() if sheet != "D_delivery"}
    assert differences(whole, fewer) == [Difference(Change.SHEET_GONE, "D_delivery")]
    assert differences(fewer, whole) == [Difference(Change.NEW_SHEET, "D_delivery")]


@pytest.mark.django_db
def test_the_codebook_page_says_what_has_changed_since_the_release_before(world, sign_in, monkeypatch):
    client = sign_in(world.uppsala)
    page = reverse("exports:study_codebook", args=[world.study.public_id])
    release = ledger.ready(world)
    assert "Skillnad mot" not in text(client.get(page))
    monkeypatch.setattr("exports.actions.building.codebook_of", lambda data: with_variable(name="stage"))
    jobs.run(reissue_batch(batch=release.batch, by=world.steward).pk)
    words = text(client.get(page))
    assert "Skillnad mot utgåva 1 5" in words  # of which three are tables that nobody answered in the first
    assert "F_flow stage Ny variabel" in words and "F_flow step Borta" in words


@pytest.mark.django_db
def test_each_line_of_the_ledger_says_how_its_codebook_differs_and_leads_there(world, sign_in, monkeypatch):
    client, address = sign_in(world.uppsala), reverse("exports:study_releases", args=[world.study.public_id])
    release = ledger.ready(world)
    assert "Skillnad mot förra" in text(client.get(address)) and told(client, address) == ["–"]
    jobs.run(reissue_batch(batch=release.batch, by=world.steward).pk)
    assert told(client, address) == ["Samma variabler", "–"]
    monkeypatch.setattr("exports.actions.building.codebook_of", renamed)
    jobs.run(reissue_batch(batch=release.batch, by=world.steward).pk)
    assert told(client, address) == ["1 ny variabel, 1 variabel borta", "Samma variabler", "–"]
    page = reverse("exports:study_codebook", args=[world.study.public_id])
    assert f'href="{page}?release=2#changes"' in client.get(address).content.decode()
    assert "Utgåva 2: skillnad mot utgåva 1 Ingen" in text(client.get(page, {"release": 2}))
    assert "Skillnad mot utgåva 2 2" in text(client.get(page, {"release": "x"}))


def renamed(data):
    """The release's own codebook with the step of F_flow under another name."""
    told = codebook_of(data)
    flow = {{"step": "stage"}.get(name, name): said for name, said in told["F_flow"].items()}
    return told | {"F_flow": flow}


def told(client, address) -> list[str]:
    cells = re.findall(r'<td data-label="Skillnad mot förra">(.*?)</td>', client.get(address).content.decode())
    return [re.sub(r"<[^>]+>", "", cell) for cell in cells]


def test_variables_are_counted_once_each_whatever_changed_about_them():
    whole = codebook_of(data())
    changed = with_variable(label=Words("Skede", "Stage"), level=Level.SCALE)
    assert extent(whole, changed) == Extent(new=0, gone=0, changed=1)
    fewer = {sheet: said for sheet, said in whole.items() if sheet != "F_flow"}
    assert extent(whole, fewer) == Extent(new=0, gone=3, changed=0)
    assert extent(fewer, whole) == Extent(new=3, gone=0, changed=0)


@pytest.mark.django_db
def test_the_codebook_is_kept_with_the_workbook_alone(world):
    release = ledger.ready(world)
    assert release.archive.codebook["F_flow"]["step"]["values"]["completed"] == ["gick klart", "completed"]
    assert not Archive.objects.exclude(workbook=None).exclude(codebook={}).exists()
