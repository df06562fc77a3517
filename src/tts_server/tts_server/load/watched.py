"""A registry that is told which runs outlive the speech they were for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tts_core import Registry
from tts_core.registry import Lease

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from tts_core import Figures, LoadOptions, Model, Voice
    from tts_core.registry import Loaded

    from .stragglers import Stragglers

__all__ = ["Watched"]


class Watched(Registry):
    """
    The registry of a caller, seen through the eyes of the server.

    Everything is the caller's, down to the loaded models; but whoever claims one through this view
    says, when he gives it back, what still runs on it.
    """

    def __init__(self, registry: Registry, stragglers: Stragglers, deadline: float) -> None:
        self.catalog = registry.catalog
        self._registry = registry
        self._stragglers = stragglers
        self._deadline = deadline

    def voices(self, model: Model) -> tuple[Voice, ...]:
        """Return the voices of *model*."""
        return self._registry.voices(model)

    def claim(self, model: Model, options: LoadOptions | None = None) -> Lease:
        """Claim *model* for one speech."""
        due = time.monotonic() + self._deadline
        return _Claim(self._registry.claim(model, options), self._stragglers, model.card.id, due)

    def loaded(self) -> list[str]:
        """Return the names of the models that are loaded now."""
        return self._registry.loaded()

    def unload(self, name: str | None = None) -> list[str]:
        """Unload one model, or all, unless in use."""
        return self._registry.unload(name)

    def figures(self, name: str) -> Figures:
        """Return what the model called *name* has done so far."""
        return self._registry.figures(name)

    def close(self) -> None:
        """Do nothing: the registry stays the caller's."""


class _Claim(Lease):
    """A lease that tells what was still running when it was given back."""

    def __init__(self, lease: Lease, stragglers: Stragglers, model: str, due: float) -> None:
        self._lease = lease
        self._stragglers = stragglers
        self._model = model
        self._due = due

    @property
    def loading(self) -> Future[Loaded]:
        """The model, now or as soon as it is loaded."""
        return self._lease.loading

    def release(self, after: Iterable[Future[Any]] = ()) -> None:
        """Give the model back once the work *after* has ended."""
        runs = list(after)
        self._lease.release(runs)
        self._stragglers.leave(self._model, runs, self._due)
