"""Releases brought to where a test begins, by the same actions as people use."""

from core import jobs
from exports.actions.batches import fix_batches
from exports.actions.releases import approve_release, preview_release, request_release
from exports.models import Profile, Release
from tests.exports import closed


def requested(world, *, by=None, study=None, profile=Profile.SF) -> Release:
    """A request for the world's one batch, which is fixed here if it isn't yet."""
    if not closed.Circle.objects.filter(status="checked").exists():
        closed.closed_circles(world, 7, 9)
    fix_batches(by=world.steward, today=closed.TODAY)
    return request_release(
        study=study or world.study,
        programme=world.programme,
        by=by or world.uppsala,
        today=closed.TODAY,
        profile=profile,
    )


def approved(world, **who) -> Release:
    release = preview_release(release=requested(world, **who), by=world.steward)
    return approve_release(release=release, by=world.steward)


def ready(world, **who) -> Release:
    release = approved(world, **who)
    jobs.run(release.job_id)
    release.refresh_from_db()
    return release


def lunds_study(world):
    """A study of Lund's on the same programme."""
    study = type(world.study).objects.create(
        code="LUND-VV",
        title="Vad gör filmerna",
        organisation=world.organisations["lund"],
        purpose="Jämföra filmer",
        starts_on=world.study.starts_on,
        ends_on=world.study.ends_on,
        destroy_by=world.study.destroy_by,
    )
    study.programmes.add(world.programme)
    return study
