"""A real worker process that is killed (-9) as it reports its n-th step. Run by test_killed_worker.

python -m tests.exports.dying_worker STEP   (database settings as JSON on standard input; STEP 0 lives on)
"""

import json
import os
import signal
import sys

import django
from django.conf import settings


def main(step: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    settings.DATABASES["default"].update(json.load(sys.stdin))
    django.setup()

    from django.core.management import call_command

    from core import jobs

    report, seen = jobs.Progress.__call__, iter(range(1, 1000))

    def report_or_die(self, *facts):
        report(self, *facts)
        if next(seen) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    jobs.Progress.__call__ = report_or_die
    call_command("work", once=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
