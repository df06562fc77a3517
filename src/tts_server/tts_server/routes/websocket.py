"""`/v1/audio/stream`: a WebSocket that takes text as it is written and answers with sound as it is made."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from fastapi import APIRouter, WebSocket
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from ..limits.keys import SUBPROTOCOL
from ..problem import Problem, Stalled, invalid, problem_of
from ..request_context import RequestContext, context_of
from ..speaking.job import SpeechJob, speech_job
from ..state import ServerState
from .body import validation_problem
from .messages import MESSAGES, Cancel, End, Flush, Message, Open, Ping, Text
from .speech_context import SpeechContext

__all__ = ["router"]

GOING_AWAY = 1001
MOST = 16
"""Contexts on one connection."""


def router(state: ServerState) -> APIRouter:
    """Return the route of this module."""
    routes = APIRouter()

    @routes.websocket("/v1/audio/stream")
    async def stream(socket: WebSocket) -> None:
        """Hold one conversation."""
        offered = socket.scope.get("subprotocols", ())
        plain = next((each for each in offered if not each.startswith(SUBPROTOCOL)), None)
        await socket.accept(subprotocol=plain)
        await _Connection(state, socket).hold()

    return routes


class _Connection:
    """One connection, and the contexts that are open on it."""

    def __init__(self, state: ServerState, socket: WebSocket) -> None:
        self._state = state
        self._socket = socket
        self._request = context_of(socket)
        self._contexts: dict[str, SpeechContext] = {}
        self._opened = 0
        self._sending = asyncio.Lock()
        self._hearing: asyncio.Task[None] | None = None

    async def hold(self) -> None:
        """Hear and answer until the client leaves, or the server stops and has said everything."""
        ending = asyncio.create_task(self._end())
        self._hearing = asyncio.create_task(self._hear())
        try:
            await asyncio.wait([self._hearing])
        finally:
            self._hearing.cancel()
            ending.cancel()
            for context in list(self._contexts.values()):
                await context.stop()

    async def _hear(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):  # Closed by our side meanwhile.
            while (received := await self._socket.receive())["type"] != "websocket.disconnect":
                await self._receive(received.get("text"))

    async def _receive(self, text: str | None) -> None:
        name = ""
        try:
            message = _read(text)
            name = message.context
            await self._answer(message)
        except Exception as error:  # noqa: BLE001, RUF100  (one bad message must not end the conversation)
            problem = problem_of(error)
            await self._send({"type": "error", "context": name, "error": problem.fields()})

    async def _answer(self, message: Message) -> None:
        match message:
            case Ping():
                await self._send({"type": "pong", "context": message.context})
            case Open():
                self._open(message)
            case Text():
                self._find(message.context).text.put(message.text)
            case Flush():
                self._find(message.context).text.flush()
            case End():
                self._find(message.context).text.end()
            case Cancel():
                context = self._find(message.context)
                spoken = await context.cancel(message.played)
                await self._send({"type": "cancelled", "context": context.name, "spoken": spoken})

    def _open(self, message: Open) -> None:
        state = self._state
        state.refuse_when_stopping()
        if message.context in self._contexts:
            raise invalid(f"context {message.context!r} is open already", "context")
        if len(self._contexts) >= MOST or state.contexts >= state.settings.contexts:
            raise Problem(429, "too many contexts are open; end one, or try again later", code="queue_full")

        self._opened += 1
        asking = replace(self._request, request_id=f"{self._request.request_id}.{self._opened}")
        if asking.key is not None:
            state.keys.enter(asking.key)
        try:
            context = SpeechContext(state, message.context, partial(_job, state, asking, message), self._send)
        except BaseException:
            self._leave()
            raise
        self._contexts[message.context] = context
        state.contexts += 1
        context.start(self._over)

    def _over(self, context: SpeechContext) -> None:
        self._state.contexts -= 1
        self._contexts.pop(context.name, None)
        self._leave()

    def _leave(self) -> None:
        if self._request.key is not None:
            self._state.keys.leave(self._request.key)

    def _find(self, name: str) -> SpeechContext:
        if name not in self._contexts:
            raise Problem(404, f"no context {name!r} is open", code="not_found", param="context")
        return self._contexts[name]

    async def _send(self, message: dict[str, Any]) -> None:
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        try:
            async with self._sending:
                await self._socket.send_text(text)
        except Stalled:
            self._request.outcome = "stalled"
            if self._hearing is not None:
                self._hearing.cancel()  # Who reads nothing is let go with all its contexts.
            raise

    async def _end(self) -> None:
        """Close the connection when the server stops and nothing is being said on it any more."""
        await self._state.stop_requested.wait()
        while self._contexts:
            await asyncio.sleep(0.05)
        if self._socket.application_state is WebSocketState.CONNECTED:
            with suppress(RuntimeError):
                await self._socket.close(GOING_AWAY, "the server is stopping")


def _job(
    state: ServerState, request: RequestContext, message: Open, fragments: AsyncIterator[str]
) -> SpeechJob:
    return speech_job(
        state,
        request,
        text=fragments,
        model=message.model,
        voice=message.voice,
        language=message.language,
        speed=message.speed,
        options=message.options,
        instructions=message.instructions,
        normalize=message.normalize,
        lexicon=message.lexicon,
        format=message.response_format,
        sample_rate=message.sample_rate,
    )


def _read(text: str | None) -> Message:
    if text is None:
        raise Problem(400, "messages are JSON in text frames, not binary ones", code="invalid_json")
    try:
        return MESSAGES.validate_json(text)
    except ValidationError as wrong:
        raise validation_problem(None, wrong) from None
    except ValueError:
        raise Problem(400, "the message is not valid JSON", code="invalid_json") from None
