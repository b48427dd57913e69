import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import groundswell.log.clock


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0003_mutes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("answer", "marked_as", models.CharField(blank=True, db_default="", default="", max_length=10)),
        migrations.AddField("answer", "marked_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "answer",
            "marked_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("question", "merged", models.IntegerField(db_default=0, default=0)),
        migrations.AddField("question", "ups_merged", models.IntegerField(db_default=0, default=0)),
        migrations.AddField("question", "downs_merged", models.IntegerField(db_default=0, default=0)),
        migrations.AddField(
            "question",
            "merged_into",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to="support.question",
            ),
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=groundswell.log.clock.now)),
                ("answers", models.JSONField(default=list)),
                ("comments", models.JSONField(default=list)),
                ("follows", models.JSONField(default=list)),
                ("views", models.IntegerField(default=0)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="took_in", to="support.question"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="merges", to="support.question"
                    ),
                ),
            ],
            options={
                "db_table": "support_merge",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("question",), name="merge_once"
                    )
                ],
            },
        ),
    ]
