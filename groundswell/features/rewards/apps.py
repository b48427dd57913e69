from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "groundswell.features.rewards"

    def ready(self) -> None:
        from groundswell.features.rewards.cycles import billing, personal  # noqa: F401  registers them
