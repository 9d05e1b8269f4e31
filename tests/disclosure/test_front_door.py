"""One name for everything, without every page paying for numpy."""

import subprocess
import sys

import pytest

import disclosure
from disclosure import Hierarchy, partition, recoding, search


def test_recoding_has_the_same_door():
    assert (Hierarchy, partition, search) == (recoding.Hierarchy, recoding.partition, recoding.search)
    with pytest.raises(AttributeError, match="no attribute 'serch'"):
        disclosure.serch  # noqa: B018


def test_masking_a_count_loads_no_numpy():
    said = "import sys, disclosure; disclosure.mask(3, 'screen'); print('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], capture_output=True, text=True).stdout == "False\n"
