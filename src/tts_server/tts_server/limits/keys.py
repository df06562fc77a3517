"""API keys: who may come in, and how much each may ask for."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..problem import Problem, too_many
from .token_bucket import TokenBucket

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.datastructures import Headers
    from starlette.types import Scope

__all__ = ["SUBPROTOCOL", "Key", "Keyring", "presented_key"]

PREFIX = "sha256:"
SUBPROTOCOL = "api-key."
"""A page cannot set the headers of a WebSocket; it names its key among the subprotocols."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """
    One key, known by its hash only.

    Keys are long and random, so that a plain SHA-256 keeps them: there is nothing to guess.
    """

    name: str
    sha256: str
    requests_per_minute: int | None = None
    parallel: int | None = None
    """Requests that may be under way at once, waiting ones included."""
    models: tuple[str, ...] = ()
    """The models it may ask for; empty for all."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9a-f]{64}", self.sha256):
            raise ValueError(f"the sha256 of key {self.name!r} must be 64 hexadecimal digits")
        for limit in ("requests_per_minute", "parallel"):
            value = getattr(self, limit)
            if value is not None and value < 1:
                raise ValueError(f"{limit} of key {self.name!r} must be at least 1, not {value!r}")

    @classmethod
    def of(cls, text: str, name: str) -> Key:
        """Make a key of the key itself, or of its hash."""
        digest = text.removeprefix(PREFIX).lower() if text.startswith(PREFIX) else _hash(text)
        return cls(name=name, sha256=digest)


class Keyring:
    """Every key, and what is under way for each."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._keys = tuple(keys)
        self._rates = {
            key.name: TokenBucket(key.requests_per_minute)
            for key in self._keys
            if key.requests_per_minute is not None
        }
        self._under_way: dict[str, int] = {}

    def __bool__(self) -> bool:
        return bool(self._keys)

    def find(self, presented: str | None) -> Key:
        """Return the key that was presented, or say that it is missing or wrong."""
        challenge = {"www-authenticate": "Bearer"}
        if not presented:
            raise Problem(
                401,
                "no API key; send it as 'Authorization: Bearer KEY'",
                code="missing_api_key",
                headers=challenge,
            )
        digest = _hash(presented)
        found: Key | None = None
        for key in self._keys:  # All of them, always: the time taken tells nothing.
            if hmac.compare_digest(key.sha256, digest):
                found = key
        if found is None:
            raise Problem(401, "this API key is not known here", code="invalid_api_key", headers=challenge)
        return found

    def enter(self, key: Key) -> None:
        """Count one more request under way, or say that the key's limit is reached."""
        here = self._under_way.get(key.name, 0)
        if key.parallel is not None and here >= key.parallel:
            why = f"this key may have {key.parallel} requests under way at once"
            raise too_many(why, 1.0, code="rate_limit_exceeded")
        if key.name in self._rates and (wait := self._rates[key.name].take()) > 0:
            why = f"this key may make {key.requests_per_minute} requests a minute"
            raise too_many(why, wait, code="rate_limit_exceeded")
        self._under_way[key.name] = here + 1

    def leave(self, key: Key) -> None:
        """Count one request less."""
        self._under_way[key.name] -= 1


def presented_key(scope: Scope, headers: Headers) -> str | None:
    """Return the key from `Authorization: Bearer`, `Api-Key`, or a WebSocket's subprotocols."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer" and token.strip():
        return token.strip()
    if key := headers.get("api-key") or headers.get("x-api-key") or headers.get("xi-api-key"):
        return key
    for protocol in scope.get("subprotocols", ()):
        if protocol.startswith(SUBPROTOCOL):
            return str(protocol[len(SUBPROTOCOL) :])
    return None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
