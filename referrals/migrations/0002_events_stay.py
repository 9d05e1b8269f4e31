"""A trigger that refuses to rewrite what happened, on both databases.

The message may be emptied with the contact details, and an actor's account may go; a row goes only with its referral.
"""

from django.db import migrations

KEPT = "referral_id, at, organisation_id, action, from_status, to_status, reason"
SQLITE = [
    f"""CREATE TRIGGER referral_event_no_update BEFORE UPDATE OF {KEPT} ON referrals_referralevent
        BEGIN SELECT RAISE(ABORT, 'referral events are append-only'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION referral_event_append_only() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'referral events are append-only'; END $$""",
    f"""CREATE TRIGGER referral_event_no_update BEFORE UPDATE OF {KEPT} ON referrals_referralevent
        FOR EACH ROW EXECUTE FUNCTION referral_event_append_only()""",
]


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER referral_event_no_update")
    else:
        schema_editor.execute("DROP TRIGGER referral_event_no_update ON referrals_referralevent")
        schema_editor.execute("DROP FUNCTION referral_event_append_only")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
