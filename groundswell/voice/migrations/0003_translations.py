import django.db.models.deletion
from django.db import migrations, models

import groundswell.log.clock


class Migration(migrations.Migration):

    dependencies = [
        ('voice', '0002_once_each_author'),
    ]

    operations = [
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8)),
                ('revision', models.IntegerField()),
                ('said', models.CharField(max_length=64)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('html', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('wanted', 'Wanted'), ('ready', 'Ready'), ('failed', 'Failed')], default='wanted', max_length=8)),
                ('away', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=groundswell.log.clock.now)),
                ('voice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='voice.voice')),
            ],
            options={
                'db_table': 'voice_translation',
                'indexes': [models.Index(condition=models.Q(('state', 'failed')), fields=['at'], name='translation_failed')],
                'constraints': [models.UniqueConstraint(fields=('voice', 'language'), name='translation_once')],
            },
        ),
    ]
