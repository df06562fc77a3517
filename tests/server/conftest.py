"""A live server on loopback, and what calls and hears it."""

from __future__ import annotations

import asyncio
import io
import os
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import openai
import pytest

from tts_core import Audio, Registry
from tts_core.testing import decode, echo_model
from tts_server import Settings, create_app
from tts_server.operate.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from tts_core import Model

PATIENCE = 20.0


class Loop(asyncio.SelectorEventLoop):
    """An event loop whose time a test may put forward."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


class Live:
    """A server that runs on a thread of its own."""

    def __init__(self, *models: Model, **settings: Any) -> None:
        self.registry = Registry(models or [echo_model("echo", listed=True)])
        self.app = create_app(self.registry, Settings(port=0, **settings))
        self.state = self.app.state.server
        self.server = Server(self.app)
        self._ready = threading.Event()
        self._loop: Loop | None = None
        self._thread = threading.Thread(target=self._run, name="live server")
        self._clients: list[openai.OpenAI] = []

    def _run(self) -> None:
        async def serve() -> None:
            telling = asyncio.create_task(self._tell())
            await self.server.serve()
            await telling

        with asyncio.Runner(loop_factory=Loop) as runner:
            loop = runner.get_loop()
            assert isinstance(loop, Loop)
            self._loop = loop
            runner.run(serve())

    async def _tell(self) -> None:
        while not self.server.started:
            await asyncio.to_thread(lambda: None)
        self._ready.set()

    def start(self, *, wait: bool = True) -> Live:
        self._thread.start()
        assert self._ready.wait(PATIENCE)
        if wait and self.state.settings.preload:
            self.until(lambda: self.state.unready() is None or bool(self.state.preload_failed))
        return self

    def stop(self) -> None:
        for client in self._clients:
            client.close()
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

    @property
    def speech(self) -> str:
        return f"{self.url}/audio/speech"

    def client(self, api_key: str = "any", **options: Any) -> openai.OpenAI:
        made = openai.OpenAI(base_url=self.url, api_key=api_key, **{"max_retries": 0, **options})
        self._clients.append(made)
        return made

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something is so, looking each time the server's loop has turned."""
        assert self._loop is not None

        async def looking() -> None:
            async with asyncio.timeout(PATIENCE):
                while not happened():
                    await asyncio.to_thread(lambda: None)

        asyncio.run_coroutine_threadsafe(looking(), self._loop).result(PATIENCE + 5)

    def pass_time(self, seconds: float) -> None:
        """Let so much time pass for every timer of the server, at once."""
        loop = self._loop
        assert loop is not None

        async def passing() -> None:
            loop.ahead += seconds
            for _ in range(3):  # Timers that are due are called in the next turns of the loop.
                await asyncio.sleep(0)

        asyncio.run_coroutine_threadsafe(passing(), loop).result(PATIENCE)

    def fill_pool(self) -> None:
        """Start every thread that the server's loop may ever have for short work."""
        assert self._loop is not None
        most = min(32, (os.cpu_count() or 1) + 4)
        barrier = threading.Barrier(most, timeout=PATIENCE)

        async def meet() -> None:
            await asyncio.gather(*(asyncio.to_thread(barrier.wait) for _ in range(most)))

        asyncio.run_coroutine_threadsafe(meet(), self._loop).result(PATIENCE)

    def at_rest(self) -> bool:
        """Whether nobody is served, nobody waits, and no model works."""
        queues = self.state.queues.values()
        return self.state.under_way == 0 and not any(each.running or each.waiting for each in queues)


@pytest.fixture
def serve() -> Iterator[Callable[..., Live]]:
    """Start servers that are stopped with the test; wait, as a rule, until they are ready."""
    running: list[Live] = []

    def start(*models: Model, wait: bool = True, **settings: Any) -> Live:
        live = Live(*models, **settings)
        running.append(live)
        return live.start(wait=wait)

    yield start
    for live in running:
        live.stop()


@pytest.fixture(scope="module")
def echo() -> Iterator[Live]:
    """One server for the tests that only ask it."""
    live = Live().start()
    yield live
    live.stop()


@pytest.fixture
def hear() -> Callable[..., str]:
    """Return what the echo model said in audio of a format, as one text."""
    return heard


@pytest.fixture
def listen() -> Callable[..., Audio]:
    """Return the sound in audio of a format."""
    return audio_of


def heard(data: bytes, format: str = "wav") -> str:  # noqa: A002  (the field's own word)
    said = decode(audio_of(data, format))
    assert all(each.intact for each in said)
    return " ".join(each.text for each in said)


def audio_of(data: bytes, format: str) -> Audio:  # noqa: A002  (the field's own word)
    if format == "pcm":
        return Audio(np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32768), 24000)
    import av

    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.audio[0]
        frames = [frame.to_ndarray() for frame in container.decode(stream)]
        rate = stream.rate
    samples = np.concatenate(frames, axis=1)[0]
    loudest = np.iinfo(samples.dtype).max if samples.dtype.kind == "i" else 1
    scaled: NDArray[np.float32] = (samples / loudest).astype(np.float32)
    return Audio(scaled, rate)
