"""The gate to a study. A stranger's study is a 404, and the attempt is in the log."""

from accounts.access.gates import object_or_404
from accounts.access.verbs import Verb
from evaluation.models import Study


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
