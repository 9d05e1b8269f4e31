"""One-time slips: the leader hands them out, a participant answers with one, without an account."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from audit.events import record
from circles.models import Attendance, AttendanceChange, AttendanceStatus, Circle, Enrolment, Session, Slip
from circles.querysets import ANSWERING, COMING, MEETING
from circles.rules.slips import SLIP_LENGTH, draw
from circles.rules.verdict import Refused, reason

LONGEST = timedelta(days=180)
AWAY, CHILDCARE = "away", "childcare"


@transaction.atomic
def hand_out_slips(*, circle: Circle, seats: Iterable[Enrolment], by, anew: bool = False) -> list[tuple]:
    """(enrolment, code, last day) of each new slip: one for every seat that has no slip to answer with.

    `anew` makes one for every seat, and the slips handed out before stop working. The codes can't be had again.
    Refused for a circle that has no meeting left.
    """
    now, ends = timezone.now(), _last_end(circle)
    if ends is None:
        raise Refused(reason("no_meeting_left"))
    seats = list(seats)
    Circle.objects.select_for_update().get(pk=circle.pk)
    standing = Slip.objects.filter(enrolment__in=seats).unused(now)
    holding = set() if anew else set(standing.values_list("enrolment", flat=True))
    wanted = [seat for seat in seats if seat.pk not in holding]
    Slip.objects.filter(enrolment__in=wanted, used_at=None).delete()
    expires = min(ends, now + LONGEST)
    made = [(seat, draw(secrets.choice, SLIP_LENGTH), expires) for seat in wanted]
    Slip.objects.bulk_create(
        Slip(enrolment=seat, code_hash=code_hashes(code)[0], made_at=now, expires_at=expires)
        for seat, code, expires in made
    )
    if made:
        record("slip.hand_out", circle, by=by, slips=len(made))
    return made


@transaction.atomic
def answer(*, circle: Circle, code: str, session: Session, says: str) -> None:
    """What the holder of a slip says of one coming meeting: AWAY or CHILDCARE. Nobody is signed in, and nothing of
    who answered CHILDCARE is kept: the meeting counts one more.

    Refused (and the slip is as good as before): slip_unknown, slip_used, slip_expired, meeting_changed,
    already_marked.
    """
    slip = _slip(circle, code)
    session = Session.objects.select_for_update(of=("self",)).select_related("circle").get(pk=session.pk)
    if not is_coming(session):
        raise Refused(reason("meeting_changed"))
    if says == AWAY:
        _note_away(session, slip.enrolment)
    else:
        Session.objects.filter(pk=session.pk).update(childcare_asked=F("childcare_asked") + 1)
    slip.used_at = timezone.now()
    slip.save(update_fields=["used_at"])
    record(f"slip.{says}", session, by=None)


def is_coming(session: Session) -> bool:
    """Whether participants can still answer about it."""
    return (
        session.status in COMING
        and session.circle.status in MEETING
        and session.register_closed_at is None
        and session.ends_at > timezone.now()
    )


def code_hashes(code: str) -> list[str]:
    """The code's hash under each key of the installation, the newest first."""
    return [
        salted_hmac("circles.slip", code, secret=key, algorithm="sha256").hexdigest()
        for key in settings.RINGAR_FIELD_KEYS
    ]


def _last_end(circle: Circle):
    coming = circle.sessions.coming(timezone.now()).order_by("-ends_at")
    return coming.values_list("ends_at", flat=True).first()


def _slip(circle: Circle, code: str) -> Slip:
    found = (
        Slip.objects.select_for_update(of=("self",))
        .select_related("enrolment")
        .filter(code_hash__in=code_hashes(code), enrolment__circle=circle, enrolment__status__in=ANSWERING)
        .first()
    )
    if found is None:
        raise Refused(reason("slip_unknown"))
    if found.used_at is not None:
        raise Refused(reason("slip_used"))
    if found.expires_at <= timezone.now():
        raise Refused(reason("slip_expired"))
    return found


def _note_away(session: Session, enrolment: Enrolment) -> None:
    """ "Har meddelat", before the day too. A mark that the leader has set stands."""
    away, untouched = AttendanceStatus.NOTIFIED, AttendanceStatus.NOT_RECORDED
    row = Attendance.objects.filter(session=session, enrolment=enrolment).first()
    before = row.status if row else untouched
    if before == away:
        return
    if before != untouched:
        raise Refused(reason("already_marked"))
    now = timezone.now()
    row = row or Attendance(session=session, enrolment=enrolment, version=0)
    row.status, row.marked_at, row.marked_by = away, now, None
    row.version += 1
    row.register_version = session.register_version + 1
    row.save()
    AttendanceChange.objects.create(attendance=row, before=before, after=away, at=now)
    Session.objects.filter(pk=session.pk).update(register_version=F("register_version") + 1)
