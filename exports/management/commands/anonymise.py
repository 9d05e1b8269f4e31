"""`manage.py anonymise`: any table with any hierarchies, from files to files."""

import argparse
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from disclosure.recoding import Closeness, Metric, Refused, Request, anonymise
from disclosure.recoding.files import read_hierarchies, read_table, write_table


class Command(BaseCommand):
    help = "Coarsen a table until nobody stands alone in it. Refuses in a sentence, and then writes nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("data", type=Path, help="CSV with a header, comma or semicolon")
        parser.add_argument("--hierarchies", type=Path, required=True, help="folder with <column>.csv: leaf;…;*")
        parser.add_argument("--k", type=int, required=True, help="people in each class at least, 5 or more")
        parser.add_argument("--max-suppression", type=float, default=0.0, help="share of rows, such as 0.04")
        parser.add_argument("--metric", type=Metric, choices=list(Metric), default=Metric.NUE)
        parser.add_argument("--t", type=_closeness, metavar="COLUMN=0.2:equal", help="or :ordered")
        parser.add_argument(
            "--l",
            type=_distinct,
            action="append",
            default=[],
            metavar="COLUMN=2",
            dest="distinct",
            help="distinct values",
        )
        parser.add_argument("--keep", action="append", default=[], metavar="COLUMN", help="hand out as it is")
        one_of = parser.add_mutually_exclusive_group()
        one_of.add_argument("--single", action="store_true", help="stop at the best node")
        one_of.add_argument("--local", action="store_true", help="levels by parts of the table; suppresses nobody")
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--report", type=Path, required=True, help="JSON: what it cost and what risk is left")

    def handle(self, *, data, hierarchies, out, report, **options):
        request = Request(distinct=dict(options.pop("distinct")), **_asked(options))
        try:
            rows, delimiter = read_table(data)
            result = anonymise(rows, read_hierarchies(hierarchies), request)
        except Refused as refused:
            raise CommandError(f"{refused} [{refused.reason}]") from None
        if data.resolve() in {out.resolve(), report.resolve()}:
            raise CommandError("The result would overwrite the data. Give other names for --out and --report.")
        try:
            report.write_text(json.dumps(result.report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            write_table(out, result.table, delimiter)
        except OSError as error:
            raise CommandError(f"The result cannot be written: {error.strerror}: {error.filename}") from None
        self._tell(result.report)

    def _tell(self, report):
        classes = report["classes"]
        self.stdout.write(
            f"{report['rows']} rows in {classes['count']} classes of {classes['smallest']} to {classes['largest']}, "
            f"{report['suppressed']} suppressed, NCP {report['ncp']:.4f}."
        )
        if report["left_out"]:
            left_out = ", ".join(report["left_out"])
            self.stdout.write(
                f"Left out: {left_out}. They have no hierarchy; name in --keep what shall be handed out as it is."
            )


def _asked(options):
    return {name: options[name] for name in ("k", "max_suppression", "metric", "t", "keep", "single", "local")}


def _closeness(text):
    column, _, rest = text.rpartition("=")
    limit, _, distance = rest.partition(":")
    try:
        return Closeness(_named(column), float(limit), distance or "equal")
    except ValueError:
        raise argparse.ArgumentTypeError(f"write COLUMN=0.2:equal or COLUMN=0.2:ordered, not {text!r}") from None


def _distinct(text):
    column, _, least = text.rpartition("=")
    try:
        return _named(column), int(least)
    except ValueError:
        raise argparse.ArgumentTypeError(f"write COLUMN=2, not {text!r}") from None


def _named(column):
    if not column:
        raise ValueError("no column")
    return column
