"""Typed readers of the environment, with errors that say what to do."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()


def text(name: str, default: str = "") -> str:
    return _env.str(name, default=default)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", *(("1", "true", "yes", "on") if default else ("0", "false", "no", "off"))}:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder that exists afterwards, readable by its owner only when made here."""
    path = Path(text(name) or default).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def database(default: str) -> dict:
    """DATABASE_URL as Django's settings. A percent-encoded host is the folder of a unix socket."""
    config = _env.db_url_config(text("DATABASE_URL") or default)
    return {**config, "HOST": unquote(config.get("HOST") or "")}


def key(name: str, data: Path, *, must_be_set: bool) -> str:
    """The secret from the environment, or one made on first use in the data folder.

    A production setting asks for it in the environment, so that keys and data never lie together there.
    """
    if value := text(name):
        return value
    if must_be_set:
        raise ImproperlyConfigured(f"{name} is not set. See .env.example.")
    path = data / "keys" / name.lower()
    path.parent.mkdir(exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text()
