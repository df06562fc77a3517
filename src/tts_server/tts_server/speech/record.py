"""What happened to one request, for the log and the figures."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RequestRecord"]


@dataclass(slots=True)
class RequestRecord:
    """Written by whoever knows, read when the request is over. The text itself is never in it."""

    request_id: str = ""
    client: str = ""
    model: str = ""
    voice: str = ""
    characters: int = 0
    audio_seconds: float = 0.0
    warnings: int = 0
    queue_seconds: float | None = None
    first_audio_seconds: float | None = None
    error: str = ""
    """The code of the problem, or the name of what was raised."""
    outcome: str = "answered"
    """answered, left (by the client), or aborted (by us, after the answer began)."""
