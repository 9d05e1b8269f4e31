"""The worker: carries out queued jobs and takes back those whose worker died."""

import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from core import jobs


class Command(BaseCommand):
    help = "Carry out background jobs until stopped. Any number of workers may run, on any machines."

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks at the queue")
        parser.add_argument("--once", action="store_true", help="empty the queue and stop")

    def handle(self, *, interval, once, verbosity, **options):
        worker = _worker()
        worker.configure_signals()
        call_command("prune_db_task_results", verbosity=0)  # the tasks of a fortnight ago; jobs keep their own rows
        while worker.running:
            try:
                self.round(worker)
            except OperationalError as error:  # the database is restarting: it comes back, and so do we
                self.stderr.write(f"the database is away: {type(error).__name__}")
            if once:
                return
            time.sleep(interval)

    def round(self, worker: Worker) -> None:
        close_old_connections()
        now = timezone.now()
        jobs.worker_beats(now)
        if reaped := jobs.reap(now):
            self.stderr.write(f"took back {reaped} from a lost worker")
        jobs.tidy(now)
        worker.run()  # returns when the queue is empty


def _worker() -> Worker:
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
