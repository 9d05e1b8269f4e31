"""What those who run a circle see of the studies that ask in it: slips by occasion; its coordinators, who says yes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from circles.models import Circle, Enrolment
from core.qr import Square, square
from evaluation.access import consents_in, studies_in
from evaluation.models import AnswerSlip, Study, StudyConsent, Wave


@dataclass(frozen=True)
class Occasion:
    """`holding` cards have a slip that works, `used` have used theirs, `left` have neither and can be given one."""

    wave: Wave
    holding: int
    used: int
    left: int
    newest: int  # goes with the form, so that the same form sent twice makes slips once


@dataclass(frozen=True)
class AskingStudy:
    study: Study
    address: str  # to open on a tablet that may lose its network
    occasions: list[Occasion]
    consents: list[StudyConsent]

    @property
    def qr(self) -> Square:
        return square(self.address)


def asking_studies(circle: Circle, seats: Sequence[Enrolment], whole: Callable[[str], str], user) -> list[AskingStudy]:
    """`whole` makes a path an address, such as `request.build_absolute_uri`."""
    studies = studies_in(circle).select_related("organisation").prefetch_related("waves")
    return [
        AskingStudy(
            study,
            whole(reverse("evaluation:tablet", args=[study.public_id])),
            [_occasion(circle, wave, seats) for wave in in_order(study)],
            list(consents_in(circle, study, user)),
        )
        for study in studies
    ]


def in_order(study: Study) -> list[Wave]:
    points = list(Wave.Point)
    return sorted(study.waves.all(), key=lambda wave: points.index(wave.point))


def _occasion(circle: Circle, wave: Wave, seats: Sequence[Enrolment]) -> Occasion:
    slips = AnswerSlip.objects.filter(wave=wave, enrolment__in=seats)
    used = set(slips.exclude(used_at=None).values_list("enrolment", flat=True))
    holding = set(slips.unused(timezone.now()).values_list("enrolment", flat=True)) - used
    took_back = StudyConsent.objects.taken_back().filter(notice__study=wave.study)
    not_asked = set(took_back.values_list("participant", flat=True))
    left = [one for one in seats if one.pk not in holding | used and one.participant_id not in not_asked]
    return Occasion(wave, len(holding), len(used), len(left), AnswerSlip.objects.newest_of(circle, wave))
