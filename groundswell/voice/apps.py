from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "groundswell.voice"

    def ready(self) -> None:
        from groundswell.voice import personal  # noqa: F401  (registers its part of the export and of erasure)
