from django.apps import AppConfig


class StandingConfig(AppConfig):
    name = "groundswell.derived.standing"

    def ready(self) -> None:
        from groundswell.derived.standing import consumers, helping, personal  # noqa: F401  registers them
