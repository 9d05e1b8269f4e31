"""Hostile workbooks are refused with a code, fast and small. No database."""

import json
import re
import resource
import subprocess
import sys

import pytest

from circles.register_import.guard import Refused
from circles.register_import.workbook import ROOT, read_workbook
from tests.circles.register_import.hostile import HOSTILE

KILOBYTES_128_MB = 128 * 1024
# The real child, which at its end tells of its own peak; what the parent sees includes the parent's own memory.
MEASURED = """
import sys
from circles.register_import import child
child.main()
sys.stderr.write(open("/proc/self/status").read())
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_in_time_and_memory(name):
    make, code = HOSTILE[name]
    data, begun = make(), _children_seconds()
    done = subprocess.run([sys.executable, "-c", MEASURED], input=data, capture_output=True, cwd=ROOT, check=True)
    assert json.loads(done.stdout) == {"refused": code}
    # CPU time: wall time would measure the neighbours.
    assert _children_seconds() - begun < 2
    assert int(re.search(rb"VmHWM:\s+(\d+) kB", done.stderr).group(1)) < KILOBYTES_128_MB


@pytest.mark.parametrize("name", ["claims a million rows", "too big", "macros", "garbled"])
def test_refusal_reaches_the_caller(name):
    make, code = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        read_workbook(make())
    assert refused.value.code == code


def test_child_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr("circles.register_import.workbook.WALL_SECONDS", 0.001)
    with pytest.raises(Refused) as refused:
        read_workbook(HOSTILE["macros"][0]())
    assert refused.value.code == "too_heavy"


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
