"""One speech of a WebSocket: text comes in while sound goes out."""

from __future__ import annotations

import asyncio
import base64
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..problem import problem_of
from ..speaking.events import word_json
from ..speaking.job import open_job
from ..speaking.speech_encoder import SpeechEncoder
from .text_queue import TextQueue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from tts_core import AsyncSpeechStream, Piece, Word

    from ..speaking.job import SpeechJob
    from ..speaking.session import Chunk
    from ..state import ServerState

__all__ = ["SpeechContext"]

ROUTE = "/v1/audio/stream (context)"


class SpeechContext:
    """
    One speech, from its first fragment to its end.

    It takes no turn: while a language model thinks there is nothing to be done, and a turn would be
    held for nothing. How many contexts there are is bounded, and each runs ahead by little.
    """

    def __init__(
        self,
        state: ServerState,
        name: str,
        make_job: Callable[[AsyncIterator[str]], SpeechJob],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        self.name = name
        self._state = state
        self._send = send
        self._timeout: asyncio.Timeout | None = None
        self.text = TextQueue(state.settings.max_text_length, self._restart_timeout)
        self._job, self._stream = open_job(lambda: make_job(self.text.fragments()), state.registry)
        receipt = self._stream.receipt
        context = self._job.context
        context.model, context.voice = receipt.model, receipt.voice or ""
        self._words: list[Word] = []
        self._spoken = 0
        self._seconds = 0.0
        self._began = time.perf_counter()
        self._encoder = SpeechEncoder(self._job.format, self._stream.sample_rate, self._job.sample_rate)
        self._on_over: Callable[[SpeechContext], None] | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self, on_over: Callable[[SpeechContext], None]) -> None:
        """Begin; *on_over* is called when all is said but the last message: its name is free again then."""
        self._on_over = on_over
        self._task = asyncio.create_task(self._run())

    async def cancel(self, played: float | None) -> dict[str, Any]:
        """Stop, and say what was spoken: as far as it was sent, or, where that is known, played."""
        await self.stop()
        words, end, seconds = self._words, self._spoken, self._seconds
        if played is not None and played < seconds:
            words = [word for word in words if word.end <= played]
            end, seconds = (words[-1].span[1] if words else 0), played
        return {
            "text": self.text.received[:end],
            "span": [0, end],
            "seconds": round(seconds, 4),
            "last_word": word_json(words[-1]) if words else None,
        }

    async def stop(self) -> None:
        """Stop the work, in the model too. Nothing is sent any more afterwards."""
        if self._task is not None and not self._task.done():
            self._job.context.outcome = "left"
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        context, status = self._job.context, 200
        try:
            started = {"type": "started", "model": context.model, "voice": context.voice or None}
            await self._say(
                {**started, "sample_rate": self._encoder.sample_rate, "format": self._encoder.format}
            )
            for warning in (*self._job.warnings, *self._encoder.warnings):
                await self._say({"type": "warning", "message": warning})
            await self._speak(self._stream)
        except Exception as error:  # noqa: BLE001, RUF100  (whatever it is, the client is told)
            problem = problem_of(error)
            context.error, status = problem.code, problem.status
            self._report_over()
            with suppress(Exception):  # The connection itself may be what broke.
                await self._say({"type": "error", "error": problem.fields()})
        finally:
            self._report_over()
            self._encoder.close()
            await asyncio.shield(self._stream.cancel())
            warnings = (*self._job.warnings, *self._encoder.warnings, *map(str, self._stream.warnings))
            context.warnings = len(set(warnings))
            self._state.mark_used(context.model)
            self._state.metrics.ended(ROUTE, status, time.perf_counter() - self._began, context)

    async def _speak(self, stream: AsyncSpeechStream) -> None:
        context = self._job.context
        async for piece, data in self._in_time(stream.coded(self._encoder)):
            if piece is None:
                self._report_over()
                await self._say(
                    {
                        "type": "done",
                        "audio": base64.b64encode(data).decode("ascii"),
                        "seconds": round(self._seconds, 4),
                        "text": self.text.received,
                        "warnings": list(dict.fromkeys(map(str, stream.warnings))),
                    }
                )
                return
            if context.first_audio_seconds is None:
                context.first_audio_seconds = time.perf_counter() - self._began
            self._note(piece)
            await self._say(
                {
                    "type": "audio",
                    "audio": base64.b64encode(data).decode("ascii"),
                    "text": piece.text,
                    "span": list(piece.span),
                    "start": round(piece.start, 4),
                    "end": round(piece.end, 4),
                    "words": [word_json(word) for word in piece.words],
                    **({"warnings": list(map(str, piece.warnings))} if piece.warnings else {}),
                }
            )

    async def _in_time(self, chunks: AsyncIterator[Chunk]) -> AsyncIterator[Chunk]:
        """Yield what is made, unless for as long as a request may last no text comes and nothing is made."""
        piece: Piece | None
        while True:
            try:
                async with asyncio.timeout(None) as self._timeout:
                    self._restart_timeout()
                    piece, data = await anext(chunks)
            finally:
                self._timeout = None
            yield piece, data
            if piece is None:
                return

    def _restart_timeout(self) -> None:
        if self._timeout is not None and not self._timeout.expired():
            self._timeout.reschedule(asyncio.get_running_loop().time() + self._state.settings.deadline)

    def _report_over(self) -> None:
        on_over, self._on_over = self._on_over, None
        if on_over is not None:
            on_over(self)

    def _note(self, piece: Piece) -> None:
        """Note a piece as spoken before it is sent: who cancels in between may have heard it."""
        context = self._job.context
        self._words.extend(piece.words)
        self._spoken, self._seconds = piece.span[1], piece.end
        context.audio_seconds, context.characters = piece.end, piece.span[1]
        self.text.taken(piece.span[1])

    async def _say(self, message: dict[str, Any]) -> None:
        await self._send({**message, "context": self.name})
