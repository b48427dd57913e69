from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "groundswell.features.support"

    def ready(self) -> None:
        from groundswell.features.support import personal  # noqa: F401  (registers its part of the export and of erasure)
