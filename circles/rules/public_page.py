"""What may stand on a page that anybody with the link reads. Pure."""

SHORTEST_CODE = 3  # a door code of two signs is in too many words


def holds_code(text: str, code: str | None) -> bool:
    """Whether `text` gives a door code away, however it is spaced."""
    plain = _plain(code or "")
    return len(plain) >= SHORTEST_CODE and plain in _plain(text)


def without_code(text: str, code: str | None) -> str:
    """The text, or nothing where it would give the door code away: half an address is better than an open door."""
    return "" if holds_code(text, code) else text


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
