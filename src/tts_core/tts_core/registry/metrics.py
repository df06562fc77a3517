"""What a model has done so far: how often, how long, how fast, and what went wrong."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Figures", "MetricsRecorder"]

REMEMBERED = 512
"""Real-time factors kept for the percentiles: enough for a steady p95, little enough to stay recent."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One model's record at one moment. A real-time factor below 1 is faster than speech."""

    loads: int = 0
    load_seconds: float = 0.0
    calls: int = 0
    characters: int = 0
    audio_seconds: float = 0.0
    rtf_p50: float | None = None
    rtf_p95: float | None = None
    errors: int = 0
    last_error: str | None = None
    running: Mapping[str, str] = field(default_factory=dict)
    """What the model reported of itself when it was last loaded."""

    def as_dict(self) -> dict[str, Any]:
        """Return the figures for JSON."""
        return asdict(self)


class MetricsRecorder:
    """Where one model's figures are written down, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loads = 0
        self._load_seconds = 0.0
        self._calls = 0
        self._characters = 0
        self._audio_seconds = 0.0
        self._factors: deque[float] = deque(maxlen=REMEMBERED)
        self._errors = 0
        self._last_error: str | None = None
        self._running: dict[str, str] = {}

    def loaded(self, seconds: float, running: Mapping[str, str]) -> None:
        """Note a load that succeeded, and what the model then knew of itself."""
        with self._lock:
            self._running = dict(running)
            self._loads += 1
            self._load_seconds += seconds

    def spoke(self, characters: int, audio_seconds: float, seconds: float) -> None:
        """Note an utterance that was spoken."""
        with self._lock:
            self._calls += 1
            self._characters += characters
            self._audio_seconds += audio_seconds
            if audio_seconds > 0:
                self._factors.append(seconds / audio_seconds)

    def failed(self, error: BaseException) -> None:
        """Note a failure by its kind; its message may hold the caller's text and is not kept."""
        with self._lock:
            self._errors += 1
            self._last_error = type(error).__name__

    def snapshot(self) -> Figures:
        """Return the figures as they stand."""
        with self._lock:
            factors = sorted(self._factors)
            return Figures(
                loads=self._loads,
                load_seconds=self._load_seconds,
                calls=self._calls,
                characters=self._characters,
                audio_seconds=self._audio_seconds,
                rtf_p50=_percentile(factors, 0.50),
                rtf_p95=_percentile(factors, 0.95),
                errors=self._errors,
                last_error=self._last_error,
                running=dict(self._running),
            )


def _percentile(ordered: list[float], share: float) -> float | None:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None
