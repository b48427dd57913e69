from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "groundswell.derived.health"

    def ready(self) -> None:
        from groundswell.derived.health import consumers, sparing  # noqa: F401  registers them
