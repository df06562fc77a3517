"""The outermost layer: every request gets an id, is let in or not, is counted and logged."""

from __future__ import annotations

import logging
import re
import secrets
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from ..doors.visit import Visit, open_visit
from ..operate.tracing import traced
from ..problem import Problem
from ..speaking.account import Account
from .bounded import bounded
from .presented import presented_key
from .refusal import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ..house import House

__all__ = ["Edge"]

logger = logging.getLogger("tts_server")

OPEN = re.compile(r"/|/health|/ready|/metrics|/docs|/openapi\.json|/favicon\.ico|/page/.*")
"""What is open to who has no key: nothing of it costs anything or tells about anybody."""
WORK = re.compile(r"/v1/audio/(speech|stream)|/v1/synthesize|/synthesize")
"""What makes a model work: this is what limits and the end of the day are about."""
SANE_ID = re.compile(r"[\x21-\x7e]{1,128}")


class Edge:
    """ASGI middleware. It holds no state but the house."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, with all that belongs to it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if scope.get("method") == "HEAD" and not WORK.fullmatch(scope["path"]):
            scope = {**scope, "method": "GET"}  # The server below us knows that the body is not wanted.
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        account = Account(request_id=given if SANE_ID.fullmatch(given) else f"req_{secrets.token_hex(12)}")
        visit = open_visit(scope, account)
        client = scope.get("client")
        account.client = client[0] if client else ""
        answer = _Answer(send, account)
        began = time.perf_counter()
        self._house.under_way += 1
        try:
            await self._guarded(scope, receive, answer, visit, headers)
        finally:
            self._house.under_way -= 1
            self._over(scope, answer, account, time.perf_counter() - began)

    async def _guarded(
        self, scope: Scope, receive: Receive, answer: _Answer, visit: Visit, headers: Headers
    ) -> None:
        work = WORK.fullmatch(scope["path"]) is not None and scope.get("method") not in ("OPTIONS", "HEAD")
        entered = False
        try:
            if not OPEN.fullmatch(scope["path"]) and scope.get("method") != "OPTIONS" and self._house.keys:
                visit.key = self._house.keys.find(presented_key(scope, headers))
                visit.account.client = visit.key.name
            if work:
                self._house.refuse_when_stopping()
                if visit.key is not None:
                    self._house.keys.enter(visit.key)
                    entered = True
            taken = bounded(receive, headers, self._house.settings.max_body)
        except Problem as problem:
            visit.account.error = problem.code
            await refusal(scope, problem)(scope, receive, answer)
            return
        try:
            with traced(visit.account, headers) if work else nullcontext():
                await self._app(scope, taken if scope["type"] == "http" else receive, answer)
        finally:
            if entered and visit.key is not None:
                self._house.keys.leave(visit.key)

    def _over(self, scope: Scope, answer: _Answer, account: Account, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or "(none)"
        self._house.metrics.ended(route, answer.status, seconds, account)
        level = logging.DEBUG if OPEN.fullmatch(scope["path"]) else logging.INFO
        if answer.status >= 500 or account.outcome == "aborted":
            level = logging.WARNING
        if not logger.isEnabledFor(level):
            return
        logger.log(
            level,
            "request",
            extra={
                "tts": {
                    "request_id": account.request_id,
                    "client": account.client,
                    "method": scope.get("method", "WEBSOCKET"),
                    "route": route,
                    "status": answer.status,
                    "outcome": account.outcome,
                    "error": account.error or None,
                    "model": account.model or None,
                    "voice": account.voice or None,
                    "characters": account.characters,
                    "audio_seconds": round(account.audio_seconds, 3),
                    "warnings": account.warnings,
                    "queue_ms": _ms(account.queue_seconds),
                    "first_audio_ms": _ms(account.first_audio_seconds),
                    "ms": _ms(seconds),
                }
            },
        )


class _Answer:
    """Sends an answer on, with the request's id, and remembers its status."""

    def __init__(self, send: Send, account: Account) -> None:
        self._send = send
        self._request_id = account.request_id.encode("ascii")
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (b"x-request-id", self._request_id)]
        elif message["type"] == "websocket.accept":
            self.status = 101
        await self._send(message)


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 1)
