"""Empty a demo database, audit log and all. The log refuses DELETE, so its tables go and come again."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection


def begin_anew() -> None:
    """Every table dropped and made again. Only for a database that holds a demo world: the caller has seen to that."""
    if connection.vendor == "sqlite":
        _remove_files(Path(connection.settings_dict["NAME"]))
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _remove_files(path: Path) -> None:
    connection.close()
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)
