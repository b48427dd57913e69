from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "groundswell.derived.notifications"

    def ready(self) -> None:
        from groundswell.derived.notifications import consumers, letters, mailing, personal  # noqa: F401  registers them
