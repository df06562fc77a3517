"""`/v1/audio/stream`: a WebSocket that takes text as it is written and answers with sound as it is made."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, WebSocket
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from ..middleware.credentials import PROTOCOL
from ..problem import Problem, problem_of
from ..speech.record import RequestRecord
from ..speech.request import ClientRequest
from ..state import AppState
from .body import problem_of_validation
from .context import Context, unknown
from .messages import MESSAGES, Cancel, End, Flush, Message, Open, Ping, Text
from .parsing import parse_request
from .request_context import RequestContext, context_of

__all__ = ["router"]

GOING_AWAY = 1001
MOST = 16
"""Contexts on one connection."""


def router(state: AppState) -> APIRouter:
    """Return its route."""
    routes = APIRouter()

    @routes.websocket("/v1/audio/stream")
    async def stream(socket: WebSocket) -> None:
        """Hold one conversation."""
        offered = socket.scope.get("subprotocols", ())
        plain = next((each for each in offered if not each.startswith(PROTOCOL)), None)
        await socket.accept(subprotocol=plain)
        await _Conversation(state, socket).hold()

    return routes


class _Conversation:
    """One connection, and the contexts that are open on it."""

    def __init__(self, state: AppState, socket: WebSocket) -> None:
        self._state = state
        self._socket = socket
        self._visit = context_of(socket)
        self._contexts: dict[str, Context] = {}
        self._sending = asyncio.Lock()

    async def hold(self) -> None:
        """Hear and answer until the client leaves, or the server stops and has said everything."""
        ending = asyncio.create_task(self._end())
        try:
            while True:
                heard = await self._socket.receive()
                if heard["type"] == "websocket.disconnect":
                    break
                await self._hear(heard.get("text"))
        except (WebSocketDisconnect, RuntimeError):
            pass  # Closed by our side while a message was waited for.
        finally:
            ending.cancel()
            for context in list(self._contexts.values()):
                await context.stop()

    async def _hear(self, text: str | None) -> None:
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
                self._find(message.context).text_queue.put(message.text)
            case Flush():
                self._find(message.context).text_queue.flush()
            case End():
                self._find(message.context).text_queue.end()
            case Cancel():
                context = self._find(message.context)
                spoken = await context.cancel(message.played)
                await self._send({"type": "cancelled", "context": context.name, "spoken": spoken})

    def _open(self, message: Open) -> None:
        state = self._state
        state.refuse_when_stopping()
        if message.context in self._contexts:
            raise Problem(
                400, f"context {message.context!r} is open already", code="invalid_value", param="context"
            )
        if len(self._contexts) >= MOST or state.contexts >= state.settings.contexts:
            raise Problem(429, "too many contexts are open; end one, or try again later", code="queue_full")

        def make_request(fragments: AsyncIterator[str]) -> ClientRequest:
            return _wanted(state, self._visit, message, fragments)

        context = Context(state, message.context, make_request, self._send)
        self._contexts[message.context] = context
        state.contexts += 1
        context.start(self._over)

    def _over(self, context: Context) -> None:
        self._state.contexts -= 1
        self._contexts.pop(context.name, None)

    def _find(self, name: str) -> Context:
        if name not in self._contexts:
            raise unknown(name)
        return self._contexts[name]

    async def _send(self, message: dict[str, Any]) -> None:
        async with self._sending, asyncio.timeout(self._state.settings.stall):
            await self._socket.send_text(json.dumps(message, ensure_ascii=False, separators=(",", ":")))

    async def _end(self) -> None:
        """Close the connection when the server stops and nothing is being said on it any more."""
        await self._state.told_to_stop.wait()
        while self._contexts:
            await asyncio.sleep(0.05)
        if self._socket.application_state is WebSocketState.CONNECTED:
            with suppress(RuntimeError):
                await self._socket.close(GOING_AWAY, "the server is stopping")


def _wanted(
    state: AppState, request_context: RequestContext, message: Open, fragments: AsyncIterator[str]
) -> ClientRequest:
    record = RequestRecord(request_id=request_context.record.request_id, client=request_context.record.client)
    return parse_request(
        state,
        RequestContext(record, request_context.key),
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
        raise problem_of_validation(None, wrong) from None
    except ValueError:
        raise Problem(400, "the message is not valid JSON", code="invalid_json") from None
