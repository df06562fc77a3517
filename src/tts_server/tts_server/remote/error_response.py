"""Reading an answer that is no speech."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from .failure import Failure, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["response_failure", "retry_after"]

LONGEST = 300
"""Characters of a server's message that are handed on."""
AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""What the API's own client tries again."""


def response_failure(url: str, status: int, headers: Mapping[str, str], body: bytes) -> Failure:
    """Say what an answer of *status* means."""
    error = _error(body)
    message = _message(error) or "no reason given"
    why = f"{url} answered {status}: {message}"
    code, param = str(error.get("code") or ""), str(error.get("param") or "")
    again = headers.get("x-should-retry", "").strip().lower()
    retry = status in AGAIN if again not in ("true", "false") else again == "true"
    after = retry_after(headers)
    if status in (401, 403, 407):
        return wrong("denied", why, status, code, param)
    if status in (404, 405) or code in ("model_not_found", "model_not_here"):
        return wrong("missing", why, status, code, param)
    if status in (429, 503):
        return Failure("busy", why, status, code, param, retryable=retry, retry_after=after)
    if 400 <= status < 500:
        return Failure("refused", why, status, code, param, retryable=retry, retry_after=after)
    if status >= 500:
        return Failure("failed", why, status, code, param, retryable=retry, retry_after=after, unhealthy=True)
    return wrong("strange", f"{url} answered {status}, which is no speech", status)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return for how many seconds the server wants to be left alone, if it says so."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        text = headers.get(name, "").strip()
        try:
            seconds = float(text) * unit
        except ValueError:
            continue
        if 0 <= seconds < float("inf"):
            return seconds
    try:
        until = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _error(body: bytes) -> dict[str, Any]:
    """Find the error in OpenAI's envelope, or in one of those that other servers use."""
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    if not isinstance(answer, dict):
        return {}
    inner = answer.get("error")
    if isinstance(inner, dict):
        return inner
    for name in ("error", "message", "detail"):
        if isinstance(answer.get(name), str):
            return {**answer, "message": answer[name]}
    detail = answer.get("detail")
    if isinstance(detail, dict):
        return detail
    if isinstance(detail, list):  # It may quote the text: only places and names are taken.
        return {"message": "; ".join(_fault(each) for each in detail if isinstance(each, dict))}
    return {}


def _fault(each: dict[str, Any]) -> str:
    place = ".".join(str(step) for step in each.get("loc", ()) if step != "body")
    return f"{place}: {each.get('msg', 'wrong')}"


def _message(error: dict[str, Any]) -> str:
    text = " ".join(str(error.get("message") or "").split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
