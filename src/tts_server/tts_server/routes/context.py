"""One speech of a WebSocket: text comes in while sound goes out."""

from __future__ import annotations

import asyncio
import base64
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..problem import Problem, problem_of
from ..speech.encoding import StreamEncoder
from ..speech.request import opened
from ..speech.sse import timing
from .text_queue import TextQueue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from tts_core import AsyncSpeechStream, Piece, Word

    from ..speech.request import ClientRequest
    from ..speech.session import Chunk
    from ..state import AppState

__all__ = ["Context"]

ROUTE = "/v1/audio/stream (context)"


class Context:
    """
    One speech, from its first fragment to its end.

    It takes no turn: while a language model thinks there is nothing to be done, and a turn would be
    held for nothing. How many contexts there are is bounded, and each runs ahead by little.
    """

    def __init__(
        self,
        state: AppState,
        name: str,
        make_request: Callable[[AsyncIterator[str]], ClientRequest],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        self.name = name
        self._state = state
        self._send = send
        self._patience: asyncio.Timeout | None = None
        self.text_queue = TextQueue(state.settings.max_text_length, self._be_patient)
        self._wanted, self._stream = opened(lambda: make_request(self.text_queue.fragments()), state.registry)
        receipt = self._stream.receipt
        record = self._wanted.record
        record.model, record.voice = receipt.model, receipt.voice or ""
        self._words: list[Word] = []
        self._spoken = 0
        self._seconds = 0.0
        self._began = time.perf_counter()
        self._track = StreamEncoder(self._wanted.format, self._stream.sample_rate, self._wanted.sample_rate)
        self._over: Callable[[Context], None] | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self, over: Callable[[Context], None]) -> None:
        """Begin; *over* is called when all is said but the last message: its name is free again then."""
        self._over = over
        self._task = asyncio.create_task(self._run())

    async def cancel(self, played: float | None) -> dict[str, Any]:
        """Stop, and say what was spoken: as far as it was sent, or, where that is known, played."""
        await self.stop()
        words, end, seconds = self._words, self._spoken, self._seconds
        if played is not None and played < seconds:
            words = [word for word in words if word.end <= played]
            end, seconds = (words[-1].span[1] if words else 0), played
        return {
            "text": self.text_queue.text[:end],
            "span": [0, end],
            "seconds": round(seconds, 4),
            "last_word": timing(words[-1]) if words else None,
        }

    async def stop(self) -> None:
        """Stop the work, in the model too. Nothing is sent any more afterwards."""
        if self._task is not None and not self._task.done():
            self._wanted.record.outcome = "left"
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        record, status = self._wanted.record, 200
        try:
            started = {"type": "started", "model": record.model, "voice": record.voice or None}
            await self._tell(
                {**started, "sample_rate": self._track.sample_rate, "format": self._track.format}
            )
            for warning in (*self._wanted.warnings, *self._track.warnings):
                await self._tell({"type": "warning", "message": warning})
            await self._speak(self._stream)
        except Exception as error:  # noqa: BLE001, RUF100  (whatever it is, the client is told)
            problem = problem_of(error)
            record.error, status = problem.code, problem.status
            self._leave()
            with suppress(Exception):  # The connection itself may be what broke.
                await self._tell({"type": "error", "error": problem.fields()})
        finally:
            self._leave()
            self._track.close()
            await asyncio.shield(self._stream.cancel())
            warned = (*self._wanted.warnings, *self._track.warnings, *map(str, self._stream.warnings))
            record.warnings = len(set(warned))
            self._state.used(record.model)
            self._state.metrics.ended(ROUTE, status, time.perf_counter() - self._began, record)

    async def _speak(self, stream: AsyncSpeechStream) -> None:
        record = self._wanted.record
        async for piece, data in self._in_time(stream.coded(self._track)):
            if piece is None:
                self._leave()
                await self._tell(
                    {
                        "type": "done",
                        "audio": base64.b64encode(data).decode("ascii"),
                        "seconds": round(self._seconds, 4),
                        "text": self.text_queue.text,
                        "warnings": list(dict.fromkeys(map(str, stream.warnings))),
                    }
                )
                return
            if record.first_audio_seconds is None:
                record.first_audio_seconds = time.perf_counter() - self._began
            self._note(piece)
            await self._tell(
                {
                    "type": "audio",
                    "audio": base64.b64encode(data).decode("ascii"),
                    "text": piece.text,
                    "span": list(piece.span),
                    "start": round(piece.start, 4),
                    "end": round(piece.end, 4),
                    "words": [timing(word) for word in piece.words],
                    **({"warnings": list(map(str, piece.warnings))} if piece.warnings else {}),
                }
            )

    async def _in_time(self, chunks: AsyncIterator[Chunk]) -> AsyncIterator[Chunk]:
        """Yield what is made, unless for as long as a request may last no text comes and nothing is made."""
        piece: Piece | None
        while True:
            try:
                async with asyncio.timeout(None) as self._patience:
                    self._be_patient()
                    piece, data = await anext(chunks)
            finally:
                self._patience = None
            yield piece, data
            if piece is None:
                return

    def _be_patient(self) -> None:
        if self._patience is not None and not self._patience.expired():
            self._patience.reschedule(asyncio.get_running_loop().time() + self._state.settings.deadline)

    def _leave(self) -> None:
        over, self._over = self._over, None
        if over is not None:
            over(self)

    def _note(self, piece: Piece) -> None:
        """Note a piece as spoken before it is sent: who cancels in between may have heard it."""
        record = self._wanted.record
        self._words.extend(piece.words)
        self._spoken, self._seconds = piece.span[1], piece.end
        record.audio_seconds, record.characters = piece.end, piece.span[1]
        self.text_queue.taken(piece.span[1])

    async def _tell(self, message: dict[str, Any]) -> None:
        await self._send({**message, "context": self.name})


def unknown(name: str) -> Problem:
    """Say that there is no such context."""
    return Problem(404, f"no context {name!r} is open", code="not_found", param="context")
