from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "exports"

    def ready(self):
        import exports.actions.building
        import exports.actions.reissue  # noqa: F401  the worker learns its kinds of jobs
