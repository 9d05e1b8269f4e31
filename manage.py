#!/usr/bin/env python3
"""Ringar's command line. Every command runs with an empty environment, under whichever Python it is started."""

import os
import sys
from pathlib import Path

OWN_PYTHON = Path(__file__).resolve().parent / ".venv/bin/python"

try:
    from django.core.management import execute_from_command_line
except ModuleNotFoundError:
    if not OWN_PYTHON.exists() or Path(sys.prefix) == OWN_PYTHON.parents[1]:
        sys.exit("Ringar is not installed yet. Run: make setup")
    os.execv(OWN_PYTHON, [str(OWN_PYTHON), *sys.argv])

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
