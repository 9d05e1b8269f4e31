from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "circles"

    def ready(self):
        import circles.register_import.sweeping
        import circles.rounds  # noqa: F401  and what time alone brings about
