"""Slips to answer with, the answers themselves, a yes taken back, and a wish to talk."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from audit.events import record
from circles.models import Circle, Enrolment
from circles.rules.slips import SLIP_LENGTH, draw_checked
from circles.rules.verdict import Refused, reason, require
from evaluation.catalogue import instrument
from evaluation.models import AnswerSlip, Channel, Notice, Response, Study, StudyConsent, TalkRequest, Wave
from evaluation.rules.asking import may_ask, may_enter, may_type_totals, takes
from participants.models import Participant

GOOD_FOR = timedelta(days=14)
WAITED = timedelta(hours=72)  # how long answers may wait on a tablet without a network


@dataclass(frozen=True)
class Given:
    """What came from a tablet or a sheet of paper. `says_yes` counts only where there is no yes yet."""

    says_yes: bool
    told: int | None = None  # the version of the notice that was shown; today's where nothing says so
    wants_to_talk: bool = False
    items: Mapping[str, Sequence[int | None]] = field(default_factory=dict)  # by key of the instrument
    totals: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def hand_out_answer_slips(
    *, circle: Circle, wave: Wave, seats: Iterable[Enrolment], by, anew: bool = False, seen: int | None = None
) -> list[tuple[Enrolment, str]]:
    """(seat, code) of each new slip: for who has used none at this wave, has none to use, and hasn't taken back a yes.

    `anew` makes one also for who has one to use, which stops working. The codes can't be had again. Raises Refused.
    `seen` is the newest slip that the form knew of: the same form sent once more, as by a reload, is slips_shown.
    """
    now, seats = timezone.now(), list(seats)
    require(may_be_asked(circle, wave.study))
    Circle.objects.select_for_update().get(pk=circle.pk)
    if seen is not None and seen != AnswerSlip.objects.newest_of(circle, wave):
        raise Refused(reason("slips_shown"))
    slips = AnswerSlip.objects.filter(enrolment__in=seats, wave=wave)
    done = set(slips.exclude(used_at=None).values_list("enrolment", flat=True))
    holding = set() if anew else set(slips.unused(now).values_list("enrolment", flat=True))
    left = set(StudyConsent.objects.taken_back().filter(notice__study=wave.study).values_list("participant", flat=True))
    wanted = [one for one in seats if one.pk not in done | holding and one.participant_id not in left]
    slips.filter(enrolment__in=wanted, used_at=None).delete()
    made = [(seat, draw_checked(secrets.choice, SLIP_LENGTH)) for seat in wanted]
    AnswerSlip.objects.bulk_create(
        AnswerSlip(enrolment=seat, wave=wave, code_hash=code_hashes(code)[0], made_at=now, expires_at=now + GOOD_FOR)
        for seat, code in made
    )
    if made:
        record("answer_slip.hand_out", circle, by=by, slips=len(made), point=wave.point)
    return made


def may_be_asked(circle: Circle, study: Study):
    """The verdict of rules.asking on today."""
    studies = Study.objects.filter(pk=study.pk)
    return may_ask(
        is_asking=studies.asking(timezone.localdate()).exists(),
        is_about_circle=studies.about(circle).exists(),
        status=circle.status,
    )


@transaction.atomic
def give_answers(
    *, code: str, given: Given, language, channel: Channel, by=None, study: Study | None = None, op: UUID | None = None
) -> None:
    """Everything of one slip at once, which then is used. Without a yes nothing is kept but that it is used.

    `by` typed it from paper; on the tablet nobody is signed in. The log tells of the study, never of whose answers.
    `study`: whose questions were shown, where a tablet showed them before it knew the slip.
    `op` is the tablet's own number of the sending: sent again, because the answer to it was lost, it changes nothing.
    It may have waited there, so a slip is good for that long after its day.
    Refused (and the slip is as good as before): slip_unknown, slip_used, slip_expired, wrong_answer, own_circle,
    not_licensed.
    """
    slip = open_slip(code=code, by=by, lock=True, study=study, op=op)
    if slip.used_at is not None:
        return
    study = slip.wave.study
    asked = [instrument(one.instrument) for one in study.asked.all()]
    require(takes(asked, given.items, given.totals))
    if given.totals:
        require(may_type_totals(is_licensed=is_licensed(by, study)))
    consent = standing_consent(slip) or (_say_yes(slip, given.told, language, channel) if given.says_yes else None)
    if consent is not None:
        Response.objects.bulk_create(_responses(slip, consent, given, channel, by))
    if given.wants_to_talk:
        _ask_to_talk(slip.enrolment)
    slip.used_at, slip.used_op = timezone.now(), op
    slip.save(update_fields=["used_at", "used_op"])
    record("answers.given", study, by=by, point=slip.wave.point, channel=str(channel))


def open_slip(
    *, code: str, by=None, lock: bool = False, study: Study | None = None, op: UUID | None = None
) -> AnswerSlip:
    """The slip of this code, which changes nothing. Refused: slip_unknown, slip_used, slip_expired, own_circle.

    One that was used by `op`, a sending that may have waited, is the same as open. Of another study: unknown.
    """
    rows = AnswerSlip.objects.select_for_update(of=("self",)) if lock else AnswerSlip.objects
    rows = rows.select_related("wave__study", "enrolment__circle", "enrolment__participant")
    found = rows.filter(code_hash__in=code_hashes(code)).first()
    if found is None or not Study.objects.filter(pk=found.wave.study_id).asking(timezone.localdate()).exists():
        raise Refused(reason("slip_unknown"))
    if study is not None and found.wave.study_id != study.pk:
        raise Refused(reason("slip_unknown"))
    if found.used_at is not None and op is not None and found.used_op == op:
        return found
    if found.used_at is not None:
        raise Refused(reason("slip_used"))
    if found.expires_at + (WAITED if op else timedelta()) <= timezone.now():
        raise Refused(reason("slip_expired"))
    if by is not None:
        works = Circle.objects.visible_with_people(by).filter(pk=found.enrolment.circle_id)
        require(may_enter(works_with_circle=works.exists()))
    return found


def is_licensed(user, study: Study) -> bool:
    """Whether the study names the user for its licence."""
    return user is not None and study.licensed.filter(pk=user.pk).exists()


def standing_consent(slip: AnswerSlip) -> StudyConsent | None:
    """The person's yes to what the study tells today."""
    rows = StudyConsent.objects.standing().filter(participant=slip.enrolment.participant_id)
    return rows.filter(notice=slip.wave.study.notice).first()


@transaction.atomic
def withdraw_from_study(*, by, participant: Participant, study: Study) -> int:
    """Every yes of the person to the study is taken back, and their answers are deleted. How many answers went."""
    standing = StudyConsent.objects.standing().filter(participant=participant, notice__study=study)
    taken = list(standing.select_for_update())
    if not taken:
        return 0
    StudyConsent.objects.filter(pk__in=[one.pk for one in taken]).update(withdrawn_at=timezone.now())
    gone, _ = Response.objects.filter(consent__participant=participant, consent__notice__study=study).delete()
    AnswerSlip.objects.filter(enrolment__participant=participant, wave__study=study, used_at=None).delete()
    record("study_consent.withdrawn", taken[0], by=by)
    return gone


@transaction.atomic
def take_talk(*, by, talk: TalkRequest) -> bool:
    """The coordinator sees to it; False where somebody did before."""
    open_ones = TalkRequest.objects.filter(pk=talk.pk, taken_at=None)
    taken = open_ones.update(taken_at=timezone.now(), taken_by=by)
    if taken:
        record("talk_request.taken", talk, by=by)
    return bool(taken)


def code_hashes(code: str) -> list[str]:
    """The code's hash under each key of the installation, the newest first."""
    return [
        salted_hmac("evaluation.slip", code, secret=key, algorithm="sha256").hexdigest()
        for key in settings.RINGAR_FIELD_KEYS
    ]


def _say_yes(slip: AnswerSlip, told: int | None, language, channel: Channel) -> StudyConsent:
    study = slip.wave.study
    notice: Notice = study.notices.filter(version=told).first() or study.notice
    consent = StudyConsent.objects.create(
        participant=slip.enrolment.participant,
        notice=notice,
        language=language,
        given=channel,
        given_at=timezone.now(),
    )
    record("study_consent.given", notice.study, by=None, version=notice.version, channel=str(channel))
    return consent


def _responses(slip: AnswerSlip, consent: StudyConsent, given: Given, channel: Channel, by) -> Collection[Response]:
    kept = {key: {"items": list(items)} for key, items in given.items.items() if any(one is not None for one in items)}
    kept |= {key: {"total": total} for key, total in given.totals.items()}
    return [
        Response(
            consent=consent,
            enrolment=slip.enrolment,
            wave=slip.wave,
            instrument=key,
            answers=answers,
            channel=channel,
            given_on=timezone.localdate(),
            entered_by=by,
        )
        for key, answers in kept.items()
    ]


def _ask_to_talk(enrolment: Enrolment) -> None:
    TalkRequest.objects.get_or_create(enrolment=enrolment, taken_at=None, defaults={"asked_at": timezone.now()})
    record("talk_request.asked", enrolment.circle, by=None)
