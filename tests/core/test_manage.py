"""`manage.py` is started as the README says, by whichever Python is at hand."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def elsewhere(tmp_path):
    shutil.copy(ROOT / "manage.py", tmp_path)
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess:
    """Without site-packages (-S): a Python that has no Django."""
    return subprocess.run(
        [sys.executable, "-S", folder / "manage.py", *words], capture_output=True, text=True, check=False
    )


def test_it_goes_on_in_its_own_environment(elsewhere):
    own = elsewhere / ".venv/bin/python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\necho "own: $@"\n')
    own.chmod(0o755)
    assert run(elsewhere, "studies", "--json").stdout == f"own: {elsewhere}/manage.py studies --json\n"


def test_it_says_what_to_do_where_nothing_is_installed(elsewhere):
    done = run(elsewhere, "studies")
    assert (done.returncode, done.stderr) == (1, "Ringar is not installed yet. Run: make setup\n")
