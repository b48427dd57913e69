from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0005_keys")]

    operations = [
        migrations.AddField(model_name="apikey", name="expires", field=models.DateTimeField(null=True)),
    ]
