"""The rules' codes as sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from communicators.models import Course
from communicators.rules.ladder import Standing, StepState
from communicators.rules.readiness import Reason, Standpoint, Why

# tone, icon, word
BADGES = {
    Standpoint.MAY_LEAD: ("done", "check", lazy("Kan leda")),
    Standpoint.EXPIRING: ("now", "hourglass-medium", lazy("Går snart ut")),
    Standpoint.WITH_SUPERVISOR: ("info", "users", lazy("Med handledare")),
    Standpoint.WAITS_FOR_ASSOCIATION: ("quiet", "clock", lazy("Väntar på förbund")),
    Standpoint.NOT_YET: ("quiet", "minus", lazy("Inte än")),
}

# What a row says of the topmost step: short names, because the column is narrow.
SHORT = {
    1: {
        StepState.DONE: lazy("Bas klar"),
        StepState.EXPIRING: lazy("Bas klar"),
        StepState.ONGOING: lazy("Bas pågår"),
        StepState.EXPIRED: lazy("Bas har gått ut"),
    },
    2: {
        StepState.DONE: lazy("Fördjupning klar"),
        StepState.EXPIRING: lazy("Fördjupning klar"),
        StepState.ONGOING: lazy("Fördjupning pågår"),
        StepState.EXPIRED: lazy("Fördjupning har gått ut"),
    },
    3: {
        StepState.DONE: lazy("Vägar vidare"),
        StepState.EXPIRING: lazy("Vägar vidare"),
        StepState.ONGOING: lazy("Vägar vidare pågår"),
        StepState.EXPIRED: lazy("Vägar vidare har gått ut"),
    },
}


def short(step: Standing | None, courses: list[Course]) -> str:
    """ "Fördjupning pågår"; a leader who hasn't begun: "Inte börjat"."""
    if step is None:
        return _("Inte börjat")
    course = next(course for course in courses if course.code == step.course)
    return str(SHORT.get(course.ladder_step, {}).get(step.state, course.name))


def sentence(reason: Reason, courses: dict[str, str]) -> str:
    """Why someone may not lead. `courses` are names by code."""
    course = courses.get(reason.course, reason.course)
    match reason.why:
        case Why.STEP_MISSING:
            return _("%(course)s är inte gjord.") % {"course": course}
        case Why.STEP_ONGOING:
            return _("%(course)s pågår.") % {"course": course}
        case Why.STEP_EXPIRED:
            return _("%(course)s har gått ut.") % {"course": course}
        case Why.NOT_APPROVED:
            return _("Inget studieförbund har godkänt ledaren.")
        case Why.RESTING:
            return _("Ledaren leder inte cirklar just nu.")
