"""What a browser may send of a communicator's name notes: ciphertext, and what it takes to try a passphrase.

The names themselves are encrypted before they leave the browser: PBKDF2-SHA-256 makes the key, AES-GCM locks. Nothing
here can be checked but its form.
"""

from base64 import b64decode
from binascii import Error

LEAST_ROUNDS, MOST_ROUNDS = 600_000, 10_000_000  # of PBKDF2-SHA-256: OWASP's figure, and a phone's patience
SALT, NONCE, TAG = 16, 12, 16  # bytes
LONGEST = 600  # characters of base64: a name of eighty letters in any script


class Malformed(ValueError):
    """Not what our script sends. Its argument is the part that is wrong."""


def lock(sent: object) -> dict:
    """{"salt", "rounds", "check_text"} of a new lock. Raises Malformed."""
    if not isinstance(sent, dict):
        raise Malformed("lock")
    rounds = sent.get("rounds")
    if type(rounds) is not int or not LEAST_ROUNDS <= rounds <= MOST_ROUNDS:
        raise Malformed("rounds")
    if len(_bytes(sent.get("salt"), "salt")) != SALT:
        raise Malformed("salt")
    return {"salt": sent["salt"], "rounds": rounds, "check_text": locked_text(sent.get("check"), most=120)}


def locked_text(sent: object, most: int = LONGEST) -> str:
    """Base64 of a nonce and a ciphertext with its tag. Raises Malformed."""
    if len(_bytes(sent, "text")) <= NONCE + TAG or len(sent) > most:
        raise Malformed("text")
    return sent


def _bytes(sent: object, part: str) -> bytes:
    try:
        return b64decode(sent, validate=True) if isinstance(sent, str) else b""
    except (Error, ValueError):
        raise Malformed(part) from None
