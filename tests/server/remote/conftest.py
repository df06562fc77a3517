"""A server that misbehaves as it is told, and a clock that a test owns."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tts_server.remote.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 20.0


@dataclass(frozen=True)
class Step:
    """What is done with one request for speech: bytes that are sent, and what follows them."""

    data: bytes = b""
    hang: bool = False
    """Whether the connection is then held until the client closes it."""


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Misbehaving:
    """An HTTP server on loopback. The last of its steps is done for every further request."""

    steps: deque[Step]
    listing: Step
    health: Step
    asked: list[Asked] = field(default_factory=list)
    hanging: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    """Set when a client closed a connection that was held."""

    def __post_init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._begin(self._accept)

    @property
    def spoken(self) -> list[Asked]:
        return [each for each in self.asked if each.path == "/v1/audio/speech"]

    def stop(self) -> None:
        """Stop listening and drop every connection, as a process that is killed does."""
        if self._socket.fileno() < 0:
            return
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        with self._lock:
            for connection in self._open:
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(PATIENCE)

    def _begin(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(connection)
            self._begin(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        """Answer one request and close, so that every request is a connection of its own."""
        try:
            with connection.makefile("rb") as stream:
                asked = _read(stream)
                if asked is None:
                    return
                step = self._step(asked)
                connection.sendall(step.data)
                if step.hang:
                    self.hanging.set()
                    if not connection.recv(1):
                        self.left.set()
        except OSError:
            self.left.set()
        finally:
            with self._lock:
                self._open.discard(connection)
                connection.close()

    def _step(self, asked: Asked) -> Step:
        self.asked.append(asked)
        if asked.path.startswith("/v1/audio/voices"):
            return self.listing
        if asked.path == "/health":
            return self.health
        return self.steps.popleft() if len(self.steps) > 1 else self.steps[0]


def _read(stream: Any) -> Asked | None:
    line = stream.readline().decode()
    if not line:
        return None
    method, path, _ = line.split()
    headers: dict[str, str] = {}
    while (line := stream.readline().decode().strip()) != "":
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", "0")))
    return Asked(method, path, headers, json.loads(body) if body else None)


class OwnClock(Clock):
    """
    A clock on which waiting takes no time. `random` always gives 0: pauses are at their longest.

    Only probes wait, until the test lets them.
    """

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []
        self.probing = asyncio.Semaphore(0)

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        task = asyncio.current_task()
        if task is not None and task.get_name().startswith("probe"):
            await self.probing.acquire()
            return
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    def random(self) -> float:
        return 0.0


class Stage:
    """Starts misbehaving servers, and knows what they may do."""

    def __init__(self) -> None:
        self.running: list[Misbehaving] = []

    def __call__(self, *steps: Step, listing: Step | None = None, health: Step | None = None) -> Misbehaving:
        server = Misbehaving(
            deque(steps), listing=listing or self.answer(404), health=health or self.answer()
        )
        self.running.append(server)
        return server

    def stop(self) -> None:
        for server in self.running:
            server.stop()

    def answer(self, status: int = 200, body: bytes = b"", promised: int = -1, **headers: str) -> Step:
        """An answer with its length, or with another promised than what comes."""
        lines = [f"HTTP/1.1 {status} So", f"content-length: {len(body) if promised < 0 else promised}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return Step("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def problem(
        self, status: int, message: str = "no", *, code: str = "", param: str = "", **headers: Any
    ) -> Step:
        """An error as OpenAI writes it."""
        body = {"error": {"message": message, "type": "x", "param": param or None, "code": code or None}}
        return self.answer(status, json.dumps(body).encode(), content_type="application/json", **headers)

    def raw(self, data: bytes, *, hang: bool = False) -> Step:
        """Bytes as they are, after which the connection is closed, or held."""
        return Step(data, hang)


@pytest.fixture
def misbehave() -> Iterator[Stage]:
    """Start servers that do the steps they are given; they are stopped with the test."""
    stage = Stage()
    yield stage
    stage.stop()


@pytest.fixture
def clock() -> OwnClock:
    """A clock of the test's own."""
    return OwnClock()
