from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "groundswell.ledger"

    def ready(self) -> None:
        from groundswell.ledger import personal  # noqa: F401  (registers its part of the export)
