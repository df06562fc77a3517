"""Logs as lines of JSON. What was said is never in them."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

__all__ = ["JSONLines", "log_failure", "log_to_stderr"]

logger = logging.getLogger("tts_server")


class JSONLines(logging.Formatter):
    """One object a line: when, how grave, what, and its figures."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record down."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "time": when,
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **getattr(record, "tts", {}),
        }
        if record.exc_info:
            # The trace, but not the message: a library's message may hold the text.
            kind, _, trace = record.exc_info
            line["error"] = kind.__name__ if kind else None
            line["trace"] = _places(trace)
        return json.dumps(line, ensure_ascii=False)


def _places(trace: Any) -> list[str]:
    import traceback

    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def log_failure(request_id: str, error: BaseException) -> None:
    """Say under its request's id what broke and where, without what was being said."""
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and len(chain) < 5:
        chain.append(cause)
    what: dict[str, Any] = {
        "request_id": request_id,
        "error": " from ".join(type(each).__name__ for each in chain),
        "trace": _places(chain[-1].__traceback__)[-8:],
    }
    logger.warning("failed", extra={"tts": what})


def log_to_stderr(level: str) -> None:
    """Send the logs of this program to standard error, as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JSONLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("tts_server", "uvicorn.error"):
        logging.getLogger(name).setLevel(level.upper())
