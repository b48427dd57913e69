"""Counts for limits and the cache may be lost in a crash, so they are not written to the write-ahead log."""

from django.db import migrations

FORWARD = """
ALTER TABLE member_tally SET UNLOGGED;
CREATE UNLOGGED TABLE cache_entry (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX cache_entry_expires ON cache_entry (expires);
"""
BACK = "DROP TABLE cache_entry; ALTER TABLE member_tally SET LOGGED;"


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
