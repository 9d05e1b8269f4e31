"""What a page says of the need and of the yes."""

from django.utils.translation import gettext as _

from core.lists import in_a_row, listed, listed_apart
from referrals.models import Referral
from referrals.rules.consent import fields_of
from referrals.words import FIELDS, enumerated, time_labels, wish_labels


def needs_and_wishes(referral) -> list[tuple[str, str]]:
    """Label and value of what is asked for, without the contact details' phone and mail."""
    held, person = referral.contact or {}, referral.participant
    needs = [
        label
        for flag, label in (
            (person.needs_childcare, _("barnpassning")),
            (person.needs_travel, _("hjälp med resan")),
            (person.needs_access, _("tillgänglig lokal")),
            (person.needs_reading_help, _("hjälp att läsa")),
            (person.needs_interpreter, _("tolk")),
        )
        if flag
    ]
    area = in_a_row([referral.municipality.name, held.get("area")])
    rows = [
        (_("Vill ha"), enumerated(need.name for need in referral.needs.all())),
        (_("Språk"), str(referral.language)),
        (_("Område"), area),
        (_("Kan"), time_labels(held.get("times", ()))),
        (_("Önskar"), wish_labels(held.get("wishes", ()))),
        (_("Behöver"), enumerated(needs)),
    ]
    return [(label, value[:1].upper() + value[1:]) for label, value in rows if value]


def consent_panel(referral) -> dict:
    """What the person said yes to; `consent` is None where they have not, or no longer."""
    consent = referral.consent
    if consent is None or consent.withdrawn_at is not None:
        return {"consent": None, "was_withdrawn": consent is not None}
    held = ["card", "language", "needs", *sorted(fields_of(referral.contact))]
    if referral.participant.is_protected:
        held = ["card", "language", "needs"]
    return {
        "consent": consent,
        "consent_to": listed_apart(organisation.label for organisation in consent.organisations.all()),
        "consent_fields": listed(FIELDS[name] for name in held),
    }


def facts_for_partner(referral: Referral) -> list[tuple[str, str]]:
    """What the receiver sees: the same while there is something to do; of a protected person, and after the end,
    only need and language."""
    if referral.participant.is_protected or not may_see_wishes(referral):
        return [
            (_("Vill ha"), enumerated(need.name for need in referral.needs.all())),
            (_("Språk"), str(referral.language)[:1].upper() + str(referral.language)[1:]),
        ]
    return needs_and_wishes(referral)


def may_see_wishes(referral: Referral) -> bool:
    return referral.status in ("sent", "received", "accepted", "in_progress", "on_hold")
