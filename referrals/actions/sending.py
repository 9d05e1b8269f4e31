"""What the hub does: offers, asks for consent, sends, takes back, closes the loop."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.rules.verdict import Refused, reason, require
from organisations.models import Organisation
from participants import actions as participants_actions
from participants.models import Consent, ConsentPurpose, Participant
from referrals.actions.steps import part_of_hub, refuse_numbers, take, write_down
from referrals.models import Referral
from referrals.rules.consent import Yes, covered_part, covers, fields_of
from referrals.rules.deadlines import answer_due
from referrals.rules.lifecycle import OPEN, SENDER, may_take

CONTACT_KEYS = ("phone", "email", "area", "times", "wishes")


@transaction.atomic
def create_draft(
    *,
    by,
    participant: Participant,
    needs: Iterable,
    language,
    municipality,
    contact: Mapping[str, object] | None = None,
    urgency: str = Referral.Urgency.NORMAL,
    level: int | None = None,
    offered_by=None,
    replaces: Referral | None = None,
) -> Referral:
    """A referral that says what is needed; offer and receiver are chosen when it is sent.

    A protected person's draft holds no contact details: the coordinator is the way to them.
    """
    needs = list(needs)
    require(may_take("create", status="-", brings={"needs": needs}))
    row = Referral.objects.create(
        participant=participant,
        hub=participant.hub,
        offered_by=offered_by,
        language=language,
        municipality=municipality,
        urgency=urgency,
        level=level,
        contact=None if participant.is_protected else _clean(contact),
        replaces=replaces,
    )
    row.needs.set(needs)
    write_down(row, "redirect" if replaces else "create", by=by, part=SENDER, at=timezone.now())
    return row


def _clean(contact: Mapping[str, object] | None) -> dict | None:
    kept = {key: contact[key] for key in CONTACT_KEYS if (contact or {}).get(key)}
    refuse_numbers(*(value for key, value in kept.items() if key in ("area", "email")))
    return kept or None


@transaction.atomic
def record_consent(
    *,
    by,
    referral: Referral,
    given: Consent.Given,
    language,
    text_version: int,
    organisations: Iterable[Organisation],
    fields: Iterable[str],
) -> Referral:
    """A yes to this referral. It takes the place of an earlier one, which ends. Whatever the person didn't say yes to
    showing is deleted from the draft."""
    fields = frozenset(fields)
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    if row.status != Referral.Status.DRAFT:
        raise Refused(reason("illegal_step", action="consent", status=row.status))
    earlier = row.consent
    row.consent = participants_actions.give_consent(
        by=by,
        participant=row.participant,
        purpose=ConsentPurpose.REFERRAL,
        given=given,
        language=language,
        text_version=text_version,
        organisations=organisations,
        fields=fields,
    )
    row.contact = covered_part(row.contact, fields)
    row.save()
    if earlier:
        participants_actions.withdraw_consent(by=by, consent=earlier)
    write_down(row, "consent", by=by, part=SENDER, before=row.status, at=timezone.now())
    return row


@transaction.atomic
def send(*, by, referral: Referral, offer, expected: str = "") -> Referral:
    """Ask one partner. Needs a yes that covers this receiver and what the referral holds, and a listed offer."""
    now = timezone.now()
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    if row.status == Referral.Status.DRAFT:
        require(covers(yes_of(row.consent), receiver=offer.organisation_id, fields=fields_of(row.contact), now=now))
        if offer.status not in ("published", "needs_review"):
            raise Refused(reason("offer_not_listed"))
    return take(
        row,
        "send",
        by=by,
        part=SENDER,
        expected=expected,
        at=now,
        offer=offer,
        partner=offer.organisation,
        matched_by=by,
        answer_due_at=answer_due(now, row.urgency),
    )


def yes_of(consent: Consent | None) -> Yes | None:
    """The consent as the rule reads it."""
    if consent is None:
        return None
    receivers = frozenset(consent.organisations.values_list("pk", flat=True))
    return Yes(receivers, frozenset(consent.fields), consent.given_at, consent.withdrawn_at)


def cancel(*, by, referral: Referral, reason: str, expected: str = "", part: str = SENDER) -> Referral:
    """Take the referral back. A receiver who was sent it has to say that it has seen so."""
    return take(referral, "cancel", by=by, part=part, expected=expected, reason=reason)


@transaction.atomic
def withdraw_consent(*, by, referral: Referral) -> list[Referral]:
    """The person has changed their mind: every open referral that rests on the yes is taken back, and contact
    details and messages are deleted at once, also of those that have ended. → the referrals taken back."""
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    if row.consent is None:
        raise Refused(reason("consent_missing"))
    participants_actions.withdraw_consent(by=by, consent=row.consent)
    taken_back = []
    for resting in Referral.objects.filter(consent=row.consent):
        if resting.status in OPEN:
            taken_back.append(cancel(by=by, referral=resting, reason=Referral.Reason.CONSENT_WITHDRAWN))
        forget_contact(resting.pk, by=by)
    return taken_back


def forget_contact(pk: int, *, by) -> None:
    """Delete contact details and messages of a referral; does nothing where they are gone."""
    now = timezone.now()
    row = Referral.objects.select_for_update().get(pk=pk)
    row.events.exclude(message="").update(message="")
    if row.contact is None:
        return
    Referral.objects.filter(pk=pk).update(contact=None, contact_deleted_at=now)
    record("referral.contact_deleted", row, by=by)


@transaction.atomic
def ask_next(*, by, referral: Referral, expected: str = "") -> Referral:
    """After silence: take the question back as unreachable, and begin anew with the same need and yes. → the draft."""
    row = cancel(by=by, referral=referral, reason=Referral.Reason.RECEIVER_UNREACHABLE, expected=expected)
    return _again(row, by=by)


def feedback(*, by, referral: Referral, participant_informed: bool, expected: str = "") -> Referral:
    """Close the loop: the outcome is read, and the participant has been told or couldn't be."""
    return take(referral, "feedback", by=by, part=SENDER, expected=expected, participant_informed=participant_informed)


@transaction.atomic
def redirect(*, by, referral: Referral) -> Referral:
    """A new draft with the same need and the same yes, after a no. Contact details move on with it."""
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    require(may_take("redirect", status=row.status, brings={"replaces": row}))
    if newer := row.replaced_by.first():
        return newer
    return _again(row, by=by)


def _again(row: Referral, *, by) -> Referral:
    draft = create_draft(
        by=by,
        participant=row.participant,
        needs=row.needs.all(),
        language=row.language,
        municipality=row.municipality,
        contact=row.contact,
        urgency=row.urgency,
        level=row.level,
        offered_by=row.offered_by,
        replaces=row,
    )
    draft.consent = row.consent
    draft.save()
    return draft


@transaction.atomic
def void(*, by, referral: Referral, reason: str, expected: str = "") -> Referral:
    """Entered in error: kept for the log alone, its contact details gone."""
    row = take(referral, "void", by=by, part=part_of_hub(referral), expected=expected, reason=reason)
    forget_contact(row.pk, by=by)
    row.refresh_from_db()
    return row
