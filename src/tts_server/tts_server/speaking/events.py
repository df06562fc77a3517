"""Server-sent events: what the API's `stream_format: "sse"` answers with."""

from __future__ import annotations

import base64
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from tts_core import captions

from ..problem import problem_of
from ..telemetry.logs import log_failure
from .response import begin_response

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from tts_core import Word

    from ..state import ServerState
    from .job import JobFactory
    from .response import SpeechResponse
    from .session import SpeechSession

__all__ = ["events", "usage", "word_json"]

TOKENS_PER_SECOND = 20
CHARACTERS_PER_TOKEN = 4
KEEP_ALIVE = 15.0
"""Seconds without an event after which a comment says that the connection lives."""
MOST_WORDS = 100
"""Words in one event, beside its sound."""


async def events(state: ServerState, make_job: JobFactory, captioned: str | None) -> SpeechResponse:
    """Begin a speech and answer with events as its pieces are made."""
    body = partial(_events, captioned=captioned)
    return await begin_response(state, make_job, body, lambda _: "text/event-stream")


def word_json(word: Word) -> dict[str, Any]:
    """Return a word and when it sounds, for JSON."""
    return {
        "text": word.text,
        "span": list(word.span),
        "start": round(word.start, 4),
        "end": round(word.end, 4),
        "quality": word.quality,
    }


def usage(characters: int, seconds: float) -> dict[str, int]:
    """
    Count what was used, in tokens, as clients of the API expect it.

    Models here have no tokens in common, so these are measures: a token is four characters of text,
    or a twentieth of a second of audio.
    """
    text, audio = -(-characters // CHARACTERS_PER_TOKEN), round(seconds * TOKENS_PER_SECOND)
    return {"input_tokens": text, "output_tokens": audio, "total_tokens": text + audio}


async def _events(session: SpeechSession, captioned: str | None) -> AsyncGenerator[bytes, None]:
    words: list[Word] = []
    unsent: list[Word] = []
    try:
        while True:
            while not await session.waited(KEEP_ALIVE):
                yield b": the speech is still being made\n\n"
            try:
                passage, data = await anext(session)
            except StopAsyncIteration:
                break
            if passage is not None:
                words.extend(passage.words)
                unsent.extend(passage.words if captioned == "json" else ())
            if data:
                yield _delta(data, unsent)
        while unsent:
            yield _delta(b"", unsent)
    except Exception as error:  # noqa: BLE001, RUF100  (the event says it; the connection is fine)
        problem = problem_of(error)
        context = session.job.context
        context.error, context.outcome = problem.code, "aborted"
        session.outcome.fail(problem)
        log_failure(context.request_id, error)
        yield _event({"type": "speech.audio.error", **problem.body()})
        return
    yield _event(_done(session, words, captioned))


def _delta(data: bytes, unsent: list[Word]) -> bytes:
    """Write some bytes and the next of the unsent words: clients bound the length of a line."""
    event: dict[str, Any] = {"type": "speech.audio.delta", "audio": base64.b64encode(data).decode("ascii")}
    if unsent:
        event["words"] = [word_json(word) for word in unsent[:MOST_WORDS]]
        del unsent[:MOST_WORDS]
    return _event(event)


def _done(session: SpeechSession, words: Sequence[Word], captioned: str | None) -> dict[str, Any]:
    context, text = session.job.context, str(session.job.request.text)
    done: dict[str, Any] = {
        "type": "speech.audio.done",
        "usage": usage(len(text), context.audio_seconds),
    }
    if warnings := session.outcome.warnings:
        done["warnings"] = warnings
    if captioned in ("srt", "vtt"):
        stream, seconds = session.stream, context.audio_seconds
        done["captions"] = captions.captions(
            captioned, words, stream.text, duration=seconds, edits=stream.edits
        )
    return done


def _event(value: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n\n"
