from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "groundswell.log"
