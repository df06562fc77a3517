"""A live server on loopback, and what calls it."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest

from tts_core import Registry
from tts_core.testing import echo_model
from tts_server import Settings, create_app
from tts_server.operate.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tts_core import Model

PATIENCE = 20.0


class Live:
    """A server that runs on a thread of its own."""

    def __init__(self, *models: Model, **settings: Any) -> None:
        self.registry = Registry(models or [echo_model("echo", listed=True)])
        self.app = create_app(self.registry, Settings(port=0, **settings))
        self.house = self.app.state.house
        self.server = Server(self.app)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="live server")

    def _run(self) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            started = asyncio.create_task(self._tell())
            await self.server.serve()
            await started

        asyncio.run(serve())

    async def _tell(self) -> None:
        while not self.server.started:
            await asyncio.sleep(0)
        self._ready.set()

    def start(self) -> Live:
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        return self

    def stop(self) -> None:
        self.server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the server did not stop"
        self.registry.close()

    @property
    def root(self) -> str:
        host, port = self.server.address
        return f"http://{host}:{port}"

    @property
    def url(self) -> str:
        return f"{self.root}/v1"

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something is so, looking each time the server's loop turns."""
        assert self._loop is not None

        async def looking() -> None:
            async with asyncio.timeout(PATIENCE):
                while not happened():
                    await asyncio.to_thread(lambda: None)

        asyncio.run_coroutine_threadsafe(looking(), self._loop).result(PATIENCE + 5)


@pytest.fixture
def serve() -> Iterator[Callable[..., Live]]:
    """Start servers that are stopped with the test."""
    running: list[Live] = []

    def start(*models: Model, **settings: Any) -> Live:
        live = Live(*models, **settings).start()
        running.append(live)
        return live

    yield start
    for live in running:
        live.stop()


@pytest.fixture(scope="module")
def echo() -> Iterator[Live]:
    """One server for the tests that only ask it."""
    live = Live().start()
    yield live
    live.stop()
