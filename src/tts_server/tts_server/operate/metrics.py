"""What a server has done, for Prometheus."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from .instruments import Counter, Histogram, Labels, gauge

if TYPE_CHECKING:
    from ..house import House
    from ..speaking.account import Account

__all__ = ["Metrics"]

FIRST = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
WHOLE = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 300.0)


class Metrics:
    """The figures of one server. What the registry and the queues know is read when it is asked for."""

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
        self._warnings = Counter("tts_warnings_total", "Warnings about what was spoken.", ("model",))
        self._characters = Counter("tts_characters_total", "Characters spoken.", ("model",))

    def began(self, account: Account) -> None:
        """Note a speech whose first audio is there."""
        self._first.note(account.first_audio_seconds or 0.0, account.model)
        self._queued.note(account.queue_seconds or 0.0, account.model)

    def ended(self, route: str, status: int, seconds: float, account: Account) -> None:
        """Note a request that is over, however it ended."""
        self._requests.add(route, str(status), account.outcome)
        self._seconds.note(seconds, route)
        if account.error and account.outcome != "left":
            self._errors.add(route, account.error)
        if account.warnings:
            self._warnings.add(account.model, by=account.warnings)
        if account.audio_seconds:
            self._audio.add(account.model, by=account.audio_seconds)
            self._characters.add(account.model, by=account.characters)

    def text(self, house: House) -> str:
        """Write everything down in Prometheus's text format."""
        instruments = (
            self._requests,
            self._errors,
            self._first,
            self._queued,
            self._seconds,
            self._audio,
            self._characters,
            self._warnings,
        )
        lines = chain.from_iterable(each.lines() for each in instruments)
        return "\n".join([*lines, *_turns(house), *_figures(house), ""])


def _turns(house: House) -> list[str]:
    running: dict[Labels, float] = {(name,): turns.running for name, turns in house.all_turns().items()}
    waiting: dict[Labels, float] = {(name,): turns.waiting for name, turns in house.all_turns().items()}
    stuck: dict[Labels, float] = {(name,): 0 for name in house.all_turns()}
    stuck |= {(name,): runs for name, runs in house.stragglers.stuck().items()}
    return [
        *gauge("tts_running", "Speeches under way.", ("model",), running),
        *gauge("tts_queue_waiting", "Requests that wait for a turn.", ("model",), waiting),
        *gauge("tts_stuck", "Runs that hold a thread beyond their deadline.", ("model",), stuck),
        *gauge("tts_websocket_contexts", "Contexts open on WebSockets.", (), {(): float(house.contexts)}),
        *gauge("tts_stopping", "Whether the server takes no new work.", (), {(): float(house.stopping)}),
    ]


def _figures(house: House) -> list[str]:
    known = {name: house.registry.figures(name) for name in house.model_names()}
    loaded = set(house.registry.loaded())
    factors: dict[Labels, float] = {
        (name, quantile): value
        for name, each in known.items()
        for quantile, value in (("0.5", each.rtf_p50), ("0.95", each.rtf_p95))
        if value is not None
    }
    by_model = ("model",)
    here: dict[Labels, float] = {(name,): name in loaded for name in known}
    return [
        *gauge("tts_model_loaded", "Whether a model is loaded.", by_model, here),
        *gauge(
            "tts_model_loads_total",
            "Loads of a model.",
            by_model,
            {(n,): each.loads for n, each in known.items()},
            kind="counter",
        ),
        *gauge(
            "tts_model_load_seconds_total",
            "Seconds spent loading.",
            by_model,
            {(n,): each.load_seconds for n, each in known.items()},
            kind="counter",
        ),
        *gauge(
            "tts_model_errors_total",
            "Failures of a model.",
            by_model,
            {(n,): each.errors for n, each in known.items()},
            kind="counter",
        ),
        *gauge(
            "tts_real_time_factor",
            "Seconds of work for a second of speech; below 1 is faster than speech.",
            ("model", "quantile"),
            factors,
        ),
    ]
