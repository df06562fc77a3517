"""A hub on loopback that speaks enough of Hugging Face's protocol for the real client, and its model."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import unquote, urlsplit

import pytest

from tts_core import ModelCard, ModelFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

REPO = "somebody/tones"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ALWAYS = 1_000_000


@dataclass
class Hub:
    """What the hub holds, how it misbehaves, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    refuse: dict[str, tuple[int, str]] = field(default_factory=dict)
    """File name (or "" for all) to status and the hub's own code for it."""
    truncate: dict[str, int] = field(default_factory=dict)
    """Files whose body ends half way, and how often it does."""
    flip: set[str] = field(default_factory=set)
    """Files of which one bit is wrong on the way."""
    asked: list[str] = field(default_factory=list)
    sent: dict[str, list[str | None]] = field(default_factory=dict)
    """For each file whose body was asked for, the ranges that were wanted."""
    authorized: set[str] = field(default_factory=set)
    """The paths that a token was shown to."""
    endpoint: str = ""
    halfway: str = ""
    """The file whose body stops half way, says so by `reached`, and goes on when `pause` is set."""
    reached: threading.Event = field(default_factory=threading.Event)
    pause: threading.Event = field(default_factory=threading.Event)
    ranges: bool = True
    """Whether it gives a part of a file to who wants only that."""

    def pin(self, name: str) -> ModelFile:
        """A file of the hub, held to what the hub holds now."""
        data = self.files[name]
        sha256 = hashlib.sha256(data).hexdigest()
        return ModelFile(repo=REPO, revision=COMMIT, name=name, bytes=len(data), sha256=sha256)

    def card(self) -> ModelCard:
        """A model that is held to what the hub holds."""
        return ModelCard(id="tones", sample_rate=24000, files=tuple(map(self.pin, self.files)))

    def card_by_config(self) -> ModelCard:
        """A model that is held to nothing, and whose config.json names the other files."""

        def named(here: Mapping[str, Path]) -> tuple[ModelFile, ...]:
            names = json.loads(here["config.json"].read_bytes())["files"] if here else ()
            return tuple(ModelFile(repo=REPO, name=name) for name in ("config.json", *names))

        return ModelCard(id="tones", sample_rate=24000, files=named)

    def card_by_url(self, *, pinned: bool = True) -> ModelCard:
        """A model whose one file is at an address."""
        pin = self.pin("model.bin")
        url = f"{self.endpoint}/plain/model.bin"
        held = {"bytes": pin.bytes, "sha256": pin.sha256} if pinned else {}
        return ModelCard(id="tones", sample_rate=24000, files=(ModelFile(name="model.bin", url=url, **held),))  # type: ignore[arg-type]  # a dict of two kinds


def noise(size: int) -> bytes:
    """Bytes that are the same each time, and of which no two stretches are alike."""
    return hashlib.shake_128(b"noise").digest(size)


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
        if self.headers.get("Authorization"):
            self.hub.authorized.add(path)
        name = path.rpartition("/")[2]
        refused = self.hub.refuse.get(name) or self.hub.refuse.get("")
        if refused:
            self._refuse(*refused)
        elif path.startswith(("/store/", "/plain/")):
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
        """Answer for a small file, and send to another host for a big one, as the hub does."""
        if name not in self.hub.files:
            self._refuse(404, "EntryNotFound")
            return
        data = self.hub.files[name]
        if name == "config.json":
            self._send(data, name, body=body)
            return
        port = urlsplit(self.hub.endpoint).port
        self.send_response(302)
        self.send_header("Location", f"http://localhost:{port}/store/{name}")
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("X-Linked-Size", str(len(data)))
        self.send_header("X-Linked-Etag", f'"{hashlib.sha256(data).hexdigest()}"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, data: bytes, name: str, *, body: bool) -> None:
        blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        wanted = self.headers.get("Range") if self.hub.ranges else None
        start = int(wanted.removeprefix("bytes=").partition("-")[0]) if wanted else 0
        if start >= len(data):
            self._refuse(416, "")
            return
        self.send_response(206 if start else 200)
        self.send_header("ETag", f'"{blob}"')
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("Content-Length", str(len(data) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.end_headers()
        if not body:
            return
        self.hub.sent.setdefault(name, []).append(self.headers.get("Range"))
        if name in self.hub.flip:
            data = data[:-1] + bytes([data[-1] ^ 1])
        half = (start + len(data)) // 2
        self.wfile.write(data[start:half])
        self.wfile.flush()
        if self.hub.truncate.get(name, 0) > 0:
            self.hub.truncate[name] -= 1
            self.close_connection = True
            return
        if name == self.hub.halfway:
            self.hub.reached.set()
            self.hub.pause.wait()
        with suppress(ConnectionError):
            self.wfile.write(data[half:])


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A running hub that holds one model, and is the only one that is known."""
    held = Hub(
        {
            "config.json": json.dumps({"files": ["voices.bin", "model.bin"]}).encode(),
            "voices.bin": noise(3000),
            "model.bin": noise(900_000),
        }
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": held}))
    server.daemon_threads = True
    held.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setenv("HF_ENDPOINT", held.endpoint)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield held
    held.pause.set()
    server.shutdown()
    server.server_close()
    thread.join()
