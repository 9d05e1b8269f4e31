"""One page, two writes: the draft and the yes, together or not at all."""

from django.db import transaction

from organisations.models import Language
from participants.consent_texts import reviewed_texts
from participants.models import ConsentPurpose
from referrals import actions
from referrals.models import Referral


@transaction.atomic
def offer_referral(*, by, participant, need, consent=None) -> Referral:
    """A draft from a valid NeedForm, with the yes of a valid ConsentForm where there is one."""
    said = need.cleaned_data
    referral = actions.create_draft(
        by=by,
        participant=participant,
        needs=said["needs"],
        language=said["language"],
        municipality=said["municipality"],
        contact=need.contact(),
        urgency=said["urgency"],
        level=said["level"],
        offered_by=getattr(by, "communicator", None),
    )
    return write_consent(by=by, referral=referral, form=consent) if consent else referral


def write_consent(*, by, referral: Referral, form) -> Referral:
    """The yes, with the version of the text and the language that was read out."""
    asked = reviewed_texts(ConsentPurpose.REFERRAL, referral.language_id)
    spoken = referral.language if asked.in_own_language else Language.objects.get(code=asked.texts[0].language_id)
    return actions.record_consent(
        by=by,
        referral=referral,
        given=form.cleaned_data["given"],
        language=spoken if form.cleaned_data["given"] == "written" else referral.language,
        text_version=asked.version,
        organisations=form.cleaned_data["organisations"],
        fields=form.cleaned_data.get("fields_seen", []),
    )
