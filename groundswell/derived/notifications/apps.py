from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "groundswell.derived.notifications"

    def ready(self) -> None:
        from groundswell.derived.notifications import (  # noqa: F401  registers them
            consumers,
            decisions,
            letters,
            mailing,
            personal,
            reminding,
            waiting,
        )
        from groundswell.derived.notifications.push import sending  # noqa: F401  registers itself
