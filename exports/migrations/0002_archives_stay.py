"""Triggers that refuse to change or delete an archived file, on both databases: what is published stays."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER exports_archive_no_update BEFORE UPDATE ON exports_archive
       BEGIN SELECT RAISE(ABORT, 'archived files never change'); END""",
    """CREATE TRIGGER exports_archive_no_delete BEFORE DELETE ON exports_archive
       BEGIN SELECT RAISE(ABORT, 'archived files never change'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION exports_archive_stays() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'archived files never change'; END $$""",
    """CREATE TRIGGER exports_archive_stays BEFORE UPDATE OR DELETE ON exports_archive
       FOR EACH ROW EXECUTE FUNCTION exports_archive_stays()""",
]


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER exports_archive_no_update")
        schema_editor.execute("DROP TRIGGER exports_archive_no_delete")
    else:
        schema_editor.execute("DROP TRIGGER exports_archive_stays ON exports_archive")
        schema_editor.execute("DROP FUNCTION exports_archive_stays")


class Migration(migrations.Migration):
    dependencies = [("exports", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
