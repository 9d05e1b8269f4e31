"""Whose rows an extract holds: who said yes to this study as it is told now, and whose list is signed."""

from django.db.models import QuerySet

from circles.models import Circle, Enrolment
from evaluation.models import Notice, Study, StudyConsent
from exports.figures.published import HAD_A_SEAT
from materials.models import Programme

SIGNED = Circle.LOCKED  # before that, marks still change


def consents_to(notice: Notice) -> QuerySet[StudyConsent]:
    """Every yes to this version that stands. Protected identities never leave the house, whatever they said."""
    return still_said(StudyConsent.objects.filter(notice=notice))


def still_said(consents: QuerySet[StudyConsent]) -> QuerySet[StudyConsent]:
    return consents.filter(withdrawn_at=None, participant__is_protected=False)


def seats_of(study: Study, programme: Programme, notice: Notice) -> QuerySet[Enrolment]:
    """The seats that an extract tells of, in no order of their own."""
    seats = Enrolment.objects.filter(
        participant__in=consents_to(notice).values("participant"),
        circle__programme=programme,
        circle__status__in=SIGNED,
        status__in=HAD_A_SEAT,
    )
    hubs = study.hubs.all()
    return seats.filter(circle__hub__in=hubs) if hubs else seats
