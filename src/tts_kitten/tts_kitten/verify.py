"""Files that are what they should be, to the byte, before anything reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tts_core import ModelUnavailable

if TYPE_CHECKING:
    from pathlib import Path

    from tts_core import ModelFile

__all__ = ["read_verified"]

_CHECKSUM = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}")


def read_verified(path: Path, pin: ModelFile | None, model: str, fix: str) -> bytes:
    """
    Read the file at *path* whole, and refuse it unless it is what was pinned.

    What is verified is the very bytes that are returned. A file without a pin that comes from the
    hub's cache is held to the checksum that the hub gave for it, which the cache keeps as its name.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ModelUnavailable(model, f"there is no file {str(path)!r}", fix) from None
    except OSError as error:
        raise ModelUnavailable(model, f"{str(path)!r} cannot be read: {error}", fix) from error
    if pin is not None and len(data) != pin.bytes:
        raise _wrong(path, f"{pin.bytes} bytes", str(len(data)), model, fix)
    expected = pin.sha256 if pin is not None else _name_in_cache(path)
    if expected and (found := _digest(data, expected)) != expected:
        raise _wrong(path, expected, found, model, fix)
    return data


def _name_in_cache(path: Path) -> str | None:
    """Return the checksum that the hub's cache keeps a file under, if it is kept there."""
    kept = path.resolve()
    is_checksum = kept.parent.name == "blobs" and _CHECKSUM.fullmatch(kept.name)
    return kept.name if is_checksum else None


def _digest(data: bytes, like: str) -> str:
    """Return the checksum of *data* of the same kind as *like*: SHA-256, or git's for small files."""
    import hashlib

    if len(like) == 64:
        return hashlib.sha256(data).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _wrong(path: Path, expected: str, found: str, model: str, fix: str) -> ModelUnavailable:
    why = f"{path.name} is not what it should be: expected {expected}, found {found}, in {str(path)!r}"
    return ModelUnavailable(model, why, fix)
