"""How long a film can have been shown."""

from circles.rules.verdict import YES, Verdict, no, reason


def may_show(minutes: int, length: int) -> Verdict:
    """`length` is the film's, in whole minutes rounded up. One showing is never longer than the film."""
    return YES if minutes <= length else no(reason("film_too_long", most=length))
