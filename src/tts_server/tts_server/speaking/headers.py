"""The headers of a speech: what really speaks, and what is not quite as asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .session import SpeechSession

__all__ = ["HEADER", "speech_headers", "warning_headers"]

HEADER = "x-tts-warning"
MOST = 10
LONGEST = 200


def speech_headers(session: SpeechSession) -> dict[str, str]:
    """Say what really speaks, and what is known to be not quite as asked."""
    context = session.job.context
    headers = {
        "x-tts-model": context.model,
        "x-tts-sample-rate": str(session.encoder.sample_rate),
        "cache-control": "no-store",
        "x-accel-buffering": "no",
    }
    if context.voice:
        headers["x-tts-voice"] = context.voice
    return {
        **{name: value for name, value in headers.items() if value.isascii() and value.isprintable()},
        **warning_headers(session.outcome.warnings),
    }


def warning_headers(warnings: Iterable[str]) -> dict[str, str]:
    """
    Put *warnings* into one header, separated by "; ".

    A header holds plain ASCII only and has to stay short; what is left out is counted.
    """
    distinct = list(dict.fromkeys(warnings))
    if not distinct:
        return {}
    listed = [_plain(warning) for warning in distinct[:MOST]]
    if len(distinct) > MOST:
        listed.append(f"and {len(distinct) - MOST} more")
    return {HEADER: "; ".join(listed)}


def _plain(text: str) -> str:
    words = " ".join(text.split())
    line = "".join(each if " " <= each <= "~" else f"U+{ord(each):04X}" for each in words)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."
