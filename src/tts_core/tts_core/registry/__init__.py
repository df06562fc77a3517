"""
All the models of one application, and the loaded synthesizers it lends out.

Make as many registries as you like; they share nothing.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..card import LoadOptions
from ..forks import renew_after_fork
from .abandoned import Abandoned
from .catalog import Catalog, Choice
from .loaded import Loaded
from .metrics import Figures
from .pool import Budget, Lease, ModelPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..card import Voice
    from ..model import Model
    from ..plugins import Plugins
    from ..synthesizer import Synthesizer

__all__ = ["Abandoned", "Budget", "Choice", "Figures", "Lease", "Loaded", "Registry"]


class Registry:
    """The models of one application: those it registers, and, when it asks, those that plugins bring."""

    def __init__(
        self,
        models: Iterable[Model] = (),
        *,
        discover: Callable[[], Plugins] | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.catalog = Catalog(discover)
        self._pool = ModelPool(budget or Budget())
        self._voices: dict[str, tuple[Model, tuple[Voice, ...]]] = {}
        self.renew()
        renew_after_fork(self)
        for model in models:
            self.register(model)

    def renew(self) -> None:
        """Take no turn from a thread that a forked child does not have."""
        self._listing: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    @classmethod
    def installed(cls, *, budget: Budget | None = None) -> Registry:
        """Make a registry of every plugin installed in this environment, looked for on first use."""
        return cls(discover=_discover, budget=budget)

    def register(self, model: Model, *, replace: bool = False) -> None:
        """Add a model of the application's own."""
        self.catalog.register(model, replace=replace)

    def models(self, *, unlisted: bool = False) -> list[Model]:
        """All models that can be asked for, best rank first. Loads nothing."""
        return self.catalog.models(unlisted=unlisted)

    def model(self, name: str | None = None) -> Model:
        """Return the model called *name*, or the default one."""
        return self.catalog.choose(name).model

    def voices(self, model: Model) -> tuple[Voice, ...]:
        """
        Return the voices of *model*, asking it only once when it lists them itself.

        A listing that takes its time holds up only those who want the same one.
        """
        listed = model.card.voices
        if not callable(listed):
            return listed
        with self._lock:
            turn = self._listing.setdefault(model.card.id, threading.Lock())
        with turn:
            held = self._voices.get(model.card.id)
            if held is None or held[0] is not model:
                held = self._voices[model.card.id] = (model, tuple(listed()))
            return held[1]

    @contextmanager
    def lease(self, name: str | None = None, options: LoadOptions | None = None) -> Iterator[Synthesizer]:
        """Lend the loaded synthesizer of a model for the length of a `with` block."""
        claim = self.claim(self.model(name), options)
        try:
            yield claim.loading.result().synthesizer
        finally:
            claim.release()

    def claim(self, model: Model, options: LoadOptions | None = None) -> Lease:
        """Claim *model* without waiting for it to load; whoever claims must release."""
        return self._pool.lease(model, options or LoadOptions())

    def loaded(self) -> list[str]:
        """Return the names of the models that are loaded now."""
        return self._pool.loaded()

    def unload(self, name: str | None = None) -> list[str]:
        """Unload one model, or all, unless in use. Returns the names of those that went."""
        return self._pool.unload(name)

    def figures(self, name: str) -> Figures:
        """Return what the model called *name* has done so far."""
        return self._pool.figures(name)

    def abandoned(self) -> tuple[Abandoned, ...]:
        """Return the runs that go on though nobody waits for them: their models did not stop when told."""
        return self._pool.abandoned()

    def close(self) -> None:
        """Unload every model and lend no more."""
        self._pool.close()


def _discover() -> Plugins:
    from ..plugins import Plugins

    return Plugins.installed()
