"""
The seam of the cache: a model that looks a piece up before it has it spoken.

It is a Synthesizer like any other, in a registry of its own, so that the pipeline speaks a book the
way it speaks everything and knows nothing of a cache.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ..registry import Registry
from ..synthesizer import Measures, Rendering, Synthesizer, Utterance
from .cache import plain
from .cachekey import CacheKeys

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..card import LoadOptions
    from ..model import Model
    from ..registry import Loaded
    from .cache import PieceCache

__all__ = ["CachingRenderer", "DryRun", "Missing", "Renderer", "caching_registry"]


class Renderer(Protocol):
    """Renders utterances, with the help of the real model or without."""

    def render(self, utterance: Utterance, key: str, lent: Loaded) -> Rendering:
        """Return the rendering of *utterance*, which is kept under *key*."""
        ...


class CachingRenderer:
    """Renders from the cache, and has spoken and kept what is not there."""

    def __init__(self, cache: PieceCache) -> None:
        self._cache = cache
        cache.clear_abandoned()
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self.used: set[str] = set()
        """The keys of all pieces that were asked for."""
        self.spoken = 0
        """How many pieces the model really spoke."""

    def render(self, utterance: Utterance, key: str, lent: Loaded) -> Rendering:
        """Look *key* up; two that ask for the same piece at once get the one that was spoken once."""
        with self._lock:
            self.used.add(key)
            turn = self._turns.setdefault(key, threading.Lock())
        with turn:
            found = self._cache.get(key)
            if found is not None:
                return found
            kept = plain(lent.submit(lambda: lent.speak(utterance), utterance.cancel).result())
            self._cache.put(key, kept)
            with self._lock:
                self.spoken += 1
            return kept


@dataclass(frozen=True, slots=True)
class Missing:
    """One piece that would have to be spoken."""

    text: str
    """As the model would be given it."""
    span: tuple[int, int]
    """Where it stands in its chapter."""


class DryRun:
    """Looks everything up, has nothing spoken, and notes down what is not there."""

    def __init__(self, cache: PieceCache) -> None:
        self._cache = cache
        self._lock = threading.Lock()
        self._known: dict[str, bool] = {}
        self._missing: list[Missing] = []

    @property
    def pieces(self) -> int:
        """How many different pieces were asked for."""
        return len(self._known)

    def take_missing(self) -> list[Missing]:
        """Return what was missing since the last time, in the order of the text."""
        with self._lock:
            taken, self._missing = self._missing, []
        return sorted(taken, key=lambda each: each.span)

    def render(self, utterance: Utterance, key: str, lent: Loaded) -> Rendering:
        """Note whether *key* is there, and answer with a moment of silence."""
        with self._lock:
            if key not in self._known:
                self._known[key] = self._cache.get(key) is not None
                if not self._known[key]:
                    self._missing.append(Missing(utterance.text, utterance.span))
        return Rendering(samples=np.zeros(1, np.float32), sample_rate=lent.card.sample_rate)


class _CachedSynthesizer:
    """The synthesizer that stands before the real one."""

    def __init__(
        self, lent: Loaded, give_back: Callable[[], None], renderer: Renderer, keys: CacheKeys
    ) -> None:
        self._lent = lent
        self._give_back = give_back
        self._renderer = renderer
        self._keys = keys

    def speak(self, utterance: Utterance) -> Rendering:
        """Have the renderer answer."""
        utterance.cancel.check()
        return self._renderer.render(utterance, self._keys.key(utterance), self._lent)

    def close(self) -> None:
        """Give the real model back."""
        self._give_back()


class _MeasuringCachedSynthesizer(_CachedSynthesizer):
    """The same for a model that counts in units of its own."""

    def measure(self, text: str) -> int:
        """Count as the model counts."""
        return self._lent.measure(text)


def caching_registry(renderer: Renderer, model: Model, registry: Registry, asked: LoadOptions) -> Registry:
    """Return a registry with nothing but *model*, loaded as *asked*; its utterances go through *renderer*."""

    def load(_: LoadOptions) -> Synthesizer:
        lease = registry.claim(model, asked)
        try:
            lent = lease.loading.result()
        except BaseException:
            lease.release()
            raise
        kind = _MeasuringCachedSynthesizer if isinstance(lent.synthesizer, Measures) else _CachedSynthesizer
        return kind(lent, lease.release, renderer, CacheKeys(model, asked))

    card = replace(model.card, voices=registry.voices(model, asked))
    return Registry([replace(model, card=card, load=load)], effects=registry.effects())
