from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "circles"

    def ready(self):
        import circles.register_import.drafts  # noqa: F401  the worker learns what to sweep away
