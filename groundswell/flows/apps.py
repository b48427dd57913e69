from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "groundswell.flows"

    def ready(self) -> None:
        from groundswell.flows import earning  # noqa: F401  (registers it)
