"""Studies and their ledgers: a file ready to fetch, one asked for, one refused because two circles are too few."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from core import jobs
from core.models import Job
from demo.people import SKANE
from demo.recipient_key import recipient_key
from demo.world import World
from evaluation.actions.studies import open_study
from evaluation.models import Study
from exports.actions.batches import fix_batches
from exports.actions.extracts import approve_as_principal, approve_as_steward, request_extract
from exports.actions.offers import offer_again
from exports.actions.previews import PREVIEW
from exports.actions.reissue import reissue_batch
from exports.actions.releases import (
    approve_release,
    cancel_building,
    preview_release,
    request_release,
    withdraw_release,
)
from exports.actions.studies import keep_public_key
from exports.models import Batch, Profile, Release
from exports.rules.halfyears import start_of
from materials.models import Programme

WAYS_FORWARD, HEALTH_SUPPORT = "vagar-vidare", "halsostod"
# code, title, organisation, purpose, programme
STUDIES = [
    (
        "VV-UPPF",
        "Vägar vidare, uppföljning",
        "uppsala",
        "Följa hur cirklarna når ut och hur många som går klart.",
        WAYS_FORWARD,
    ),
    ("VV-EGENMAKT", "Egenmakt i samtalscirklar", "uppsala", "Se hur närvaron håller över tio träffar.", WAYS_FORWARD),
    ("VV-BORTFALL", "Vilka slutar, och när", "lund", "Beskriva bortfall träff för träff.", WAYS_FORWARD),
    ("VV-FILM", "Filmernas plats i cirkeln", "lund", "Se vilka filmer som visas och på vilka språk.", WAYS_FORWARD),
    ("VV-PLAN", "Vägar vidare i Skåne och Halland", "uppsala", "Jämföra planerade och hållna träffar.", WAYS_FORWARD),
    ("HS-PILOT", "Hälsostöd, pilot", "lund", "Pröva om piloten kan utvärderas.", HEALTH_SUPPORT),
]
# The studies that ask something, and of what instruments.
ASKS = {"VV-UPPF": ("who5-1", "health-1", "sleep-1", "contacts-1"), "HS-PILOT": ("who5-1",)}
WAVES = ("before", "after", "three_months")
NOTICE = {
    "sv": (
        "{recipient} vill veta hur människor mår före och efter cirkeln. Svaren sparas med ditt kort, utan namn, och "
        "förstörs när studien är slut. Din ledare ser dem aldrig. Du kan säga nej och ändå vara med, och du kan ändra "
        "dig när du vill."
    ),
    "en": (
        "{recipient} wants to know how people feel before and after the circle. The answers are kept with your card, "
        "without a name, and destroyed when the study is over. Your leader never sees them. You can say no and still "
        "take part, and you can change your mind at any time."
    ),
    "ar": (
        "تريد {recipient} أن تعرف كيف يشعر الناس قبل الدائرة وبعدها. تُحفظ الإجابات مع بطاقتك دون اسم، وتُحذف عند انتهاء "
        "الدراسة. لا يراها قائد الدائرة أبداً. يمكنك أن ترفض وتشارك رغم ذلك، ويمكنك تغيير رأيك متى شئت."
    ),
}
EVALUATORS = {"uppsala": "evaluator-uppsala", "lund": "evaluator-lund"}
PRINCIPALS = EVALUATORS | {"uppsala": "principal-uppsala"}  # of an extract she is the second to approve
ETHICS = {"VV-UPPF": "2026-01234-01"}


def tell_studies(w: World) -> None:
    """The batch is fixed on the first night of the half-year, before any study asks."""
    fixed = w.moment(start_of(w.today), 2)
    for study in STUDIES:
        w.story.at(w.days(-700), _open, w, *study)
    w.story.at(fixed, _fix, w)
    # A ledger with history: taken back, then fetched, then a corrected edition in its place.
    w.story.at(fixed + timedelta(minutes=1), _request, w, "VV-UPPF")
    w.story.at(fixed + timedelta(minutes=2), _decide, w, "VV-UPPF", withdraw_release)
    w.story.at(fixed + timedelta(minutes=3), _request, w, "VV-UPPF")
    w.story.at(fixed + timedelta(minutes=4), _build, w, "VV-UPPF")
    w.story.at(fixed + timedelta(minutes=5), _reissue, w)
    w.story.at(fixed + timedelta(minutes=6), _open_tables, w)
    # Its day is long past, like that of the tables; the files are taken out again just now.
    w.story.at(max(w.now - timedelta(minutes=20), fixed + timedelta(minutes=20)), _take_out_again, w)
    # Waits for the steward; previewed; approved and then stopped by the evaluator; refused by the rules.
    for minutes, (days, step, *args) in enumerate(
        [
            (12, _request, "VV-FILM"),
            (10, _approve_and_stop),
            (8, _request, "HS-PILOT"),
            (6, _request, "VV-BORTFALL"),
            (4, _decide, "VV-BORTFALL", preview_release),
            (2, _request, "VV-EGENMAKT"),
            (1, _extract),
        ],
        start=7,
    ):
        w.story.at(max(w.days(-days, 10), fixed + timedelta(minutes=minutes)), step, w, *args)


def _fix(w: World) -> None:
    """And count what each smallest group would cost, as the worker does."""
    fix_batches(by=w.users["steward"], today=start_of(w.today))
    _carry_out(Job.objects.get(kind=PREVIEW))


def _open(w: World, code, title, organisation, purpose, programme) -> None:
    day = w.today - timedelta(days=700)
    w.studies[code] = open_study(
        by=w.users["steward"],
        code=code,
        title=title,
        organisation=w.organisations[organisation],
        purpose=purpose,
        programmes=[Programme.objects.get(code=programme)],
        starts_on=day,
        ends_on=day + timedelta(days=1400),
        destroy_by=day + timedelta(days=3200),
        hubs=[w.hubs[SKANE]] if programme == HEALTH_SUPPORT else [],
        mode=Study.Mode.ETHICS if code in ETHICS else Study.Mode.FOLLOW_UP,
        ethics_reference=ETHICS.get(code, ""),
        principal=w.users[PRINCIPALS[organisation]],
        notice_texts=_notice(w.organisations[organisation].name),
        recipients=[w.organisations[organisation]],
        agreement=f"AVT-{code}",
        dpia_reference=f"KB-{code}",
        instruments=ASKS.get(code, ()),
        waves=WAVES if code in ASKS else (),
    )


def _notice(recipient: str) -> dict[str, str]:
    return {code: text.format(recipient=recipient) for code, text in NOTICE.items()}


def _request(w: World, code: str, profile: Profile = Profile.SF) -> None:
    study = w.studies[code]
    w.releases[code] = request_release(
        profile=profile,
        study=study,
        programme=study.programmes.get(),
        by=w.users[EVALUATORS["uppsala" if study.organisation == w.organisations["uppsala"] else "lund"]],
        today=start_of(w.today),
    )


def _decide(w: World, code: str, action) -> None:
    w.releases[code] = action(release=w.releases[code], by=w.users["steward"])


def _build(w: World, code: str) -> None:
    _decide(w, code, preview_release)
    _decide(w, code, approve_release)
    _carry_out(w.releases[code].job)


def _open_tables(w: World) -> None:
    """The same study's open tables, written from the files that it has."""
    _request(w, "VV-UPPF", Profile.PT)
    _build(w, "VV-UPPF")


def _reissue(w: World) -> None:
    _carry_out(reissue_batch(batch=Batch.objects.get(programme=WAYS_FORWARD), by=w.users["steward"]))


def _take_out_again(w: World) -> None:
    files = w.studies["VV-UPPF"].releases.get(profile=Profile.SF, status=Release.Status.READY)
    offer_again(release=files, by=w.users["evaluator-uppsala"])


def _approve_and_stop(w: World) -> None:
    _decide(w, "VV-FILM", preview_release)
    _decide(w, "VV-FILM", approve_release)
    cancel_building(release=w.releases["VV-FILM"], by=w.users["evaluator-lund"])


def _extract(w: World) -> None:
    """A research extract with both its approvals; its work is stopped, so that it can be started by who tries it."""
    study, johan, disa = w.studies["VV-UPPF"], w.users["evaluator-uppsala"], w.users["steward"]
    keep_public_key(study=study, public_key=recipient_key(settings.RINGAR_DATA), by=johan)
    release = request_extract(study=study, programme=study.programmes.get(), by=johan, now=timezone.now())
    release = preview_release(release=release, by=disa)
    approve_as_principal(release=release, by=w.users["principal-uppsala"])
    cancel_building(release=approve_as_steward(release=release, by=disa), by=johan)


def _carry_out(job: Job) -> None:
    """As the worker does it; the task that waits in the queue finds the job done."""
    jobs.run(job.pk)
    job.refresh_from_db()
    if job.state != Job.State.DONE:
        raise RuntimeError(f"The demo's file was not made: {job.state} {job.message}")
