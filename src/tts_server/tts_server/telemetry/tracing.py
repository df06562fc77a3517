"""Spans of OpenTelemetry, where its packages are installed."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..request_context import RequestContext

__all__ = ["traced"]

NAME = "tts.speech"


@contextmanager
def traced(context: RequestContext, headers: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """
    Wrap the work for one request in a span, a child of the caller's where the headers name one.

    What servers that are asked for it should be told of the trace is handed out. Where it goes is for
    who configures OpenTelemetry's SDK to say. The text is not in it.
    """
    passed_on = {name: headers[name] for name in ("traceparent", "tracestate") if name in headers}
    if not _installed():
        yield passed_on
        return
    from opentelemetry import propagate, trace
    from opentelemetry.trace import ProxyTracerProvider, SpanKind, Status, StatusCode

    if isinstance(trace.get_tracer_provider(), ProxyTracerProvider):  # Nobody has said where spans go.
        yield passed_on
        return
    tracer = trace.get_tracer("tts_server")
    parent = propagate.extract(dict(headers))
    with tracer.start_as_current_span(NAME, context=parent, kind=SpanKind.SERVER) as span:
        propagate.inject(passed_on)
        try:
            yield passed_on
        finally:
            span.set_attributes(_attributes(context))
            if context.error:
                span.set_status(Status(StatusCode.ERROR, context.error))


@cache
def _installed() -> bool:
    return find_spec("opentelemetry") is not None and find_spec("opentelemetry.trace") is not None


def _attributes(context: RequestContext) -> dict[str, Any]:
    attributes = {
        "tts.request_id": context.request_id,
        "tts.model": context.model,
        "tts.voice": context.voice,
        "tts.characters": context.characters,
        "tts.audio_seconds": context.audio_seconds,
        "tts.queue_seconds": context.queue_seconds,
        "tts.first_audio_seconds": context.first_audio_seconds,
        "tts.outcome": context.outcome,
    }
    return {name: value for name, value in attributes.items() if value is not None}
