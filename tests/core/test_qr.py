import re

import segno

from core.qr import QUIET, square

LINK = "https://ringar.example/c/acdefghjkmnpqrtuvwxy2346789/?l=ti"


def test_the_path_draws_every_dark_module_and_no_other():
    drawn = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", square(LINK).path):
        drawn |= {(int(x) + step, int(y)) for step in range(int(length))}
    matrix = segno.make(LINK, error="m", micro=False, boost_error=False).matrix
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn == dark
    assert square(LINK).size == len(matrix) + 2 * QUIET
