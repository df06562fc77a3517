"""
All the models of one application, and the loaded synthesizers it lends out.

Make as many registries as you like; they share nothing.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from ..card import LoadOptions, Voice
from ..errors import TTSError
from ..foreign import ForeignCall
from ..forks import renew_after_fork
from ..model import unanswered
from .abandoned import Abandoned
from .catalog import Catalog, Choice
from .loaded import Loaded
from .metrics import Figures
from .pool import Budget, Lease, ModelPool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from ..effects import Effect
    from ..model import Model
    from ..plugins import Plugins
    from ..synthesizer import Synthesizer
    from ..text.normalize import TextLanguage

__all__ = ["Abandoned", "Budget", "Choice", "Figures", "Lease", "Loaded", "Registry"]

_log = logging.getLogger("tts_core")


class Registry:
    """The models of one application: those it registers, and, when it asks, those that plugins bring."""

    def __init__(
        self,
        models: Iterable[Model] = (),
        *,
        effects: Iterable[Effect] = (),
        discover: Callable[[], Plugins] | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.catalog = Catalog(discover)
        self._pool = ModelPool(budget or Budget())
        self._voices: dict[_Listing, tuple[Model, tuple[Voice, ...]]] = {}
        self.renew()
        renew_after_fork(self)
        for model in models:
            self.register(model)
        for effect in effects:
            self.register_effect(effect)

    def renew(self) -> None:
        """Take no turn from a thread that a forked child does not have."""
        self._listing: dict[_Listing, threading.Lock] = {}
        self._lock = threading.Lock()

    @classmethod
    def installed(cls, *, budget: Budget | None = None) -> Registry:
        """Make a registry of every plugin installed in this environment, looked for on first use."""
        return cls(discover=_discover, budget=budget)

    def register(self, model: Model, *, replace: bool = False) -> None:
        """Add a model of the application's own."""
        self.catalog.register(model, replace=replace)

    def register_effect(self, effect: Effect) -> None:
        """Add an effect of the application's own; it goes before one of its name that is installed."""
        self.catalog.register_effect(effect)

    def register_language(self, language: TextLanguage) -> None:
        """Add a language of the application's own; it goes before the core's and those that are installed."""
        self.catalog.register_language(language)

    def effects(self) -> list[Effect]:
        """All effects that a request may ask for. Loads nothing."""
        return self.catalog.effects()

    def models(self, *, unlisted: bool = False) -> list[Model]:
        """All models that can be asked for, best rank first. Loads nothing."""
        return self.catalog.models(unlisted=unlisted)

    def catalogue(self) -> list[Model]:
        """All models that could be had besides those, from the plugins' own lists. Asks no network."""
        return self.catalog.catalogue()

    def model(self, name: str | None = None) -> Model:
        """Return the model called *name*, or the one that speaks when nothing particular is asked."""
        return next(self.catalog.choices(name)).model

    def is_here(self, model: Model, options: LoadOptions | None = None) -> bool:
        """Whether *model* can be loaded without a download; one that fails to say so is not here."""
        return self.catalog.is_here(model, options)

    def voices(self, model: Model, options: LoadOptions | None = None) -> tuple[Voice, ...]:
        """
        Return the voices of *model*, each with whose it is; a model that lists them itself is asked once.

        One that lists them by its files is asked once for each folder that these are kept in. A listing
        that takes its time holds up only those who want the same one.
        """
        options = options or LoadOptions()
        name = _listing(model, options)
        held = self._voices.get(name)
        if held is not None and held[0] is model:
            return held[1]
        with self._lock:
            turn = self._listing.setdefault(name, threading.Lock())
        with turn:
            held = self._voices.get(name)
            if held is None or held[0] is not model:
                voices = tuple(replace(voice, model=model.card.id) for voice in _listed(model, options))
                held = self._voices[name] = (model, voices)
            return held[1]

    def is_known(self, name: str | None, options: LoadOptions | None = None) -> bool:
        """Whether the models that *name* may mean, and their voices, can be told at once."""
        if not self.catalog.is_complete:
            return False
        meant = [model for model in self.models(unlisted=True) if name in (None, model.card.id)]
        if not meant:  # A name that no listed model has.
            meant = [model for model in self.catalogue() if model.card.id == name]
        return all(self.is_listed(model, options) and not _asks_keyring(model) for model in meant)

    def is_listed(self, model: Model, options: LoadOptions | None = None) -> bool:
        """Whether the voices of *model* can be told without asking anybody, which may take its time."""
        return not callable(model.card.voices) or _listing(model, options or LoadOptions()) in self._voices

    def all_voices(self) -> list[Voice]:
        """Return the voices of all models; a model that fails to list its own is left out, and logged."""
        found: list[Voice] = []
        for model in self.models():
            try:
                found.extend(self.voices(model))
            except TTSError as error:
                _log.warning("left out: %s", error)
        return found

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


_Listing = tuple[str, "Path | None"]
"""A model, and the folder that its files are kept in, where its voices depend on these."""


def _listing(model: Model, options: LoadOptions) -> _Listing:
    return model.card.id, options.cache_dir if model.card.voices_depend_on_files else None


def _asks_keyring(model: Model) -> bool:
    return any(option.secret for option in model.card.options)


def _listed(model: Model, options: LoadOptions) -> tuple[Voice, ...]:
    with ForeignCall() as asked:
        voices = model.card.listed_voices(options)
        for voice in voices:
            if not isinstance(voice, Voice):
                raise TypeError(f"it listed {voice!r}, which is no tts_core.Voice")
        return voices
    raise unanswered(model.card, "its voices", asked.raised)


def _discover() -> Plugins:
    from ..plugins import Plugins

    return Plugins.installed()
