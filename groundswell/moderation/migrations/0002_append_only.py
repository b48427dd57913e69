"""Decisions are never changed or deleted; only the words and names of people who are erased go."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION moderation_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept moderation_decision;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        kept := OLD;
        IF NEW.reason = '' THEN kept.reason := ''; END IF;
        IF NEW.excerpt = '' THEN kept.excerpt := ''; END IF;
        IF NEW.person_id IS NULL THEN kept.person_id := NULL; END IF;
        IF NEW.by_id IS NULL THEN kept.by_id := NULL; END IF;
        IF NEW.item_id IS NULL THEN kept.item_id := NULL; END IF;
        IF NEW.voice_id IS NULL THEN kept.voice_id := NULL; END IF;
        IF NEW IS NOT DISTINCT FROM kept THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'Decisions are append-only: % is refused.', lower(TG_OP) USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER moderation_decision_append_only BEFORE UPDATE OR DELETE ON moderation_decision
FOR EACH ROW EXECUTE FUNCTION moderation_refuse_change();
"""
BACK = "DROP TRIGGER moderation_decision_append_only ON moderation_decision; DROP FUNCTION moderation_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
