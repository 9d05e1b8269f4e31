"""What a page costs at a million marks: queries, median and 95th percentile, measured warm in one process.

A figure is the time of a whole request by Django's test client: middleware, session, queries, template.
Network and web server are not in it.
"""

import os
import platform
import tracemalloc
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import perf_counter

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

WARM_UP = 10


@dataclass(frozen=True)
class Page:
    """One thing to measure. `ask` makes a request and returns its response."""

    name: str
    ask: Callable
    rows: int  # how many rows the answer shows
    status: int = 200


@dataclass(frozen=True)
class Figure:
    name: str
    rows: int
    queries: int
    p50_ms: float
    p95_ms: float


def measure(page: Page, times: int) -> Figure:
    """RuntimeError when the page doesn't answer as it should: a fast error is no figure."""
    for _ in range(WARM_UP):
        answer = page.ask()
        if answer.status_code != page.status:
            raise RuntimeError(f"{page.name} answered {answer.status_code} {answer.headers.get('Location', '')}")
    with CaptureQueriesContext(connection) as captured:
        page.ask()
        queries = len(captured)  # now: the next request empties the log
    spans = [_span(page.ask) for _ in range(times)]
    p95 = quantiles(spans, n=20)[-1]
    return Figure(page.name, page.rows, queries, round(median(spans), 1), round(p95, 1))


def memory_of(make: Callable) -> float:
    """The most that `make` holds at once, in MB, beside what was there before."""
    make()
    tracemalloc.start()
    make()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return round(peak / 2**20, 1)


def _span(ask) -> float:
    """Milliseconds."""
    began = perf_counter()
    ask()
    return (perf_counter() - began) * 1000


def signed_in(user) -> Client:
    """Without a second factor, which is asked for at sign-in and not on a page."""
    settings.RINGAR_SECOND_FACTOR = False
    client = Client()
    client.force_login(user)
    return client


def machine() -> dict:
    return {
        "processors": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": _database(),
    }


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {connection.Database.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


def table(figures: list[Figure]) -> str:
    lines = [("page", "rows", "queries", "p50 ms", "p95 ms")]
    lines += [(f.name, str(f.rows), str(f.queries), f"{f.p50_ms:.1f}", f"{f.p95_ms:.1f}") for f in figures]
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(line[1:], widths[1:], strict=True))])
        for line in lines
    )


def as_json(figures: list[Figure], rows: dict[str, int]) -> dict:
    return {"machine": machine(), "rows": rows, "figures": [asdict(figure) for figure in figures]}
