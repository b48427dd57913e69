from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "groundswell.features.support"

    def ready(self) -> None:
        from groundswell.features.support import moderated, personal  # noqa: F401  (register with the floors below)
