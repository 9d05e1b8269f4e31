from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "circles"

    def ready(self):
        import circles.register_import.sweeping  # noqa: F401  the worker learns what to sweep away
