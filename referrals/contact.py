"""Contact details: who may read them, and the trace that each reading leaves."""

from dataclasses import dataclass

from accounts.models import User
from audit.events import record
from audit.models import AuditEvent
from core.readonly import bookkeeping
from organisations.models import Membership
from referrals.models import Referral

SEEN, READ = "referral.seen", "referral.contact_read"
RECEIVER_READS = ("sent", "received", "accepted", "in_progress", "on_hold")


def may_read(referral: Referral, *, as_receiver: bool) -> bool:
    """Sender: as long as they are kept. Receiver: while there is something to do, and never of a protected person."""
    if referral.contact is None:
        return False
    if as_receiver:
        return referral.status in RECEIVER_READS and not referral.participant.is_protected
    return True


def read(referral: Referral, *, by, as_receiver: bool) -> dict:
    """The contact details, with the reading written down; {} where there is nothing to read."""
    if not may_read(referral, as_receiver=as_receiver):
        return {}
    with bookkeeping():
        record(READ, referral, by=by)
    return referral.contact


def seen(referral: Referral, *, by) -> None:
    """Write down that `by` has looked at the referral."""
    with bookkeeping():
        record(SEEN, referral, by=by)


def list_seen(*, by) -> None:
    """Write down that a data steward has looked at the list of every hub's referrals."""
    with bookkeeping():
        record("referral.list_seen", by=by)


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    organisation: str
    last_at: object
    times: int
    read_contact: bool


def readers(referral: Referral) -> list[Reader]:
    """Everyone who has looked at the referral, latest first."""
    events = list(
        AuditEvent.objects.filter(
            subject_type="referrals.referral", subject=str(referral.public_id), verb__in=(SEEN, READ)
        ).values_list("actor", "verb", "at")
    )
    people = {str(user.public_id): user for user in User.objects.filter(public_id__in={e[0] for e in events if e[0]})}
    offices = dict(
        Membership.objects.active()
        .filter(user__in=people.values())
        .values_list("user__public_id", "organisation__name")
    )
    return sorted(
        (_reader(person, offices.get(person.public_id, ""), key, events) for key, person in people.items()),
        key=lambda reader: reader.last_at,
        reverse=True,
    )


def _reader(person: User, office: str, key: str, events: list[tuple]) -> Reader:
    own = [(verb, at) for actor, verb, at in events if actor == key]
    return Reader(
        name=person.name,
        organisation=office,
        last_at=max(at for _, at in own),
        times=sum(verb == SEEN for verb, _ in own),
        read_contact=any(verb == READ for verb, _ in own),
    )
