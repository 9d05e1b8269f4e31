"""The web server's own logs, without secrets: whoever reads them must not be able to open a calendar with them."""

from gunicorn.glogging import Logger

from core.redaction import RedactedFormatter


class RedactedLogger(Logger):
    def setup(self, cfg) -> None:
        super().setup(cfg)
        for log, style in ((self.error_log, self.error_fmt), (self.access_log, self.access_fmt)):
            for handler in log.handlers:
                handler.setFormatter(RedactedFormatter(style, self.datefmt))
