"""What every page of a study stands in: its name, its tabs, its latest release."""

from datetime import datetime

from evaluation.models import Study
from exports.access import releases_of
from exports.columns import VARIABLES
from exports.pages import study_page


def frame(study: Study, *, now: datetime) -> dict:
    """The context of `exports/study_base.html`."""
    return {"study": study, "page": study_page(study, releases_of(study), now=now), "variable_count": VARIABLES}
