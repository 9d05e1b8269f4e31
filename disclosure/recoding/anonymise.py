"""A table for the outside: recoded, only the columns that were named, with an account of what it cost."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from disclosure.recoding.demands import Closeness
from disclosure.recoding.hierarchy import Hierarchy
from disclosure.recoding.losses import Metric
from disclosure.recoding.partition import partition
from disclosure.recoding.refused import Reason, Refused
from disclosure.recoding.search import search
from disclosure.recoding.solution import Solution

LEAST_K = 5  # of anything that leaves the house; may be raised, never lowered


@dataclass(frozen=True)
class Request:
    """How a table is to be recoded: `local` by parts, else one level per column, `single` without a second round."""

    k: int
    max_suppression: float = 0.0
    metric: Metric = Metric.NUE
    t: Closeness | None = None
    distinct: Mapping[str, int] | None = None
    single: bool = False
    local: bool = False
    keep: Collection[str] = ()

    @property
    def method(self) -> str:
        return "local" if self.local else "single" if self.single else "global"


@dataclass(frozen=True)
class Anonymised:
    """The columns that may leave, in their order, and the report (plain values, ready for JSON)."""

    table: dict[str, list[str]]
    report: dict[str, Any]


def anonymise(rows: Mapping[str, Sequence[str]], hierarchies: Mapping[str, Hierarchy], request: Request) -> Anonymised:
    """Recode, and leave out every column that is neither coarsened, nor sensitive by `t`, nor named in `keep`.

    A name or number that somebody forgot in the table would undo all the rest; and what `distinct` counts may
    be one, such as the circle. Refused for k below five.
    """
    if request.k < LEAST_K:
        floor = f"Nothing leaves with fewer than {LEAST_K} people to a class; k may be raised, never lowered."
        raise Refused(Reason.K_TOO_LOW, f"k = {request.k} is refused. {floor}")
    for column in request.keep:
        if column not in rows:
            raise Refused(Reason.UNKNOWN_COLUMN, f"There is no column “{column}” to keep.")
    solution = _solve(rows, hierarchies, request)
    stay = {*request.keep, *([request.t.column] if request.t else [])}
    table = {c: solution.table.get(c) or list(rows[c]) for c in rows if c in solution.table or c in stay}
    left_out = [column for column in rows if column not in table]
    return Anonymised(table, _report(solution, request) | {"left_out": left_out})


def _solve(rows: Mapping[str, Sequence[str]], hierarchies: Mapping[str, Hierarchy], request: Request) -> Solution:
    asked = {"k": request.k, "t": request.t, "distinct": request.distinct}
    if request.local:
        return partition(rows, hierarchies, **asked)
    return search(
        rows,
        hierarchies,
        max_suppression=request.max_suppression,
        metric=request.metric,
        iterate=not request.single,
        **asked,
    )


def _report(solution: Solution, request: Request) -> dict[str, Any]:
    sizes = solution.sizes
    return {
        "method": request.method,
        "k": request.k,
        "max_suppression": request.max_suppression,
        "metric": str(Metric.NCP if request.local else request.metric),
        "t": request.t and dict(request.t._asdict()),
        "distinct": dict(request.distinct or {}),
        "rows": sum(sizes),
        "levels": solution.levels,
        "rows_by_level": {c: dict(sorted(Counter(levels).items())) for c, levels in solution.row_levels.items()},
        "loss": solution.loss,
        "ncp": solution.ncp,
        "dm": solution.dm,
        "suppressed": solution.suppressed,
        "classes": {
            "count": len(sizes),
            "smallest": sizes[0],
            "median": median_low(sizes),
            "largest": sizes[-1],
            "sizes": dict(Counter(sizes)),
        },
        "risks": {"highest": solution.highest_risk, "average": solution.average_risk},
    }
