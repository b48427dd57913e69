"""Who has something waiting is read every few seconds by each web process."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_append_only")]

    operations = [
        migrations.AddIndex(
            model_name="held",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["author"], name="held_waiting"),
        ),
    ]
