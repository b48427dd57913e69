"""How texts are stored, and the tables of meaning where the server has pgvector."""

from django.db import migrations

from groundswell.derived.search import vectors

# The words stay in the row, because ranking reads them; the text goes elsewhere, because only shown results need it.
STORAGE = """
ALTER TABLE search_text ALTER COLUMN words SET STORAGE MAIN, ALTER COLUMN text SET STORAGE EXTENDED;
ALTER TABLE search_text SET (toast_tuple_target = 2040);
INSERT INTO search_state (model, counting_took) VALUES ('', 0);
"""


def make_vectors(apps, schema_editor):
    vectors.make_tables()


def remove_vectors(apps, schema_editor):
    schema_editor.execute(vectors.REMOVE)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        migrations.RunPython(make_vectors, remove_vectors),
    ]
