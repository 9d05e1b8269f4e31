"""Find a Chromium; install Debian's where that is allowed; say which tests did not run where there is none."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-core")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]


def path() -> str | None:
    """Where the browser is, or None. CHROMIUM names one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    if path() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the browser tests.", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES]):
        if subprocess.run(["apt-get", *command], check=False, **quiet).returncode:
            return


def report() -> int:
    if path():
        return 0
    print("Not run: the journeys in tests/browser, because no Chromium was found (set CHROMIUM to one).")
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    if "--install" in sys.argv:
        install()
    if "--report" in sys.argv:
        sys.exit(report())
