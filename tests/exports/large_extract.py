"""Writes an extract of 100 000 attendance rows in every format and has the gate check it; prints the most memory in MB.

A process of its own: what it takes is its own, and not that of the tests before it.
"""

import os
import random
import resource
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from exports.extract.package import package  # noqa: E402
from exports.extract.paper import About  # noqa: E402
from exports.gate.extract import check_extract  # noqa: E402
from exports.gate.extract_evidence import Evidence  # noqa: E402
from exports.pseudonyms import pseudonym  # noqa: E402

PEOPLE, SESSIONS = 10_000, 10
WORDS = ("VV-RX-01", "2026-01234-01", "2033-06-30")
ABOUT = About(WORDS[0], "Studien", "Uppsala universitet", "Vägar vidare", 1, WORDS[1], "A", "B", 1, date(2033, 6, 30))


def names(kind: str, number: int) -> list[str]:
    return [pseudonym(b"k" * 32, kind, one) for one in range(number)]


def rows(people: list[str], circles: list[str], leaders: list[str]) -> dict[str, list[tuple]]:
    lot, described, attendance = random.Random(1), [], []
    for place, person in enumerate(people):
        age, language = lot.choice(("20-29", "30-39")), lot.choice(("arabic", "somali"))
        who = (lot.choice(("woman", "man")), age, language, "1_to_3", "unknown")
        circle, leader = circles[place // 10], leaders[place % len(leaders)]
        described.append((person, *who, 1, SESSIONS, SESSIONS))
        for session in range(1, SESSIONS + 1):
            mark = lot.choice(("present", "part", "absent", -99))
            held = ("held", mark, 1, 1, 180, 1, "ar", 12, "active", -97, 0, "ar", "12", SESSIONS)
            attendance.append((person, circle, leader, session, session, session - 1, *held, *who))
    attendance.sort(key=lambda row: (row[0], row[1], row[3]))
    answers = [(people[0], circles[0], "who5-1", "before", 1, 3)]
    return {"people": sorted(described), "attendance": attendance, "answers": answers}


def main() -> None:
    people, circles, leaders = names("p", PEOPLE), names("c", PEOPLE // 10), names("l", 50)
    known = {"person": frozenset(people), "circle": frozenset(circles), "leader": frozenset({*leaders, -97})}
    content = package("ringar-vv-rx-01", rows(people, circles, leaders), ABOUT).content
    found = check_extract(content, Evidence(known, WORDS, None))
    print(len(found), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
