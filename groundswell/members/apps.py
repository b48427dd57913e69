from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "groundswell.members"

    def ready(self) -> None:
        from groundswell.members import personal  # noqa: F401  (registers its part of the export and of erasure)
        from groundswell.members.groups import personal as of_groups  # noqa: F401  (and that of groups)
