"""The server's log as one JSON object a line, for the office's log collection; text as ever where none is asked for."""

import json
import logging
import sys
from datetime import datetime

from data_access import settings
from data_access.shared.types import SHANGHAI

NAMES = ("dashboard", "streamlit", "uvicorn")


class JsonLines(logging.Formatter):
    """Writes a record as one line: at (+08:00), level, logger, message, and cause where there is one.

    JSON escapes line breaks and control characters, so that no value can begin a line of its own.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = {
            "at": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["cause"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=True)


def write_json_lines() -> None:
    """Write every log line of this process as JSON to the standard output, where DASHBOARD_LOG asks for it."""
    if settings.log_form() != "json":
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    for name in NAMES:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO)
