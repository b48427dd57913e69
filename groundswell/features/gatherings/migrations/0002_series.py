import django.db.models.deletion
import groundswell.log.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('gatherings', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('every', models.CharField(choices=[('week', 'Every week'), ('fortnight', 'Every two weeks'), ('date', 'Every month, on the same date'), ('weekday', 'Every month, on the same weekday')], max_length=9)),
                ('made_at', models.DateTimeField(default=groundswell.log.clock.now)),
            ],
            options={
                'db_table': 'gathering_series',
            },
        ),
        migrations.AddField(
            model_name='gathering',
            name='series',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gatherings', to='gatherings.series'),
        ),
        migrations.AddIndex(
            model_name='gathering',
            index=models.Index(condition=models.Q(('series__isnull', False)), fields=['series', 'starts_at'], name='gathering_in_series'),
        ),
    ]
