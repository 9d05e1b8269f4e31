"""Every verb that the code records has a sentence in the log."""

import re
from pathlib import Path

from django.conf import settings

from stewardship.sentences import SENTENCES

WRITTEN = re.compile(r"""(?:record\(\s*|verb(?::\s*str)?\s*=\s*|READ|SEEN,?\s*=?\s*)f?["']([a-z_]+\.[a-z_]+)["']""")


def recorded() -> dict[str, str]:
    found = {}
    for room in settings.ROOMS:
        for path in Path(settings.BASE_DIR, room).rglob("*.py"):
            for verb in WRITTEN.findall(path.read_text(encoding="utf-8")):
                found[verb] = f"{room}/{path.name}"
    return found


def test_every_recorded_verb_has_a_sentence():
    missing = {verb: where for verb, where in recorded().items() if verb not in SENTENCES}
    assert not missing, f"write a sentence in stewardship/sentences.py for {missing}"


def test_the_search_finds_verbs():
    assert {"circle.plan", "invitation.sent", "access.denied"} <= set(recorded())
