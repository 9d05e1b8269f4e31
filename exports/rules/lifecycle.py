"""The states of a release and the only steps between them."""

from enum import StrEnum


class Step(StrEnum):
    PREVIEW = "preview"
    APPROVE = "approve"
    REFUSE = "refuse"
    BUILD = "build"  # the worker begins, or begins again
    PAUSE = "pause"  # cancelled or failed: can be built again
    FINISH = "finish"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


# A study has one release of a batch at a time in these.
OPEN = ("requested", "previewed", "approved", "building", "ready")
# Of these, before a file is there: a study has one extract of a programme at a time in them.
UNDECIDED = OPEN[:-1]

STEPS: dict[Step, tuple[tuple[str, ...], str]] = {
    Step.PREVIEW: (("requested",), "previewed"),
    Step.APPROVE: (("previewed",), "approved"),
    Step.REFUSE: (("requested", "previewed", "approved", "building"), "refused"),
    Step.BUILD: (("approved", "building"), "building"),
    Step.PAUSE: (("building",), "approved"),
    Step.FINISH: (("building",), "ready"),
    Step.SUPERSEDE: (("ready",), "superseded"),
    Step.WITHDRAW: (OPEN, "withdrawn"),
}


class NotNow(Exception):
    """The release is in a state from which this step can't be taken. Nothing has changed."""

    def __init__(self, status: str, step: Step):
        super().__init__(f"{step} from {status}")
        self.status, self.step = status, step


def after(status: str, step: Step) -> str:
    """The state after the step. Raises NotNow.

    >>> after("previewed", Step.APPROVE)
    'approved'
    """
    before, result = STEPS[step]
    if status not in before:
        raise NotNow(status, step)
    return result
