"""The signed list of a circle: signed, corrected in versions with a reason, opened again, checked."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.events import record
from circles.actions.planning import set_circle_status
from circles.models import Circle, ListVersion
from circles.rules.verdict import Refused, reason
from circles.totals import totals_of


@transaction.atomic
def sign_list(*, circle: Circle, by, compared: bool) -> ListVersion:
    """The leader stands for the list, which locks. Refused before it is compared with the association's e-list."""
    if not compared:
        raise Refused(reason("not_compared"))
    circle = set_circle_status(circle=circle, status=Circle.Status.SIGNED, by=by)
    return _version(circle, ListVersion.Kind.SIGNED, by=by)


@transaction.atomic
def check_list(*, circle: Circle, by) -> ListVersion:
    """The coordinator or the study association has checked the list: the circle is closed."""
    circle = set_circle_status(circle=circle, status=Circle.Status.CHECKED, by=by)
    return _version(circle, ListVersion.Kind.CHECKED, by=by)


@transaction.atomic
def reopen_list(*, circle: Circle, by, reason_code: str) -> ListVersion:
    """A signed list goes back to its leader, with why. What it added up to stays as a version."""
    if circle.status != Circle.Status.SIGNED:
        raise Refused(reason("not_signed"))
    version = _version(circle, ListVersion.Kind.REOPENED, by=by, reason_code=reason_code)
    set_circle_status(circle=circle, status=Circle.Status.ENDED, by=by)
    record("list.reopen", circle, by=by, reason=reason_code)
    return version


def note_correction(*, circle: Circle, by, reason_code: str) -> ListVersion:
    """A mark of a locked list was corrected: a version of what it adds up to now. In the caller's transaction."""
    return _version(circle, ListVersion.Kind.CORRECTED, by=by, reason_code=reason_code)


def _version(circle: Circle, kind: str, *, by, reason_code: str = "") -> ListVersion:
    last = circle.list_versions.aggregate(last=Max("number"))["last"] or 0
    return ListVersion.objects.create(
        circle=circle,
        number=last + 1,
        kind=kind,
        reason=reason_code,
        totals=totals_of(circle).figures,
        at=timezone.now(),
        by=by if getattr(by, "pk", None) else None,
    )
