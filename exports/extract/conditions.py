"""What stands for an extract of this study today, read for `rules.extracts`."""

from evaluation.models import Study
from exports.access import is_closed
from exports.models import RecipientKey
from exports.rules.extracts import Conditions


def conditions(study: Study, *, asks) -> Conditions:
    """The recipient is the study's own organisation: only its evaluators ask. The principal counts while she is one."""
    notice = study.notice
    led = Study.objects.evaluated_by(study.principal).filter(pk=study.pk) if study.principal else Study.objects.none()
    return Conditions(
        mode=study.mode,
        ethics_reference=study.ethics_reference,
        agreement=study.agreement,
        dpia_reference=study.dpia_reference,
        purpose=study.purpose,
        recipient=study.organisation_id,
        named=None if notice is None else set(notice.recipients.values_list("pk", flat=True)),
        destroy_by=study.destroy_by,
        principal=study.principal if led.exists() else None,
        asks=asks,
        public_key=public_key_of(study),
        is_closed=is_closed(study),
    )


def public_key_of(study: Study) -> str:
    keys = RecipientKey.objects.filter(study=study, organisation=study.organisation_id)
    return keys.values_list("public_key", flat=True).first() or ""
