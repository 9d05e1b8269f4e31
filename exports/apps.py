from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "exports"

    def ready(self):
        # The worker learns its kinds of jobs and what to look for; the pages of studies what has been handed out.
        import exports.actions.building
        import exports.actions.extracts
        import exports.actions.reissue
        import exports.actions.tables
        import exports.extract.recall
        import exports.given_out  # noqa: F401
