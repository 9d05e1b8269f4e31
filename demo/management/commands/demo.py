"""`make demo`: an invented world on this machine, with its worker and its web server."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Prepare the demo world and serve it until Ctrl-C."
    requires_system_checks = []  # they cost a second of every start, and `make check` runs them

    def handle(self, **options):
        if not settings.RINGAR_DEMO:
            raise CommandError("The demo starts only with RINGAR_DEMO=1, as `make demo` sets it.")
        port = _free_port(os.environ.get("PORT", "8000"))
        self.prepare()
        processes = start(port)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            wait_until_healthy(port, processes)
            self.stdout.write(f"\nRingar runs at http://{HOST}:{port}\n")
            call_command("demo_signins", stdout=self.stdout)
            self.stdout.write("Stop with Ctrl-C.")
            self.stdout.flush()
            self.watch(processes, port)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped. The world stays in the data folder.")
        finally:
            stop(processes)

    def watch(self, processes, port):
        """Until the web server stops. A worker that died is begun anew: its jobs are taken back after half a minute."""
        while processes[WEB].poll() is None:
            if processes[WORKER].poll() is not None:
                self.stderr.write("The worker stopped. Starting another.")
                time.sleep(PAUSE)
                processes[WORKER] = start_worker(port)
            time.sleep(0.5)
        raise CommandError("The web server stopped; see the lines above.")

    def prepare(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Making the database …")
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
            call_command("seed_reference", verbosity=0)
        collect_static()
        call_command("seed_demo", stdout=self.stdout)


def _free_port(text: str) -> int:
    """Raises CommandError with the remedy where the port can't be used."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CommandError(f"PORT={text!r}: write a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            raise CommandError(f"Port {text} is taken. Try: make demo PORT={int(text) + 1}") from error
    return int(text)


def collect_static() -> None:
    """Collect and compress the static files when they have changed since the last start."""
    stamp, root = hashlib.sha256(), Path(settings.BASE_DIR)
    for path in sorted([*root.glob("static/**/*"), *root.glob("*/static/**/*")]):
        if path.is_file() and settings.RINGAR_DATA not in path.parents:
            stamp.update(f"{path.relative_to(root)} {path.stat().st_mtime_ns}\n".encode())
    kept = Path(settings.RINGAR_DATA) / "static.stamp"
    if kept.exists() and kept.read_text() == stamp.hexdigest() and Path(settings.STATIC_ROOT).exists():
        return
    # A fresh process: the storage is chosen when settings load.
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "-v", "0"],
        cwd=root,
        check=True,
        env={**os.environ, "RINGAR_MANIFEST": "1"},
    )
    kept.write_text(stamp.hexdigest())


WORKER, WEB = 0, 1
PAUSE = 2  # seconds, so that a worker that can't start doesn't fill the screen


def start_worker(port: int) -> subprocess.Popen:
    """Its letters lead to this demo."""
    address = {"RINGAR_ADDRESS": f"http://{HOST}:{port}"}
    return subprocess.Popen([sys.executable, "manage.py", "work"], cwd=settings.BASE_DIR, env=_env() | address)


def _env() -> dict:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}


def start(port: int) -> list[subprocess.Popen]:
    web = ["gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--workers", "2", "--preload"]
    return [
        start_worker(port),
        subprocess.Popen(
            [sys.executable, "-m", *web, "--no-control-socket", "--log-level", "warning"],
            cwd=settings.BASE_DIR,
            env=_env(),
        ),
    ]


def wait_until_healthy(port: int, processes, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in processes):
            raise CommandError("The web server or the worker stopped; see the lines above.")
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=20):
                return
        except OSError:
            time.sleep(0.1)
    raise CommandError(f"The web server did not answer within {seconds:.0f} seconds.")


def stop(processes) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
