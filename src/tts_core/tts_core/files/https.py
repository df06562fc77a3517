"""Files from an https address, in a cache of our own."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ModelUnavailable
from . import transfer
from .lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..card import LoadOptions
    from ..model_file import ModelFile

__all__ = ["bring", "cache", "kept", "locate", "tidy"]

CHUNK = 1 << 18
PATIENCE = 30.0
"""Seconds for which a server may say nothing."""


def cache(options: LoadOptions) -> Path:
    """Return the folder that holds what came from https addresses."""
    if options.cache_dir is not None:
        return options.cache_dir
    return Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser(), "tts-core")


def locate(file: ModelFile, options: LoadOptions) -> Path | None:
    """Return where the cache keeps the file, if it does."""
    path = _place(file, options)
    return path if path.is_file() else None


def bring(file: ModelFile, options: LoadOptions, model: str, progress: transfer.Progress | None) -> Path:
    """Bring a file into the cache, verified, and return its path. Waits while another program does."""
    path = _place(file, options)
    with locked(path.with_name(f"{path.name}.lock")):
        transfer.bring(lambda start: _ask(file, start, model), path, file, model, progress, size=file.bytes)
    return path


def kept(file: ModelFile, options: LoadOptions) -> list[Path]:
    """Return the file, and what a plugin keeps beside it under its name."""
    path = locate(file, options)
    return [] if path is None else [path, *path.parent.glob(f"{path.name}.*")]


def tidy(file: ModelFile, options: LoadOptions) -> None:
    """Remove the folders that the file was in, where they are empty."""
    folder = _place(file, options).parent
    while folder != cache(options) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _place(file: ModelFile, options: LoadOptions) -> Path:
    return cache(options) / "files" / hashlib.sha256(file.url.encode()).hexdigest()[:16] / file.name


@contextmanager
def _ask(file: ModelFile, start: int, model: str) -> Iterator[transfer.Answer]:
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    headers = {"User-Agent": "tts-core", **({"Range": f"bytes={start}-"} if start else {})}
    try:
        # The card has checked that it is an address of the web.
        response = urlopen(Request(file.url, headers=headers), timeout=PATIENCE)  # noqa: S310
    except HTTPError as error:
        error.close()
        if start and error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            yield transfer.Answer.of(error.code, error.headers, start, ())
        raise _refused(file, error.code, model) from error
    except (OSError, HTTPException) as error:
        why = f"{file.url} cannot be fetched: {getattr(error, 'reason', error)}"
        fix = f"check the connection, or try again later: tts-core download {model}"
        raise ModelUnavailable(model, why, fix) from error
    with response:
        chunks = iter(lambda: response.read1(CHUNK), b"")
        yield transfer.Answer.of(response.status, response.headers, start, chunks)


def _refused(file: ModelFile, status: int, model: str) -> ModelUnavailable:
    """Say in words what a server answers instead of the file."""
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return ModelUnavailable(model, f"there is no such file ({status}): {file.url}", "check the address")
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        why = f"the server does not give the file to everybody ({status}): {file.url}"
        return ModelUnavailable(model, why, "download it by hand, and give the model a folder with it")
    again = f"try again later: tts-core download {model}"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return ModelUnavailable(model, f"the server asks us to wait ({status}): {file.url}", again)
    return ModelUnavailable(model, f"the server answers {status} instead of the file: {file.url}", again)
