"""Logs as lines of JSON. What was said is never in them."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..request_context import RequestContext

__all__ = ["JSONLines", "log_failure", "log_request", "log_to_stderr"]

logger = logging.getLogger("tts_server")


class JSONLines(logging.Formatter):
    """One object a line: when, how grave, where if that was said, what, and its figures."""

    def __init__(self, environment: str | None = None) -> None:
        super().__init__()
        self._environment = {"environment": environment} if environment else {}

    def format(self, record: logging.LogRecord) -> str:
        """Write a record down."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {
            "time": when,
            "level": record.levelname.lower(),
            "logger": record.name,
            **self._environment,
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


def log_request(
    context: RequestContext, method: str, route: str, status: int, seconds: float, *, quiet: bool = False
) -> None:
    """Write down one request that is over: a line of little interest where it is *quiet* and went well."""
    level = logging.DEBUG if quiet else logging.INFO
    if status >= 500 or context.outcome in ("aborted", "stalled"):
        level = logging.WARNING
    if not logger.isEnabledFor(level):
        return
    what = {
        "request_id": context.request_id,
        "client": context.client,
        "method": method,
        "route": route,
        "status": status,
        "outcome": context.outcome,
        "error": context.error or None,
        "model": context.model or None,
        "voice": context.voice or None,
        "characters": context.characters,
        "audio_seconds": round(context.audio_seconds, 3),
        "warnings": context.warnings,
        "queue_ms": _ms(context.queue_seconds),
        "first_audio_ms": _ms(context.first_audio_seconds),
        "ms": _ms(seconds),
    }
    logger.log(level, "request", extra={"tts": what})


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 1)


def log_to_stderr(level: str, environment: str | None = None) -> None:
    """Send the logs of this program to standard error, as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JSONLines(environment))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("tts_server", "uvicorn.error"):
        logging.getLogger(name).setLevel(level.upper())
