from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    name = "groundswell.features.discussions"

    def ready(self) -> None:
        from groundswell.features.discussions import moderated, personal, places  # noqa: F401  registers them
