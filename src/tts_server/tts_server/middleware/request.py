"""The outermost layer: every request gets an id, is let in or not, is counted and logged."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect

from ..limits.keys import presented_key
from ..problem import Problem, Stalled, problem_of
from ..remote.upstream import UPSTREAM
from ..request_context import SCOPE_KEY, RequestContext
from ..telemetry.logs import log_request
from ..telemetry.tracing import traced
from .body_limit import limit_body
from .foreign import refuse_foreign
from .problem_response import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ..state import ServerState

__all__ = ["RequestMiddleware"]

OPEN = re.compile(r"/|/health|/ready|/metrics|/docs|/openapi\.json|/favicon\.ico|/page/.*")
"""What is open to who has no key: nothing of it costs anything or tells about anybody."""
WORK = re.compile(r"(/v1)?/audio/speech|/v1/audio/stream|/v1/synthesize|/synthesize|/v1/text-to-speech/.*")
"""What makes a model work: this is what limits and the end of the day are about."""
PART = 65536
"""Bytes of an answer that are sent at once: as many as the server below us holds back before it waits."""
SANE_ID = re.compile(r"[\x21-\x7e]{1,128}")


class RequestMiddleware:
    """ASGI middleware. It holds no state but the server's."""

    def __init__(self, app: ASGIApp, state: ServerState) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, with all that belongs to it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if scope["path"].endswith("/") and scope["path"] != "/":  # It means the same, and is not redirected.
            scope = {**scope, "path": scope["path"].rstrip("/") or "/"}
        if scope.get("method") == "HEAD" and not WORK.fullmatch(scope["path"]):
            scope = {**scope, "method": "GET"}  # The server below us knows that the body is not wanted.
        headers = Headers(scope=scope)
        request_id = headers.get("x-request-id", "")
        if not SANE_ID.fullmatch(request_id):
            request_id = f"req_{secrets.token_hex(12)}"
        context = RequestContext(request_id)
        scope[SCOPE_KEY] = context
        client = scope.get("client")
        context.client = client[0] if client else ""
        answer = _Answer(send, context, self._state.settings.stall)
        began = time.perf_counter()
        self._state.under_way += 1
        try:
            await self._guarded(scope, receive, answer, context, headers)
        finally:
            self._state.under_way -= 1
            self._over(scope, answer, context, time.perf_counter() - began)

    async def _guarded(
        self, scope: Scope, receive: Receive, answer: _Answer, context: RequestContext, headers: Headers
    ) -> None:
        work = WORK.fullmatch(scope["path"]) is not None and scope.get("method") not in ("OPTIONS", "HEAD")
        entered = False
        try:
            refuse_foreign(scope, headers, self._state)
            if not OPEN.fullmatch(scope["path"]) and scope.get("method") != "OPTIONS" and self._state.keys:
                context.key = self._state.keys.find(presented_key(scope, headers))
                context.client = context.key.name
            if work:
                self._state.refuse_when_stopping()
                if context.key is not None and scope["type"] == "http":
                    self._state.keys.enter(context.key)
                    entered = True
            taken = limit_body(receive, headers, self._state.settings.max_body)
        except Problem as problem:
            context.error = problem.code
            await refusal(scope, problem)(scope, receive, answer)
            return
        try:
            tracing: AbstractContextManager[dict[str, str]] = (
                traced(context, headers) if work else nullcontext({})
            )
            with tracing as trace:
                UPSTREAM.set({**trace, "x-request-id": context.request_id})
                await self._app(scope, taken if scope["type"] == "http" else receive, answer)
        except Stalled as stalled:
            context.outcome, context.error = "stalled", problem_of(stalled).code
        finally:
            if entered and context.key is not None:
                self._state.keys.leave(context.key)

    def _over(self, scope: Scope, answer: _Answer, context: RequestContext, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or "(none)"
        self._state.metrics.ended(route, answer.status, seconds, context)
        quiet = OPEN.fullmatch(scope["path"]) is not None
        log_request(context, scope.get("method", "WEBSOCKET"), route, answer.status, seconds, quiet=quiet)


class _Answer:
    """
    Sends an answer on, with the request's id, and remembers its status.

    It goes in parts, each with a time of its own, so that a client may take as long as it likes as long
    as it takes something.
    """

    def __init__(self, send: Send, context: RequestContext, stall: float) -> None:
        self._send = send
        self._request_id = context.request_id.encode("ascii")
        self._stall = stall
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (b"x-request-id", self._request_id)]
        elif message["type"] == "websocket.accept":
            self.status = 101
        body = message.get("body", b"")
        for at in range(0, len(body) - PART, PART):
            await self._sent({**message, "body": body[at : at + PART], "more_body": True})
            message = {**message, "body": body[at + PART :]}
        await self._sent(message)

    async def _sent(self, message: Message) -> None:
        try:
            async with asyncio.timeout(self._stall):
                await self._send(message)
        except TimeoutError as error:
            raise Stalled from error
        except OSError as error:
            raise (error if message["type"].startswith("websocket") else ClientDisconnect()) from error
