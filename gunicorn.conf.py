"""Read by gunicorn where it is started in this folder: its logs hide the tokens of addresses, as the app's own do."""

logger_class = "core.access_log.RedactedLogger"
