"""The beginning and the end of a server, and what goes on in between."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from tts_core import TTSError

if TYPE_CHECKING:
    from types import TracebackType

    from ..house import House

__all__ = ["Lifetime"]

logger = logging.getLogger("tts_server")


class Lifetime:
    """Loads models at the start, unloads the idle ones, and lets nothing linger at the end."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self._house.started = True
        self._tasks.append(asyncio.create_task(self._preload()))
        if self._house.settings.idle_unload is not None:
            self._tasks.append(asyncio.create_task(self._unload(self._house.settings.idle_unload)))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._house.told_to_stop.set()
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task

    async def _preload(self) -> None:
        """Load the models that are to be there before the first request."""
        # Plugins are looked for now, on a thread, and not while the first client waits.
        await asyncio.to_thread(self._house.registry.models)
        for name in self._house.settings.preload:
            try:
                await asyncio.to_thread(self._load, None if name == "default" else name)
            except TTSError as error:
                self._house.preload_failed = str(error)
                logger.error("preload failed", extra={"tts": {"model": name, "error": str(error)}})

    def _load(self, name: str | None) -> None:
        house = self._house
        model = house.model(name)
        claim = house.registry.claim(model, house.load_options)
        try:
            claim.loading.result()
        finally:
            claim.release()
        house.registry.voices(model)
        house.used(model.card.id)

    async def _unload(self, idle: float) -> None:
        """Unload what nobody has asked for in a while."""
        while True:
            await asyncio.sleep(min(idle / 2, 10.0))
            for name, used in list(self._house.last_used.items()):
                turns = self._house.all_turns().get(name)
                busy = turns is not None and (turns.running or turns.waiting)
                if not busy and time.monotonic() - used >= idle:
                    del self._house.last_used[name]
                    gone = await asyncio.to_thread(self._house.registry.unload, name)
                    if gone:
                        logger.info("unloaded", extra={"tts": {"model": name}})
