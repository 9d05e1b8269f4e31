"""Let a test with real transactions end: on SQLite, emptying a table meets the triggers that refuse DELETE.

They are dropped and made again within the same flush. PostgreSQL truncates, which no row trigger sees.
"""

from django.db.backends.sqlite3.base import DatabaseOperations

_sql_flush = DatabaseOperations.sql_flush


def _with_triggers(self, style, tables, **options):
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    dropped = [f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers]
    return [*dropped, *_sql_flush(self, style, tables, **options), *(sql for _, sql in triggers)]


def install():
    DatabaseOperations.sql_flush = _with_triggers
