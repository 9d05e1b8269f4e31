"""The gates of this room. A stranger's study, consent or request is a 404, and the attempt is in the log."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from accounts.access.gates import object_or_404, require
from accounts.access.verbs import Thing, Verb
from circles.models import Circle
from evaluation.models import Study, StudyConsent, TalkRequest, Wave
from evaluation.rules.asking import ASKED_WHILE


def study_for(user, public_id, verb: Verb) -> Study:
    """The study that `user` may do `verb` to, or Http404.

    SEE: its evaluators and the stewards. EDIT: the stewards and its principal. CREATE (ask for releases): its
    evaluators.
    """
    studies = {
        Verb.SEE: Study.objects.visible_to,
        Verb.EDIT: Study.objects.changed_by,
        Verb.CREATE: Study.objects.evaluated_by,
    }[verb](user)
    return object_or_404(studies.select_related("organisation", "principal"), user, public_id, verb)


def may_change(user, study: Study) -> bool:
    """Whether the study is the user's to change: as its principal, or as a data steward."""
    return Study.objects.changed_by(user).filter(pk=study.pk).exists()


def wave_in(circle: Circle, public_id) -> Wave:
    """A wave of a study that asks in this circle, which has passed its own gate; or Http404."""
    found = Wave.objects.filter(study__in=studies_in(circle), public_id=public_id).select_related("study").first()
    if found is None:
        raise Http404
    return found


def studies_in(circle: Circle):
    """The studies that ask in the circle today."""
    return Study.objects.asking(timezone.localdate()).about(circle).order_by("title")


def circles_asked(user):
    """The circles that the user runs and that a study asks in today, the latest first."""
    asking = Study.objects.asking(timezone.localdate()).filter(
        Q(hubs=OuterRef("hub")) | Q(hubs=None), programmes=OuterRef("programme")
    )
    rows = Circle.objects.visible_with_people(user).filter(Exists(asking), status__in=ASKED_WHILE)
    return rows.select_related("municipality", "language").order_by("-pk")


def consent_for(user, public_id) -> StudyConsent:
    """A yes that the user may take back for somebody in a circle she coordinates, or Http404."""
    rows = StudyConsent.objects.withdrawn_by(user).select_related("participant", "notice__study__organisation")
    return object_or_404(rows, user, public_id, Verb.EDIT)


def sees_consents_in(circle: Circle, user) -> bool:
    """Its coordinators, if they don't lead it: a leader isn't told who has said yes."""
    own = Circle.objects.filter(pk=circle.pk)
    return own.coordinated_by(user).exists() and not own.led_by(user).exists()


def consents_in(circle: Circle, study: Study, user):
    """The standing yeses of people in the circle that the user may take back."""
    rows = StudyConsent.objects.withdrawn_by(user).filter(notice__study=study, participant__enrolments__circle=circle)
    return rows.select_related("participant", "notice").distinct().order_by("pk")


def talk_for(user, public_id) -> TalkRequest:
    """A wish to talk that is the user's to take, or Http404."""
    return object_or_404(TalkRequest.objects.to(user), user, public_id, Verb.ANSWER)


def may_type_answers(user) -> None:
    """Http404 for whoever never types what was written on paper. Whose circle it is, the rules ask of each slip."""
    require(user, Verb.CREATE, Thing.ANSWERS)


def study_asking(public_id) -> Study:
    """For a tablet on which nobody is signed in: a study that asks today, or Http404. What it asks is on paper too."""
    found = Study.objects.asking(timezone.localdate()).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
