"""The log refuses UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION log_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log is append-only: % of log_entry is refused.', lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER log_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry
FOR EACH STATEMENT EXECUTE FUNCTION log_refuse_change();
"""
BACK = "DROP TRIGGER log_entry_append_only ON log_entry; DROP FUNCTION log_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("log", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
