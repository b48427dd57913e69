"""Transfers and moves are never changed or deleted; of accounts and lots only what they sum up changes."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The book is append-only: % of % is refused. Reverse a transfer instead.', lower(TG_OP), TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_transfer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfer
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_move_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_move
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_account_stays BEFORE DELETE OR TRUNCATE OR UPDATE OF id, kind, owner, name, unit ON ledger_account
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_lot_stays BEFORE DELETE OR TRUNCATE OR UPDATE OF id, born_id, owner, unit, amount, at ON ledger_lot
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""
BACK = """
DROP TRIGGER ledger_transfer_append_only ON ledger_transfer;
DROP TRIGGER ledger_move_append_only ON ledger_move;
DROP TRIGGER ledger_account_stays ON ledger_account;
DROP TRIGGER ledger_lot_stays ON ledger_lot;
DROP FUNCTION ledger_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
