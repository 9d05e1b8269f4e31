"""The two roundings of counts. One count gets one of them, never both: two roundings would intersect."""


def midpoint6(count: int) -> int:
    """The middle of the count's class of six: 0 → 0, 1–6 → 3, 7–12 → 9, 13–18 → 15 …

    >>> [midpoint6(n) for n in (0, 1, 6, 7, 12, 13)]
    [0, 3, 3, 9, 9, 15]
    """
    return 0 if checked(count) == 0 else (count - 1) // 6 * 6 + 3


def is_midpoint6(number: int) -> bool:
    """Whether the number can have come out of `midpoint6`."""
    return number == 0 or (number > 0 and number % 6 == 3)


def nearest5(count: int) -> int:
    """The nearest multiple of five: 12 → 10, 13 → 15."""
    return (checked(count) + 2) // 5 * 5


def checked(count: int) -> int:
    """The count itself; ValueError unless it is a whole number, zero or more."""
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise ValueError(f"A count is a whole number, zero or more, not {count!r}.")
    return count
