"""A hub on loopback that speaks enough of Hugging Face's protocol for the real client."""

from __future__ import annotations

import hashlib
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote, urlsplit

import pytest

from tts_core import ModelFile
from tts_kitten.source import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

REPO = "somebody/tones"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """What the hub holds, how it misbehaves, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    refuse: dict[str, tuple[int, str]] = field(default_factory=dict)
    """File name (or "" for all) to status and the hub's own code for it."""
    truncate: set[str] = field(default_factory=set)
    """Files whose body ends half way."""
    flip: set[str] = field(default_factory=set)
    """Files of which one bit is wrong on the way."""
    asked: list[str] = field(default_factory=list)
    endpoint: str = ""
    halfway: str = ""
    """The file whose body stops half way, says so by `reached`, and goes on when `pause` is set."""
    reached: threading.Event = field(default_factory=threading.Event)
    pause: threading.Event = field(default_factory=threading.Event)

    def repository(self, *, pinned: bool = True) -> Repository:
        """The repository as a source, pinned to what the hub holds or to nothing."""
        if not pinned:
            return Repository(REPO, endpoint=self.endpoint)
        pins = [
            ModelFile(
                repo=REPO,
                revision=COMMIT,
                name=name,
                bytes=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
            )
            for name, data in self.files.items()
        ]
        return Repository(REPO, COMMIT, tuple(pins), endpoint=self.endpoint)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: ClassVar[Hub]

    def do_HEAD(self) -> None:
        """Tell of a file."""
        self._answer(body=False)

    def do_GET(self) -> None:
        """Hand a file out."""
        self._answer(body=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's own word)
        """Keep quiet."""

    def _answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.asked.append(f"{self.command} {path}")
        name = path.rpartition("/")[2]
        refused = self.hub.refuse.get(name) or self.hub.refuse.get("")
        if refused:
            self._refuse(*refused)
        elif path.startswith("/store/"):
            self._send(self.hub.files[name], name, body=body)
        elif path.startswith(f"/{REPO}/resolve/"):
            self._resolve(name, body=body)
        else:
            self._refuse(404, "RepoNotFound")

    def _refuse(self, status: int, code: str) -> None:
        self.send_response(status)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _resolve(self, name: str, *, body: bool) -> None:
        if name not in self.hub.files:
            self._refuse(404, "EntryNotFound")
            return
        data = self.hub.files[name]
        if name == "config.json":
            self._send(data, name, body=body)
            return
        self.send_response(302)
        self.send_header("Location", f"{self.hub.endpoint}/store/{name}")
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("X-Linked-Size", str(len(data)))
        self.send_header("X-Linked-Etag", f'"{hashlib.sha256(data).hexdigest()}"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, data: bytes, name: str, *, body: bool) -> None:
        blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        start = 0
        if wanted := self.headers.get("Range"):
            start = int(wanted.removeprefix("bytes=").partition("-")[0])
        self.send_response(206 if start else 200)
        self.send_header("ETag", f'"{blob}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        if not body:
            return
        if name in self.hub.flip:
            data = data[:-1] + bytes([data[-1] ^ 1])
        half = (start + len(data)) // 2
        self.wfile.write(data[start:half])
        self.wfile.flush()
        if name in self.hub.truncate:
            self.close_connection = True
            return
        if name == self.hub.halfway:
            self.hub.reached.set()
            self.hub.pause.wait()
        with suppress(ConnectionError):
            self.wfile.write(data[half:])


@pytest.fixture
def hub(build: Callable[..., Path]) -> Iterator[Hub]:
    """A running hub that holds one model."""
    folder = build()
    held = Hub({name: (folder / name).read_bytes() for name in ("config.json", "voices.npz", "tones.onnx")})
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": held}))
    server.daemon_threads = True
    held.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield held
    held.pause.set()
    server.shutdown()
    server.server_close()
    thread.join()
