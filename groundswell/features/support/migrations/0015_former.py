from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0014_welcomes'),
    ]

    operations = [
        migrations.AddField(
            model_name='synonym',
            name='former',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
