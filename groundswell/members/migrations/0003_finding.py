"""Ways to find members: by address, by the start of a name, by reputation and by age; and keys that catch more look-alikes."""

from typing import Any

from django.db import migrations, models

from groundswell.members.names import key_of

NAME = 'CREATE INDEX member_name ON member (upper("name"::text) text_pattern_ops)'


def new_keys(apps: Any, schema_editor: Any) -> None:
    """What was unique by the older keys may not be by the newer ones: such a member keeps the older key."""
    Member = apps.get_model("members", "Member")
    taken = set(Member.objects.values_list("handle_key", flat=True))
    for member in Member.objects.filter(erased_at=None).only("handle", "handle_key").iterator():
        key = key_of(member.handle)
        if key != member.handle_key and key not in taken:
            taken.add(key)
            Member.objects.filter(pk=member.pk).update(handle_key=key)


class Migration(migrations.Migration):
    dependencies = [("members", "0002_unlogged")]
    operations = [
        migrations.RunPython(new_keys, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex("member", models.Index(fields=["email"], name="member_email")),
        migrations.AddIndex(
            "member",
            models.Index(fields=["-reputation", "-id"], name="member_reputation", condition=models.Q(erased_at=None)),
        ),
        migrations.AddIndex(
            "member", models.Index(fields=["-joined", "-id"], name="member_joined", condition=models.Q(erased_at=None))
        ),
        migrations.RunSQL(NAME, "DROP INDEX member_name"),
    ]
