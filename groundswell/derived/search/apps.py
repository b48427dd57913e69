from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "groundswell.derived.search"

    def ready(self) -> None:
        from groundswell.derived.search import consumers  # noqa: F401  registers them
        from groundswell.derived.search.saved import finding, saving  # noqa: F401
