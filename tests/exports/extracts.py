"""Research extracts brought to where a test begins, by the same actions as people use."""

from datetime import date, timedelta

import pyrage
from django.utils import timezone

from core import jobs
from evaluation.actions.studies import write_notice
from evaluation.models import StudyConsent
from exports.actions.extracts import approve_as_principal, approve_as_steward, request_extract
from exports.actions.releases import preview_release
from exports.models import RecipientKey, Release
from tests import cast
from tests.exports import closed, ledger

IDENTITY = pyrage.x25519.Identity.from_str("AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33")
PUBLIC_KEY = str(IDENTITY.to_public())


def ready_to_ask(world, *, circles=3, people=6):
    """Uppsala's study with everything an extract needs, and people who have said yes. The principal is another."""
    world.principal = cast.person("Petra Ansvarig", "evaluator", world.organisations["uppsala"])
    meets_conditions(world.study, world.principal)
    notice = told(world.study, world)
    if circles:
        closed.closed_circles(world, circles, people)
        say_yes(notice, closed.Participant.objects.filter(enrolments__circle__status="checked").distinct())
    return world


def meets_conditions(study, principal, key=PUBLIC_KEY):
    study.mode, study.ethics_reference, study.principal = "ethics", "2026-01234-01", principal
    study.agreement, study.dpia_reference = "AVT-7", "KB-7"
    study.destroy_by = date(2033, 6, 30)
    study.save()
    RecipientKey.objects.create(study=study, organisation=study.organisation, public_key=key)


def told(study, world):
    return write_notice(
        by=world.steward,
        study=study,
        recipients=[study.organisation],
        texts={"sv": "Vi frågar om hälsa.", "en": "We ask about health."},
    )


def say_yes(notice, people):
    StudyConsent.objects.bulk_create(
        StudyConsent(participant=person, notice=notice, language="sv", given="paper", given_at=timezone.now())
        for person in people
    )


def requested(world, **facts) -> Release:
    asks = {"study": world.study, "programme": world.programme, "by": world.uppsala, "now": timezone.now()}
    return request_extract(**asks | facts)


def approved(world, principal=None, **facts) -> Release:
    release = preview_release(release=requested(world, **facts), by=world.steward)
    approve_as_principal(release=release, by=principal or world.principal)
    return approve_as_steward(release=release, by=world.steward)


def ready(world, **facts) -> Release:
    release = approved(world, **facts)
    jobs.run(release.job_id)
    release.refresh_from_db()
    return release


def opened(release: Release, identity=IDENTITY) -> bytes:
    return pyrage.decrypt(bytes(release.archive.content), [identity])


def withdraw(person):
    StudyConsent.objects.filter(participant=person).update(withdrawn_at=timezone.now() + timedelta(seconds=1))


def of_lund(world, identity):
    """Lund's own study of the same people, with a principal, a notice and a key of its own."""
    study = ledger.lunds_study(world)
    principal = cast.person("Lotta Ansvarig", "evaluator", world.organisations["lund"])
    meets_conditions(study, principal, str(identity.to_public()))
    say_yes(told(study, world), closed.Participant.objects.filter(enrolments__circle__status="checked").distinct())
    return study
