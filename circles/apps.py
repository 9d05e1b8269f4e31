from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "circles"

    def ready(self):
        # The worker learns what to sweep away, and what time alone brings about.
        import circles.actions.sync
        import circles.register_import.sweeping
        import circles.rounds  # noqa: F401
