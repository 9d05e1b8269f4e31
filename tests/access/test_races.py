"""Two people press at the same moment, in two threads with a connection each: the first wins, the second is told.

On SQLite one waits for the other's transaction, on PostgreSQL for the other's row.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.access.roles import Role
from circles.models import Session
from core.models import Job
from exports.actions.releases import BUILD, preview_release
from tests import cast
from tests.exports import ledger

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*presses):
    """Sends (user, path, body) at the same moment, each from its own browser; the answers, in the same order."""
    clients = [Client() for _ in presses]
    for client, (user, *_rest) in zip(clients, presses, strict=True):
        client.force_login(user)
        client.get("/my-account/")
    ready = Barrier(len(presses), timeout=30)

    def press(client, path, body):
        try:
            ready.wait()
            return client.post(path, body)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        running = [
            pool.submit(press, client, path, body) for client, (_user, path, body) in zip(clients, presses, strict=True)
        ]
        return [one.result(timeout=60) for one in running]


def text(answer) -> str:
    return answer.content.decode()


def test_two_answers_to_a_referral(world):
    colleague = cast.person("Pia Partner", Role.PARTNER, world.organisations["im"])
    referral = cast.referral(world)
    path = f"/referrals/inbox/{referral.public_id}"
    yes, no = at_once(
        (world.im, f"{path}/accept/", {"seen": "sent", "contact_person": "Maja Ek"}),
        (colleague, f"{path}/decline/", {"seen": "sent", "reason": "capacity"}),
    )
    referral.refresh_from_db()
    assert sorted([yes.status_code, no.status_code]) == [302, 409]
    if referral.status == "accepted":
        late, theirs, mine = no, "Accepterad", "Nej"
    else:
        late, theirs, mine = yes, "Avböjd", "Ja"
    assert late.status_code == 409
    assert f"<dd>{mine}</dd>" in text(late) and theirs in text(late)
    assert referral.events.exclude(action="message").count() == 1


def builds():
    """Work on releases; a batch's preview is work too."""
    return Job.objects.filter(kind=BUILD)


def test_two_decisions_on_a_release(world):
    other = cast.person("Dag Data", Role.STEWARD, world.organisations["skane"])
    release = preview_release(release=ledger.requested(world), by=world.steward)
    path = f"/releases/{release.public_id}"
    approved, refused = at_once(
        (world.steward, f"{path}/approve/", {}), (other, f"{path}/refuse/", {"rule": "purpose"})
    )
    release.refresh_from_db()
    # Refusing may follow an approval: then both are taken, in that order. An approval never follows a refusal.
    assert release.status == "refused"
    if approved.status_code == 409:
        assert "Du ville godkänna utgåvan." in text(approved) and "Nekad" in text(approved)
        assert not builds().exists()
    else:
        assert refused.status_code == 302
        assert builds().get().state == "cancelled"


def test_two_approvals_of_a_release_make_one_job(world):
    other = cast.person("Dag Data", Role.STEWARD, world.organisations["skane"])
    release = preview_release(release=ledger.requested(world), by=world.steward)
    path = f"/releases/{release.public_id}/approve/"
    answers = at_once((world.steward, path, {}), (other, path, {}))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    late = next(answer for answer in answers if answer.status_code == 409)
    assert "Du ville godkänna utgåvan." in text(late) and "Den är nu: Godkänd." in text(late)
    assert builds().count() == 1


def test_two_requests_for_the_same_batch_make_one_release(world):
    colleague = cast.person("Ulla Utvärderare", Role.EVALUATOR, world.organisations["uppsala"])
    first = ledger.requested(world)
    first.delete()
    path, body = f"/studies/{world.study.public_id}/request/", {"programme": "vagar-vidare"}
    at_once((world.uppsala, path, body), (colleague, path, body))
    assert world.study.releases.filter(status="requested").count() == 1


def test_two_closings_of_a_register_close_it_once(world):
    session = world.circle.sessions.order_by("ordinal").first()
    start = timezone.now() - timedelta(hours=1)
    Session.objects.filter(pk=session.pk).update(starts_at=start, ends_at=start + timedelta(hours=3))
    before = Session.objects.get(pk=session.pk)
    path = f"/sessions/{session.public_id}/register/close/"
    answers = at_once((world.sahar, path, {"rest": "1"}), (world.eva, path, {"rest": "1"}))
    after = Session.objects.get(pk=session.pk)
    assert [answer.status_code for answer in answers] == [302, 302]  # they want the same, and it is so
    assert (after.status, after.sequence) == ("held", before.sequence + 1)
    assert session.attendances.count() == world.circle.enrolments.count()
    assert set(session.attendances.values_list("version", flat=True)) == {1}


def test_two_who_use_a_held_seat_fill_it_once(world):
    seat = cast.held_seat(world)
    colleague = cast.person("Kaj Kollega", Role.COORDINATOR, world.organisations["skane"], hub=world.skane)
    path, before = f"/referrals/seats/{seat.public_id}/came/", world.circle.enrolments.count()
    answers = at_once((world.eva, path, {"language": "prs"}), (colleague, path, {"language": "prs"}))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert world.circle.enrolments.count() == before + 1
