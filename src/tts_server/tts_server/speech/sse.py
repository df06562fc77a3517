"""Server-sent events: what the API's `stream_format: "sse"` answers with."""

from __future__ import annotations

import base64
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from tts_core import captions

from ..problem import problem_of
from .response import start_response

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from tts_core import Word

    from ..state import AppState
    from .request import RequestFactory
    from .response import SpeechResponse
    from .session import SpeechSession

__all__ = ["events", "timing", "usage"]

TOKENS_PER_SECOND = 20
CHARACTERS_PER_TOKEN = 4


async def events(state: AppState, make_request: RequestFactory, captioned: str | None) -> SpeechResponse:
    """Begin a speech and answer with events as its pieces are made."""
    body = partial(_events, captioned=captioned)
    return await start_response(state, make_request, body, lambda _: "text/event-stream")


def timing(word: Word) -> dict[str, Any]:
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
    untold: list[Word] = []
    try:
        async for piece, data in session:
            if piece is not None:
                words.extend(piece.words)
                untold.extend(piece.words if captioned == "json" else ())
            if data or (piece is None and untold):
                yield _delta(data, untold)
                untold.clear()
    except Exception as error:  # noqa: BLE001, RUF100  (the event says it; the connection is fine)
        problem = problem_of(error)
        record = session.wanted.record
        record.error, record.outcome = problem.code, "aborted"
        session.outcome.fail(problem)
        yield _event(problem.body())
        return
    yield _event(_done(session, words, captioned))


def _delta(data: bytes, words: Sequence[Word]) -> bytes:
    event: dict[str, Any] = {"type": "speech.audio.delta", "audio": base64.b64encode(data).decode("ascii")}
    if words:
        event["words"] = [timing(word) for word in words]
    return _event(event)


def _done(session: SpeechSession, words: Sequence[Word], captioned: str | None) -> dict[str, Any]:
    record, text = session.wanted.record, str(session.wanted.request.text)
    done: dict[str, Any] = {
        "type": "speech.audio.done",
        "usage": usage(len(text), record.audio_seconds),
    }
    if told := session.outcome.warnings:
        done["warnings"] = told
    if captioned in ("srt", "vtt"):
        stream, seconds = session.stream, record.audio_seconds
        done["captions"] = captions.captions(
            captioned, words, stream.text, duration=seconds, edits=stream.edits
        )
    return done


def _event(value: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n\n"
