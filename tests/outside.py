"""What a test may do without: files and programs that a fresh machine need not have. Says so where one is missing."""

import shutil
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "shared/reference"


def reference(name: str) -> Path:
    """A file of the reference folder beside the project."""
    if not (path := REFERENCE / name).exists():
        pytest.skip(f"../shared/reference/{name} is not here: not checked against it.")
    return path


def program(name: str) -> str:
    if not (path := shutil.which(name)):
        pytest.skip(f"{name} is not installed: not opened by it.")
    return path
