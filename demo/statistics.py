"""What a database in use knows of its tables."""

from django.db import connection


def analyse() -> None:
    """A planner that takes the new rows for none loops over them for minutes."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
