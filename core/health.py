"""Whether the site works, for whoever watches it: the database answers, and a worker was seen lately."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.jobs import worker_seen

WORKER_LATE = timedelta(seconds=30)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 with database and worker state. A late worker is told, not an error: pages work without one.

    A database that doesn't answer raises OperationalError, which core.middleware turns into 503.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    response = JsonResponse({"database": "ok", "worker": worker_state(worker_seen(), timezone.now())})
    response["Cache-Control"] = "no-store"
    return response


def worker_state(seen: datetime | None, now: datetime) -> dict:
    """{"state": "ok" | "late" | "never_seen", "last_seen": ISO 8601 or None}"""
    if seen is None:
        return {"state": "never_seen", "last_seen": None}
    state = "ok" if now - seen <= WORKER_LATE else "late"
    return {"state": state, "last_seen": seen.isoformat(timespec="seconds")}
