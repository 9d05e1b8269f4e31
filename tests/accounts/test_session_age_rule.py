"""How long a sign-in lasts. No database."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.access.session_age import Locked, SessionAge, lock

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
LIMITS = {"idle": timedelta(minutes=30), "longest": timedelta(hours=12)}


def ago(*, signed_in=timedelta(0), seen=timedelta(0)) -> SessionAge:
    return SessionAge(NOW - signed_in, NOW - seen)


@pytest.mark.parametrize(
    ("age", "reason"),
    [
        (ago(), None),
        (ago(signed_in=timedelta(hours=11), seen=timedelta(minutes=29, seconds=59)), None),
        (ago(signed_in=timedelta(hours=1), seen=timedelta(minutes=30)), Locked.IDLE),
        (ago(signed_in=timedelta(hours=12)), Locked.TOO_OLD),
        (ago(signed_in=timedelta(hours=12), seen=timedelta(hours=1)), Locked.TOO_OLD),
    ],
)
def test_a_session_ends_when_left_or_too_old(age, reason):
    assert lock(age, NOW, **LIMITS) is reason
