"""What one server consists of, shared by all its routes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from tts_core import LoadOptions, ModelUnavailable, TTSError, UnknownModel, model_for

from .limits.abandoned_runs import AbandonedRuns
from .limits.keys import Keyring
from .limits.model_queue import ModelQueue
from .limits.spool_space import SpoolSpace
from .openai_names import OPENAI_MODELS
from .outcomes import Outcomes
from .problem import Problem
from .remote.figures import figures_of
from .telemetry.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tts_core import Model, Registry, Request, Voice

    from .outcomes import Outcome
    from .request_context import RequestContext
    from .settings import Settings

__all__ = ["ServerState"]


class ServerState:
    """The registry, the settings, and everything that lasts longer than a request."""

    def __init__(self, registry: Registry, settings: Settings) -> None:
        self.registry = registry
        self.settings = settings
        self.abandoned_runs = AbandonedRuns(registry, settings.deadline)
        self.keys = Keyring(settings.api_keys)
        self.metrics = Metrics()
        self.spool_space = SpoolSpace(settings.backlog, settings.temp_dir)
        self.admin_port: int | None = None
        """The port on which alone the figures and the docs are served, where there is one."""
        self.stop_requested = asyncio.Event()
        self.under_way = 0
        """Requests and contexts that are being answered."""
        self.contexts = 0
        self.last_used: dict[str, float] = {}
        self.loaded_once: set[str] = set()
        """Models that have been loaded: they will be again when they are asked for."""
        self.preload_failed = ""
        self.started = False
        self.load_options = _load_options(settings)
        self.speakers: dict[str, tuple[tuple[Voice, ...], Mapping[str, str]]] = {}
        """Who speaks for OpenAI's names, by model, as found out among these voices."""
        self.queues: dict[str, ModelQueue] = {}
        """The queues that were ever used, by model."""
        self._outcomes = Outcomes()

    @property
    def stopping(self) -> bool:
        """Whether no new work is taken."""
        return self.stop_requested.is_set()

    def queue(self, model: str) -> ModelQueue:
        """Return the queue before the model called *model*."""
        held = self.queues.get(model)
        if held is None:
            parallel = self.settings.parallel or self.registry.model(model).card.concurrency
            held = self.queues[model] = ModelQueue(parallel, capacity=self.settings.queue)
        return held

    def mark_used(self, model: str) -> None:
        """Note that a model has just spoken."""
        self.last_used[model] = time.monotonic()
        self.loaded_once.add(model)

    def remember(self, context: RequestContext, outcome: Outcome) -> None:
        """Remember what becomes of a request's speech."""
        self._outcomes.remember(self._owner(context), context.request_id, outcome)

    def outcome(self, request_id: str, context: RequestContext) -> Outcome | None:
        """Return what became of a request's speech, for who asked for it."""
        return self._outcomes.find(self._owner(context), request_id)

    def _owner(self, context: RequestContext) -> str:
        return context.client if self.keys else ""  # Without keys, whoever knows the id.

    def model_names(self) -> list[str]:
        """Return the id of every model that is listed, or was used."""
        return sorted({model.card.id for model in self.registry.models()} | self.queues.keys())

    def aliases(self) -> dict[str, str]:
        """Return the names that mean another model, each with what it means."""
        names = dict.fromkeys(OPENAI_MODELS, self.settings.model or "")
        return {**names, **self.settings.models}

    def model(self, name: str | None, asked: Request | None = None) -> Model:
        """
        Return the model that a client means by *name*; where that is none, one that can do what is *asked*.

        Only models that are known to the registry by their names: a reference such as a path is for
        who runs the server, in its settings, not for who calls it.
        """
        known = {model.card.id: model for model in self.registry.models(unlisted=True)}
        if name in known:
            return known[name]
        aliases = self.aliases()
        if name is not None and name not in aliases:
            raise UnknownModel(name, [*aliases, *(model.card.id for model in self.registry.models())])
        meant = self.settings.model if name is None else aliases[name]
        if asked is not None and not meant:
            meant = model_for(asked, registry=self.registry).id
        return self.registry.model(meant or None)

    def is_here(self, model: Model) -> bool:
        """Whether *model* can be loaded without fetching anything."""
        name = model.card.id
        return name in self.loaded_once or self.registry.is_here(model, self.load_options)

    def load_options_for(self, model: Model) -> LoadOptions:
        """Return how *model* is loaded: with what is here, unless more may be fetched or others speak it."""
        offline = self.settings.downloads != "request" and figures_of(model) is None
        return replace(self.load_options, offline=offline)

    def refuse_when_absent(self, model: Model) -> None:
        """Let nobody make the server fetch a model by asking for it, unless that is wanted."""
        if self.settings.downloads != "request" and not self.is_here(model):
            raise Problem(
                503,
                f"the files of model {model.card.id!r} are not here, and none are fetched on request; "
                "GET /v1/engines says which are available",
                code="model_not_here",
                param="model",
                headers={"x-should-retry": "false"},
            )

    def voices(self, model: Model) -> tuple[Voice, ...] | None:
        """Return the voices of *model*; None where somebody else would have to name them, and does not."""
        if self.settings.downloads != "request" and not (
            self.registry.is_listed(model) or self.is_here(model)
        ):
            return None
        try:
            return self.registry.voices(model, self.load_options)
        except ModelUnavailable:
            return None

    def default_model(self) -> Model | None:
        """Return the model that speaks when none is named, if there is any."""
        try:
            return self.registry.model(self.settings.model)
        except TTSError:
            return None

    def unready(self) -> str | None:
        """Say why the server cannot take work, if it cannot."""
        if self.stopping:
            return "the server is stopping"
        model = self.default_model()
        if model is not None and self.is_stuck(model):
            return _STUCK.format(model=model.card.id)
        if not self.settings.preload:
            return None if self.started else "the server is starting"
        if model is None:
            return "no model is here"
        if model.card.id in self.loaded_once or model.card.id in self.registry.loaded():
            return None
        if "default" not in self.settings.preload and model.card.id not in self.settings.preload:
            return None
        return self.preload_failed or f"model {model.card.id} is being loaded"

    def is_stuck(self, model: Model) -> bool:
        """Whether every thread of *model* is held by a speech past its deadline that does not stop."""
        return self.abandoned_runs.stuck()[model.card.id] >= model.card.concurrency

    def refuse_when_stuck(self, name: str) -> None:
        """Let nobody wait for a model that cannot speak."""
        if self.abandoned_runs.stuck() and self.is_stuck(self.registry.model(name)):
            raise Problem(
                503,
                _STUCK.format(model=name),
                code="model_unavailable",
                param="model",
                headers={"retry-after": "5"},
            )

    def refuse_when_stopping(self) -> None:
        """Take no new work once the server is told to stop."""
        if self.stopping:
            raise Problem(
                503,
                "the server is stopping; ask another one",
                code="stopping",
                headers={"retry-after": "1", "connection": "close"},
            )


_STUCK = "every thread of model {model} is held by a speech past its deadline that does not stop"


def _load_options(settings: Settings) -> LoadOptions:
    from pathlib import Path

    device = None if settings.gpu is None else ("cuda" if settings.gpu else "cpu")
    cache = Path(settings.model_path) if settings.model_path else None
    return LoadOptions(device=device, cache_dir=cache, isolated=settings.isolated)
