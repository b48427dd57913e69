from django.db import migrations, models

# Where a question is at this moment: what derived tables, which follow events, ask before they show one to somebody.
PLACE = "CREATE VIEW question_place AS SELECT id AS question, topic_id AS place FROM support_question"


class Migration(migrations.Migration):

    dependencies = [
        ("support", "0009_tagging"),
        ("members", "0009_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="topic",
            name="private",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunSQL(PLACE, "DROP VIEW question_place"),
    ]
