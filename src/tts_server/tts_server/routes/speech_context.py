"""One speech of a WebSocket: text comes in while sound goes out."""

from __future__ import annotations

import asyncio
import base64
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tts_core import FLUSH
from tts_core.text.segment import Segmenter

from ..problem import Stalled, problem_of
from ..speaking.events import word_json
from ..speaking.job import open_job
from ..speaking.session import SpeechSession
from ..telemetry.logs import log_failure, log_request
from .text_queue import TextQueue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from tts_core import Word

    from ..speaking.job import SpeechJob
    from ..speaking.session import Passage
    from ..state import ServerState

__all__ = ["SpeechContext"]

ROUTE = "/v1/audio/stream (context)"


class SpeechContext:
    """
    One speech, from its first fragment to its end: a request like any other.

    It takes a turn whenever there is a sentence to speak and gives it back when all of them are made:
    while a language model thinks there is nothing to be done, and a turn would be held for nothing.
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
        self.text = TextQueue(state.settings.max_text_length, self._heard)
        job, stream = open_job(lambda: make_job(self._sentences()), state.registry)
        self._session = SpeechSession(state, job, stream, whole=False)
        self._words: list[Word] = []
        self._on_over: Callable[[SpeechContext], None] | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self, on_over: Callable[[SpeechContext], None]) -> None:
        """Begin; *on_over* is called when all is said but the last message: its name is free again then."""
        self._on_over = on_over
        self._task = asyncio.create_task(self._run())

    async def cancel(self, played: float | None) -> dict[str, Any]:
        """Stop, and say what was spoken: as far as it was sent, or, where that is known, played."""
        await self.stop()
        context, words = self._session.job.context, self._words
        end, seconds = context.characters, context.audio_seconds
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
            self._session.job.context.outcome = "left"
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def _heard(self) -> None:
        self._session.restart_deadline()

    async def _sentences(self) -> AsyncIterator[str]:
        """Hand the text on when there is a sentence to speak, and a turn to speak it in."""
        segmenter = Segmenter(self._session.stream.receipt.language)
        held = ""
        async for fragment in self.text.fragments():
            held += fragment
            if not (fragment is FLUSH or segmenter.feed(fragment)):
                continue
            for each in (held, FLUSH) if fragment is FLUSH else (held,):
                await self._session.take_turn()
                yield each
            held = ""
        for each in (held,) if held else ():
            await self._session.take_turn()
            yield each
        await self._session.take_turn()  # For what is still held back, now that it is the end.

    async def _run(self) -> None:
        session, began, status = self._session, time.perf_counter(), 200
        context = session.job.context
        try:
            started = {"type": "started", "model": context.model, "voice": context.voice or None}
            sound = {"sample_rate": session.encoder.sample_rate, "format": session.encoder.format}
            await self._say({**started, **sound, "request_id": context.request_id})
            for warning in session.outcome.warnings:
                await self._say({"type": "warning", "message": warning})
            session.make()
            await self._speak()
        except Exception as error:  # noqa: BLE001, RUF100  (whatever it is, the client is told)
            problem = problem_of(error)
            context.error, status = problem.code, problem.status
            session.outcome.fail(problem)
            self._report_over()
            if isinstance(error, Stalled):
                context.outcome = "stalled"
                return
            if status >= 500:
                log_failure(context.request_id, error)
            with suppress(Exception):  # The connection itself may be what broke.
                await self._say({"type": "error", "error": problem.fields()})
        finally:
            self._report_over()
            await asyncio.shield(session.close())
            seconds = time.perf_counter() - began
            self._state.metrics.ended(ROUTE, status, seconds, context)
            log_request(context, "WEBSOCKET", ROUTE, status, seconds)

    async def _speak(self) -> None:
        session = self._session
        await session.begun()
        passage: Passage | None = None
        async for begun, data in session:
            if begun is not None:
                passage = begun
                self._words.extend(passage.words)
                self.text.taken(passage.span[1])
            if passage is not None and (begun or data):
                await self._say(_audio(passage, data, first=begun is not None))
        self._report_over()
        await self._say(
            {
                "type": "done",
                "audio": "",
                "seconds": round(session.job.context.audio_seconds, 4),
                "text": self.text.received,
                "warnings": list(dict.fromkeys(map(str, session.stream.warnings))),
            }
        )

    def _report_over(self) -> None:
        on_over, self._on_over = self._on_over, None
        if on_over is not None:
            on_over(self)

    async def _say(self, message: dict[str, Any]) -> None:
        await self._send({**message, "context": self.name})


def _audio(passage: Passage, data: bytes, *, first: bool) -> dict[str, Any]:
    """Say what a passage is with the first of its bytes; what comes later adds sound alone."""
    begin, start = (passage.span[0], passage.start) if first else (passage.span[1], passage.end)
    return {
        "type": "audio",
        "audio": base64.b64encode(data).decode("ascii"),
        "text": passage.text if first else "",
        "span": [begin, passage.span[1]],
        "start": round(start, 4),
        "end": round(passage.end, 4),
        "words": [word_json(word) for word in passage.words] if first else [],
        **({"warnings": list(map(str, passage.warnings))} if first and passage.warnings else {}),
    }
