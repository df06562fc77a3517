"""`/metrics`: what a server has done, for Prometheus. What the registry and the queues know is read here."""

from fastapi import APIRouter
from starlette.responses import PlainTextResponse

from ..remote.figures import figures_of
from ..state import ServerState
from ..telemetry.prometheus import Labels, gauge

__all__ = ["router"]


def router(state: ServerState) -> APIRouter:
    """Return the route of the figures."""
    routes = APIRouter(tags=["Operations"])

    @routes.get("/metrics", summary="Figures for Prometheus", response_class=PlainTextResponse)
    async def metrics() -> PlainTextResponse:
        """Write every figure in Prometheus's text format."""
        text = "\n".join([*state.metrics.lines(), *_queues(state), *_figures(state), *_remotes(state), ""])
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")

    return routes


def _queues(state: ServerState) -> list[str]:
    running: dict[Labels, float] = {(name,): queue.running for name, queue in state.queues.items()}
    waiting: dict[Labels, float] = {(name,): queue.waiting for name, queue in state.queues.items()}
    stuck: dict[Labels, float] = {(name,): 0 for name in state.queues}
    stuck |= {(name,): runs for name, runs in state.abandoned_runs.stuck().items()}
    return [
        *gauge("tts_running", "Speeches under way.", ("model",), running),
        *gauge("tts_queue_waiting", "Requests that wait for a turn.", ("model",), waiting),
        *gauge("tts_stuck", "Runs that hold a thread beyond their deadline.", ("model",), stuck),
        *gauge("tts_websocket_contexts", "Contexts open on WebSockets.", (), {(): float(state.contexts)}),
        *gauge("tts_stopping", "Whether the server takes no new work.", (), {(): float(state.stopping)}),
    ]


def _remotes(state: ServerState) -> list[str]:
    failures: dict[Labels, float] = {}
    out: dict[Labels, float] = {}
    for model in state.registry.models(unlisted=True):
        if (figures := figures_of(model)) is not None:
            failures |= {(figures.model, *why): count for why, count in figures.failures.items()}
            out |= {(figures.model, url): is_out for url, is_out in figures.out.items()}
    labels = ("model", "replica")
    return [
        *gauge(
            "tts_replica_failures_total",
            "Attempts that gave no speech.",
            (*labels, "reason"),
            failures,
            kind="counter",
        ),
        *gauge("tts_replica_out", "Whether a server is asked no more.", labels, out),
    ]


COUNTED = (
    ("tts_model_loads_total", "Loads of a model.", "loads"),
    ("tts_model_load_seconds_total", "Seconds spent loading.", "load_seconds"),
    ("tts_model_errors_total", "Failures of a model.", "errors"),
)
"""What the registry counts of each model: the figure, what it is, and what the registry calls it."""


def _figures(state: ServerState) -> list[str]:
    known = {name: state.registry.figures(name) for name in state.model_names()}
    loaded = set(state.registry.loaded())
    factors: dict[Labels, float] = {
        (name, quantile): value
        for name, each in known.items()
        for quantile, value in (("0.5", each.rtf_p50), ("0.95", each.rtf_p95))
        if value is not None
    }
    here: dict[Labels, float] = {(name,): name in loaded for name in known}
    lines = [*gauge("tts_model_loaded", "Whether a model is loaded.", ("model",), here)]
    for name, doc, field in COUNTED:
        counted: dict[Labels, float] = {(model,): getattr(each, field) for model, each in known.items()}
        lines += gauge(name, doc, ("model",), counted, kind="counter")
    return [
        *lines,
        *gauge(
            "tts_real_time_factor",
            "Seconds of work for a second of speech; below 1 is faster than speech.",
            ("model", "quantile"),
            factors,
        ),
    ]
