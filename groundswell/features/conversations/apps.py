from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "groundswell.features.conversations"

    def ready(self) -> None:
        from groundswell.features.conversations import moderated, personal  # noqa: F401  registers them
