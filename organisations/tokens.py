"""Secret tokens of mailed links: 256 bits, of which only the hash is kept."""

import hashlib
import secrets


def new_token() -> tuple[str, str]:
    """The token for the letter and its hash for the database."""
    token = secrets.token_urlsafe(32)
    return token, token_hash(token)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
