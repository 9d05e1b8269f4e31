"""The rules' codes as sentences."""

from django.utils.translation import gettext, gettext_lazy

from communicators.models import Course
from communicators.rules.ladder import Standing, StepState
from communicators.rules.readiness import Reason, Standpoint, Why

# tone, icon, word
BADGES = {
    Standpoint.MAY_LEAD: ("done", "check", gettext_lazy("Kan leda")),
    Standpoint.EXPIRING: ("now", "hourglass-medium", gettext_lazy("Går snart ut")),
    Standpoint.WITH_SUPERVISOR: ("info", "users", gettext_lazy("Med handledare")),
    Standpoint.WAITS_FOR_ASSOCIATION: ("quiet", "clock", gettext_lazy("Väntar på förbund")),
    Standpoint.NOT_YET: ("quiet", "minus", gettext_lazy("Inte än")),
}

# What a row says of the topmost step: short names, because the column is narrow.
SHORT = {
    1: {
        StepState.DONE: gettext_lazy("Bas klar"),
        StepState.EXPIRING: gettext_lazy("Bas klar"),
        StepState.ONGOING: gettext_lazy("Bas pågår"),
        StepState.EXPIRED: gettext_lazy("Bas har gått ut"),
    },
    2: {
        StepState.DONE: gettext_lazy("Fördjupning klar"),
        StepState.EXPIRING: gettext_lazy("Fördjupning klar"),
        StepState.ONGOING: gettext_lazy("Fördjupning pågår"),
        StepState.EXPIRED: gettext_lazy("Fördjupning har gått ut"),
    },
    3: {
        StepState.DONE: gettext_lazy("Vägar vidare"),
        StepState.EXPIRING: gettext_lazy("Vägar vidare"),
        StepState.ONGOING: gettext_lazy("Vägar vidare pågår"),
        StepState.EXPIRED: gettext_lazy("Vägar vidare har gått ut"),
    },
}


def short(step: Standing | None, courses: list[Course]) -> str:
    """ "Fördjupning pågår"; a leader who hasn't begun: "Inte börjat"."""
    if step is None:
        return gettext("Inte börjat")
    course = next(course for course in courses if course.code == step.course)
    return str(SHORT.get(course.ladder_step, {}).get(step.state, course.name))


def sentence(reason: Reason, courses: dict[str, str], association: str = "") -> str:
    """Why someone may not lead. `courses` are names by code; `association` is the one that must approve."""
    course = courses.get(reason.course, reason.course)
    match reason.why:
        case Why.STEP_MISSING:
            return gettext("%(course)s är inte gjord.") % {"course": course}
        case Why.STEP_ONGOING:
            return gettext("%(course)s pågår.") % {"course": course}
        case Why.STEP_EXPIRED:
            return gettext("%(course)s har gått ut.") % {"course": course}
        case Why.NOT_APPROVED if association:
            return gettext("%(association)s har inte godkänt ledaren.") % {"association": association}
        case Why.NOT_APPROVED:
            return gettext("Inget studieförbund har godkänt ledaren.")
        case Why.RESTING:
            return gettext("Ledaren leder inte cirklar just nu.")
