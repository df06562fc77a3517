"""What the queues and the registry know, read when Prometheus asks for it, beside what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .instruments import Labels, gauge

if TYPE_CHECKING:
    from ..state import AppState

__all__ = ["exposition"]


def exposition(state: AppState) -> str:
    """Write everything down in Prometheus's text format."""
    return "\n".join([*state.metrics.lines(), *_queues(state), *_figures(state), ""])


def _queues(state: AppState) -> list[str]:
    running: dict[Labels, float] = {
        (name,): model_queue.running for name, model_queue in state.queues().items()
    }
    waiting: dict[Labels, float] = {
        (name,): model_queue.waiting for name, model_queue in state.queues().items()
    }
    stuck: dict[Labels, float] = {(name,): 0 for name in state.queues()}
    stuck |= {(name,): runs for name, runs in state.overdue.stuck().items()}
    return [
        *gauge("tts_running", "Speeches under way.", ("model",), running),
        *gauge("tts_queue_waiting", "Requests that wait for a turn.", ("model",), waiting),
        *gauge("tts_stuck", "Runs that hold a thread beyond their deadline.", ("model",), stuck),
        *gauge("tts_websocket_contexts", "Contexts open on WebSockets.", (), {(): float(state.contexts)}),
        *gauge("tts_stopping", "Whether the server takes no new work.", (), {(): float(state.stopping)}),
    ]


def _figures(state: AppState) -> list[str]:
    known = {name: state.registry.figures(name) for name in state.model_names()}
    loaded = set(state.registry.loaded())
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
