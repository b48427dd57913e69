from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "groundswell.features.gatherings"

    def ready(self) -> None:
        from groundswell.features.gatherings import moderated, personal  # noqa: F401  (registers them)
