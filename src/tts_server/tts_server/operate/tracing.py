"""Spans of OpenTelemetry, where its packages are installed."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..speech.record import RequestRecord

__all__ = ["traced"]

NAME = "tts.speech"


@contextmanager
def traced(record: RequestRecord, headers: Mapping[str, str]) -> Iterator[None]:
    """
    Wrap the work for one request in a span, a child of the caller's where the headers name one.

    Where it goes is for who configures OpenTelemetry's SDK to say. The text is not in it.
    """
    if not _installed():
        yield
        return
    from opentelemetry import propagate, trace
    from opentelemetry.trace import ProxyTracerProvider, SpanKind, Status, StatusCode

    if isinstance(trace.get_tracer_provider(), ProxyTracerProvider):  # Nobody has said where spans go.
        yield
        return
    tracer = trace.get_tracer("tts_server")
    context = propagate.extract(dict(headers))
    with tracer.start_as_current_span(NAME, context=context, kind=SpanKind.SERVER) as span:
        try:
            yield
        finally:
            span.set_attributes(_attributes(record))
            if record.error:
                span.set_status(Status(StatusCode.ERROR, record.error))


@cache
def _installed() -> bool:
    return find_spec("opentelemetry") is not None and find_spec("opentelemetry.trace") is not None


def _attributes(record: RequestRecord) -> dict[str, Any]:
    told = {
        "tts.request_id": record.request_id,
        "tts.model": record.model,
        "tts.voice": record.voice,
        "tts.characters": record.characters,
        "tts.audio_seconds": record.audio_seconds,
        "tts.queue_seconds": record.queue_seconds,
        "tts.first_audio_seconds": record.first_audio_seconds,
        "tts.outcome": record.outcome,
    }
    return {name: value for name, value in told.items() if value is not None}
