from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0012_dismissals")]

    operations = [
        migrations.AddField(model_name="asking", name="wanted_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="asking",
            index=models.Index(
                condition=models.Q(("wanted_at__isnull", False)), fields=["question"], name="asking_wanted"
            ),
        ),
    ]
