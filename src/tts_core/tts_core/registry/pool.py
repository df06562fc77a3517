"""Loaded models lent to those who need them: one load for all, none taken from under anybody."""

from __future__ import annotations

import logging
import os
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..errors import ModelError, ModelUnavailable, TTSError
from ..files import fetch
from ..foreign import ForeignCall, described
from ..forks import renew_after_fork
from ..synthesizer import Reports
from .abandoned import Abandoned, AbandonedRuns
from .loaded import Loaded
from .metrics import Figures, MetricsRecorder
from .threads import start_thread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..card import LoadOptions
    from ..model import Model
    from ..synthesizer import Synthesizer

__all__ = ["Budget", "Lease", "ModelPool"]

_log = logging.getLogger("tts_core")

FIRST_COOLDOWN = 5.0
LONGEST_COOLDOWN = 300.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """How much may stay loaded while nobody uses it. None means without bound."""

    models: int | None = None
    bytes: int | None = None

    def allows(self, models: int, size: int) -> bool:
        """Whether so many models of this total size may stay."""
        return (self.models is None or models <= self.models) and (self.bytes is None or size <= self.bytes)


Key = tuple[str, "LoadOptions"]


@dataclass(eq=False)
class _Slot:
    model: Model
    loading: Future[Loaded] = field(default_factory=Future)
    users: int = 0
    used: float = 0.0


@dataclass(frozen=True)
class _Failure:
    error: TTSError
    until: float
    cooldown: float


class Lease:
    """One claim on a loaded model. While it is held, the model is not unloaded."""

    def __init__(self, pool: ModelPool, slot: _Slot) -> None:
        self._pool = pool
        self._slot = slot
        self._claimed = time.monotonic()
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._pending = 1
        self._released = False

    @property
    def is_inherited(self) -> bool:
        """Whether it was claimed before this process was forked: the model's threads are the parent's."""
        return self._process != os.getpid()

    @property
    def loading(self) -> Future[Loaded]:
        """The model, now or as soon as it is loaded; the same future for everybody who waits."""
        return self._slot.loading

    def release(self, after: Iterable[Future[Any]] = ()) -> None:
        """Give the model back once the work *after* has ended. Further calls change nothing."""
        if self.is_inherited:
            return
        waiting = list(after)
        with self._lock:
            if self._released:
                return
            self._released = True
            self._pending += len(waiting)
        for work in waiting:
            self._pool.abandon(Abandoned(self._slot.model.card.id, self._claimed, work))
            work.add_done_callback(lambda _: self._one_less())
        self._one_less()

    def _one_less(self) -> None:
        with self._lock:
            self._pending -= 1
            done = self._pending == 0
        if done:
            self._pool.give_back(self._slot)


class ModelPool:
    """The loaded models of one registry."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._lock = threading.Lock()
        self._slots: dict[Key, _Slot] = {}
        self._failures: dict[Key, _Failure] = {}
        self._recorders: dict[str, MetricsRecorder] = {}
        self._abandoned = AbandonedRuns()
        self._closed = False
        renew_after_fork(self)

    def renew(self) -> None:
        """Begin, in a forked child, with nothing loaded: the threads of what is loaded are the parent's."""
        self._lock = threading.Lock()
        self._slots = {}
        self._recorders = {}
        self._abandoned = AbandonedRuns()

    def lease(self, model: Model, options: LoadOptions) -> Lease:
        """
        Claim *model*, loading it when nobody has yet.

        A load that failed is not tried again before its cooldown is over; until then its cause is
        raised at once.
        """
        key = (model.card.id, options)
        with self._lock:
            if self._closed:
                raise ModelUnavailable(model.card.id, "its registry is closed", "make a new Registry")
            slot = self._slots.get(key)
            if slot is None or slot.model.load is not model.load:
                self._refuse_while_cooling(key)
                slot = self._slots[key] = _Slot(model)
                slot.users += 1
                try:
                    start_thread(model.card.id, "load", lambda: self._load(key, slot))
                except ModelUnavailable:
                    del self._slots[key]
                    raise
            else:
                slot.users += 1
        return Lease(self, slot)

    def give_back(self, slot: _Slot) -> None:
        """Note that one user of *slot* is done; unload what the budget does not allow to stay."""
        with self._lock:
            slot.users -= 1
            slot.used = time.monotonic()
            surplus = self._surplus()
            if slot.users == 0 and slot not in self._slots.values() and _is_ready(slot):
                surplus.append(slot)  # replaced, or the pool was closed, while it was in use
        _close(surplus)

    def abandon(self, left: Abandoned) -> None:
        """Note a run that goes on after its speech was given up."""
        self._abandoned.add(left)

    def abandoned(self) -> tuple[Abandoned, ...]:
        """Return the runs that go on after their speeches were given up."""
        return self._abandoned.all()

    def unload(self, name: str | None = None) -> list[str]:
        """Unload the model called *name*, or all; those in use stay. Returns the names that went."""
        with self._lock:
            idle = [key for key, slot in self._slots.items() if name in (None, key[0]) and _is_idle(slot)]
            slots = [self._slots.pop(key) for key in idle]
        _close(slots)
        return [slot.model.card.id for slot in slots]

    def loaded(self) -> list[str]:
        """Return the names of the models that are loaded now."""
        with self._lock:
            return sorted({key[0] for key, slot in self._slots.items() if _is_ready(slot)})

    def figures(self, name: str) -> Figures:
        """Return the record of the model called *name*."""
        return self._metrics(name).snapshot()

    def close(self) -> None:
        """Unload everything; what is in use is unloaded when it is given back."""
        with self._lock:
            self._closed = True
            idle = [slot for slot in self._slots.values() if _is_idle(slot)]
            self._slots.clear()
        _close(idle)

    def _metrics(self, name: str) -> MetricsRecorder:
        return self._recorders.setdefault(name, MetricsRecorder())

    def _refuse_while_cooling(self, key: Key) -> None:
        failure = self._failures.get(key)
        if failure is None:
            return
        left = failure.until - time.monotonic()
        if left > 0:
            why = f"it failed to load ({failure.error}); not tried again for {left:.0f} s"
            raise ModelUnavailable(key[0], why, getattr(failure.error, "fix", "")) from failure.error

    def _load(self, key: Key, slot: _Slot) -> None:
        """Load on a thread of its own, so that waiting for it can be given up without stopping it."""
        metrics = self._metrics(key[0])
        self._make_room(slot.model.card.size)
        began = time.perf_counter()
        try:
            synthesizer = _loaded(slot.model, _with_files(slot.model, key[1]))
            if not callable(getattr(synthesizer, "speak", None)):
                raise TypeError(f"load() returned {synthesizer!r}, which has no speak(utterance)")
            running = dict(synthesizer.report()) if isinstance(synthesizer, Reports) else {}
            loaded = Loaded(slot.model, synthesizer, metrics, key[1])
        except BaseException as error:  # noqa: BLE001, RUF100  (it is handed on to everyone who waits)
            self._fail(key, slot, error)
            return
        metrics.loaded(time.perf_counter() - began, running)
        with self._lock:
            self._failures.pop(key, None)
        slot.loading.set_result(loaded)

    def _fail(self, key: Key, slot: _Slot, error: BaseException) -> None:
        self._metrics(key[0]).failed(error)
        if isinstance(error, TTSError):
            known = error.of_model(key[0]) if isinstance(error, ModelError) else error
        else:
            known = ModelUnavailable(key[0], f"it failed to load: {described(error)}")
            known.__cause__ = error
        with self._lock:
            last = self._failures.get(key)
            cooldown = min(last.cooldown * 2, LONGEST_COOLDOWN) if last else FIRST_COOLDOWN
            self._failures[key] = _Failure(known, time.monotonic() + cooldown, cooldown)
            if self._slots.get(key) is slot:
                del self._slots[key]
        slot.loading.set_exception(known)

    def _make_room(self, size: int) -> None:
        """Unload idle models before another is loaded, so that the budget holds while it loads too."""
        with self._lock:
            surplus = self._surplus(coming=size)
        _close(surplus)

    def _surplus(self, coming: int = 0) -> list[_Slot]:
        """Take out the idle models that the budget does not allow, least recently used first."""
        taken: list[_Slot] = []
        idle = sorted(
            (key for key in self._slots if _is_idle(self._slots[key])), key=lambda k: self._slots[k].used
        )
        for key in idle:
            total = sum(slot.model.card.size for slot in self._slots.values() if _is_ready(slot)) + coming
            if self._budget.allows(len(self._slots), total):
                break
            taken.append(self._slots.pop(key))
        return taken


def _is_ready(slot: _Slot) -> bool:
    return slot.loading.done() and not slot.loading.cancelled() and slot.loading.exception() is None


def _is_idle(slot: _Slot) -> bool:
    return slot.users == 0 and _is_ready(slot)


def _close(slots: Iterable[_Slot]) -> None:
    for slot in slots:
        with ForeignCall() as closing:
            slot.loading.result().close()
        if closing.raised is not None:
            _log.warning(
                "model %r was not closed in order: %s", slot.model.card.id, described(closing.raised)
            )


def _loaded(model: Model, options: LoadOptions) -> Synthesizer:
    """Load *model*, here or in a process of its own."""
    if not options.isolated:
        return model.load(options)
    from .isolation import load_isolated

    return load_isolated(model, options)


def _with_files(model: Model, options: LoadOptions) -> LoadOptions:
    """Return *options* with the verified paths to load *model* from, unless it looks after them itself."""
    if not model.card.files or model.present is not None:
        return options
    return replace(options, files=fetch(model.card, options))
