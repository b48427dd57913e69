from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]

    operations = [migrations.AddField("lot", "frozen_at", models.DateTimeField(null=True))]
