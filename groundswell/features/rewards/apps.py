from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "groundswell.features.rewards"

    def ready(self) -> None:
        from groundswell.features.rewards.cycles import billing, personal  # noqa: F401  registers them
        from groundswell.features.rewards.fairness import matter  # noqa: F401  in moderation's queue
        from groundswell.features.rewards.fairness import personal as own  # noqa: F401  registers it
