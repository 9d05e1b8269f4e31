"""The gate to a study. A stranger's study is a 404, and the attempt is in the log."""

from accounts.access.gates import object_or_404
from accounts.access.verbs import Verb
from evaluation.models import Study


def study_for(user, public_id, verb: Verb) -> Study:
    """The study that `user` may do `verb` to, or Http404. Stewards see every study and do nothing else to it."""
    studies = Study.objects.visible_to(user) if verb == Verb.SEE else Study.objects.evaluated_by(user)
    return object_or_404(studies.select_related("organisation"), user, public_id, verb)
