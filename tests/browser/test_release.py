"""A release from the asking to the file: the evaluator asks, the steward decides, the bar moves, the file comes."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core import jobs
from core.models import Job
from exports.actions.batches import fix_batches
from exports.actions.building import CHECK, STEPS
from exports.actions.releases import approve_release, preview_release, request_release
from exports.models import Release
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import faults_of
from tests.exports import closed


@pytest.fixture
def fixed(world):
    closed.closed_circles(world, 7, 9)
    fix_batches(by=world.steward, today=closed.TODAY)
    return world


def ask(page, study):
    page.goto("/studies/")
    page.get_by_role("link", name=re.compile(study.title)).click()
    page.get_by_role("button", name="Begär utgåva").click()
    expect(page.get_by_text("Dataskydd granskar begäran.")).to_be_visible()


def approve(page):
    page.goto("/releases/")
    page.get_by_role("link", name="Granska").click()
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.get_by_role("heading", name="Det här skulle lämna huset")).to_be_visible()
    page.get_by_role("button", name="Godkänn").click()
    expect(page.get_by_role("heading", name="Utgåva 1 görs klar")).to_be_visible()


def step(name) -> str:
    return f"Steg {STEPS.index(name) + 1} av {len(STEPS)}"


def begun(step: str, done: int) -> None:
    """As the worker reports while it works."""
    Job.objects.update(state="running", step=step, done=done, total=5, started_at=timezone.now())


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_asked_for_approved_built_and_fetched(fixed, visit, size):
    evaluator = visit(fixed.uppsala, size=size)
    ask(evaluator, fixed.study)
    approve(visit(fixed.steward, size=size))
    release = Release.objects.get()
    begun("D_delivery", 1)
    evaluator.reload()
    expect(evaluator.get_by_text(f"{step('D_delivery')}: räknar moduler och filmer")).to_be_visible()
    begun("check", 4)
    expect(evaluator.get_by_text(f"{step(CHECK)}: kontrollerar filen")).to_be_visible()  # without a reload
    Job.objects.update(state="queued")
    jobs.run(release.job_id)
    expect(evaluator.get_by_role("heading", name="Integritetskvitto")).to_be_visible()
    with evaluator.expect_download() as fetched:
        evaluator.get_by_role("link", name=re.compile("Excel")).click()
    release.refresh_from_db()
    assert sha256(Path(fetched.value.path()).read_bytes()).hexdigest() == release.archive.sha256


def test_without_javascript_the_page_is_read_again_by_hand(fixed, visit):
    evaluator = visit(fixed.uppsala, size=DESKTOP, javascript=False)
    ask(evaluator, fixed.study)
    approve(visit(fixed.steward, size=DESKTOP, javascript=False))
    begun("C_attendance", 0)
    evaluator.reload()
    expect(evaluator.get_by_text(f"{step('C_attendance')}: räknar närvaro")).to_be_visible()
    Job.objects.update(state="queued")
    jobs.run(Release.objects.get().job_id)
    evaluator.get_by_role("link", name="Se hur långt det har kommit").click()
    expect(evaluator.get_by_role("link", name=re.compile("Excel"))).to_be_visible()


def test_cancelled_and_done_again(fixed, visit):
    evaluator = visit(fixed.uppsala, size=PHONE)
    ask(evaluator, fixed.study)
    approve(visit(fixed.steward, size=DESKTOP))
    evaluator.reload()
    evaluator.get_by_role("button", name="Avbryt").tap()
    expect(evaluator.get_by_text("Arbetet avbröts. Inget har lämnats ut.")).to_be_visible()
    evaluator.get_by_role("button", name="Gör om").tap()
    expect(evaluator.get_by_role("heading", name="Utgåva 1 görs klar")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_open_tables_are_asked_for_seen_first_approved_and_read(fixed, visit, size):
    evaluator = visit(fixed.uppsala, size=size)
    files = request_release(study=fixed.study, programme=fixed.programme, by=fixed.uppsala, today=closed.TODAY)
    preview_release(release=files, by=fixed.steward)
    jobs.run(approve_release(release=files, by=fixed.steward).job_id)
    evaluator.goto(f"/studies/{fixed.study.public_id}/")
    evaluator.get_by_role("button", name="Begär tabeller").click()
    expect(evaluator.get_by_text("Dataskydd granskar begäran.")).to_be_visible()
    steward = visit(fixed.steward, size=size)
    steward.goto(evaluator.url)
    steward.get_by_role("button", name="Förhandsgranska").click()
    expect(steward.get_by_role("heading", name="Så blir tabellerna")).to_be_visible()
    assert faults_of(steward, "sv", set()) == []
    steward.get_by_role("button", name="Godkänn").click()
    expect(steward.get_by_role("heading", name="Utgåva 2 görs klar")).to_be_visible()
    jobs.run(Release.objects.get(profile="pt").job_id)
    evaluator.reload()
    expect(evaluator.get_by_role("table").first).to_be_visible()
    expect(evaluator.get_by_role("heading", name="Närvaro per träff")).to_be_visible()
    assert faults_of(evaluator, "sv", set()) == []
    with evaluator.expect_download() as fetched:
        evaluator.get_by_role("link", name=re.compile("CSV")).click()
    assert fetched.value.suggested_filename.startswith("ringar-pt-")
