from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "groundswell.features.announcements"

    def ready(self) -> None:
        from groundswell.features.announcements import personal  # noqa: F401  (registers it)
