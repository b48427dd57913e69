from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('health', '0003_seen'),
    ]

    operations = [
        migrations.CreateModel(
            name='Writing',
            fields=[
                ('writing', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('shown', models.BooleanField(default=False)),
                ('opened', models.BooleanField(default=False)),
                ('solved', models.BooleanField(default=False)),
                ('question', models.BigIntegerField(null=True, unique=True)),
                ('asked_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'health_writing',
                'indexes': [models.Index(fields=['at'], name='health_writing_at')],
            },
        ),
    ]
