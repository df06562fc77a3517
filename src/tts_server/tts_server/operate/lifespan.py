"""The beginning and the end of a server, and what goes on in between."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from tts_core import ModelUnavailable, TTSError, files

if TYPE_CHECKING:
    from types import TracebackType

    from tts_core import LoadOptions, Model

    from ..state import ServerState

__all__ = ["Lifespan"]

logger = logging.getLogger("tts_server")


class Lifespan:
    """Loads models at the start, unloads the idle ones, and lets nothing linger at the end."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._state.started = True
        self._tasks.append(asyncio.create_task(self._preload()))
        if self._state.settings.idle_unload is not None:
            self._tasks.append(asyncio.create_task(self._unload(self._state.settings.idle_unload)))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._state.stop_requested.set()
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task

    async def _preload(self) -> None:
        """Load the models that are to be there before the first request."""
        # Plugins are looked for now, on a thread, and not while the first client waits.
        await asyncio.to_thread(self._state.registry.models)
        for name in self._state.settings.preload:
            try:
                await asyncio.to_thread(self._load, None if name == "default" else name)
            except TTSError as error:
                self._state.preload_failed = str(error)
                logger.error("preload failed", extra={"tts": {"model": name, "error": str(error)}})

    def _load(self, name: str | None) -> None:
        state = self._state
        model = state.model(name)
        if state.settings.downloads == "never" and not state.is_here(model):
            fix = f"fetch them (tts-core download {model.card.id}), or serve with --downloads start"
            raise ModelUnavailable(model.card.id, "its files are not here", fix)
        if not state.is_here(model):
            files.fetch(model.card, state.load_options)
        if not state.is_here(model):  # It looks after its files itself, and fetches them when it is loaded.
            self._loaded(model, state.load_options)
            state.registry.unload(model.card.id)
        self._loaded(model, state.load_options_for(model))
        state.registry.voices(model, state.load_options)
        state.mark_used(model.card.id)

    def _loaded(self, model: Model, options: LoadOptions) -> None:
        claim = self._state.registry.claim(model, options)
        try:
            claim.loading.result()
        finally:
            claim.release()

    async def _unload(self, idle: float) -> None:
        """Unload what nobody has asked for in a while."""
        while True:
            await asyncio.sleep(min(idle / 2, 10.0))
            for name, used in list(self._state.last_used.items()):
                queue = self._state.queues.get(name)
                busy = queue is not None and (queue.running or queue.waiting)
                if not busy and time.monotonic() - used >= idle:
                    del self._state.last_used[name]
                    gone = await asyncio.to_thread(self._state.registry.unload, name)
                    if gone:
                        logger.info("unloaded", extra={"tts": {"model": name}})
