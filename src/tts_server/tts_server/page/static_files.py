"""Files as they are served: with their type, their tag, and what the browser may do with them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

__all__ = ["POLICY", "File", "FileEndpoint", "read_files"]

TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""What the page may load: this server's own files, and nothing else."""

HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of the page."""

    data: bytes
    type: str
    etag: str


def read_files() -> dict[str, File]:
    """Read the page's files, each by its name."""
    found: dict[str, File] = {}
    for entry in files(__package__).joinpath("files").iterdir():
        kind = TYPES.get(entry.name.rpartition(".")[2])
        if kind is not None:
            data = entry.read_bytes()
            tag = hashlib.sha256(data).hexdigest()[:32]
            found[entry.name] = File(data, kind, f'"{tag}"')
    return found


class FileEndpoint:
    """
    Answers with one file.

    The browser keeps it and asks each time whether it is still the same, so that a new version of the
    server is seen at once and an old one costs no bytes.
    """

    def __init__(self, file: File) -> None:
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or say that the browser has it."""
        request = Request(scope, receive)
        if request.method not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"allow": "GET, HEAD"})
        headers = {**HEADERS, "etag": self._file.etag}
        if _has(request.headers.get("if-none-match", ""), self._file.etag):
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return
        answer = Response(self._file.data, headers={**headers, "content-type": self._file.type})
        await answer(scope, receive, send)


def _has(given: str, etag: str) -> bool:
    tags = (each.strip().removeprefix("W/") for each in given.split(","))
    return given.strip() == "*" or etag in tags
