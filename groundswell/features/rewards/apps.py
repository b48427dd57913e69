from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "groundswell.features.rewards"
