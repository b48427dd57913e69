from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='poll',
            name='told_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='poll',
            index=models.Index(condition=models.Q(('told_at', None)), fields=['ends_at'], name='poll_untold'),
        ),
    ]
