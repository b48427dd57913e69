from django.db import migrations

from groundswell.members.sealing import SEALED, seal

KEPT_IN = ("secret", "seed")


def seal_all(apps, schema_editor):
    """Secrets of apps and recovery codes that were stored as they are."""
    for authenticator in apps.get_model("mfa", "Authenticator").objects.filter(type__in=("totp", "recovery_codes")):
        data = authenticator.data
        open_ones = {name: seal(data[name]) for name in KEPT_IN if name in data and not data[name].startswith(SEALED)}
        if open_ones:
            authenticator.data = {**data, **open_ones}
            authenticator.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("members", "0006_key_expires"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(seal_all, migrations.RunPython.noop)]
