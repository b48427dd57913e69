from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "groundswell.moderation"

    def ready(self) -> None:
        from groundswell.moderation import links, personal  # noqa: F401  (register with the floors below)
