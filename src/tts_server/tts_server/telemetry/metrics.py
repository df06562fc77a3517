"""What a server has done, for Prometheus."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from .prometheus import Counter, Histogram

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..request_context import RequestContext

__all__ = ["Metrics"]

FIRST = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
WHOLE = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0)


class Metrics:
    """The figures of one server that are counted as they happen, and nothing else."""

    def __init__(self) -> None:
        self._requests = Counter("tts_requests_total", "Requests answered.", ("route", "status", "outcome"))
        self._errors = Counter("tts_errors_total", "Requests that failed, by code.", ("route", "code"))
        self._first = Histogram(
            "tts_first_audio_seconds",
            "From a request to its first audio, waiting included.",
            ("model",),
            FIRST,
        )
        self._queued = Histogram("tts_queue_seconds", "Waiting for a turn.", ("model",), FIRST)
        self._seconds = Histogram("tts_request_seconds", "A whole request.", ("route",), WHOLE)
        self._audio = Counter("tts_audio_seconds_total", "Seconds of audio answered with.", ("model",))
        self._characters = Counter("tts_characters_total", "Characters spoken.", ("model",))
        self._warnings = Counter("tts_warnings_total", "Warnings about what was spoken.", ("model",))

    def began(self, context: RequestContext) -> None:
        """Note a speech whose first audio is there."""
        self._first.note(context.first_audio_seconds or 0.0, context.model)
        self._queued.note(context.queue_seconds or 0.0, context.model)

    def ended(self, route: str, status: int, seconds: float, context: RequestContext) -> None:
        """Note a request that is over, however it ended."""
        self._requests.add(route, str(status), context.outcome)
        self._seconds.note(seconds, route)
        if context.error and context.outcome != "left":
            self._errors.add(route, context.error)
        if context.warnings:
            self._warnings.add(context.model, by=context.warnings)
        if context.audio_seconds:
            self._audio.add(context.model, by=context.audio_seconds)
            self._characters.add(context.model, by=context.characters)

    def lines(self) -> Iterator[str]:
        """Write everything down in Prometheus's text format."""
        return chain.from_iterable(each.lines() for each in vars(self).values())
