from django.apps import AppConfig


class CirclesConfig(AppConfig):
    name = "circles"

    def ready(self):
        # The worker learns what to sweep away.
        import circles.actions.sync
        import circles.register_import.sweeping  # noqa: F401
