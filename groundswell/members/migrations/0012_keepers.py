from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0011_reserved'),
    ]

    operations = [
        migrations.AddField(
            model_name='belonging',
            name='keeper',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
