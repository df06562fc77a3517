"""A server, and how Home Assistant finds it."""

from __future__ import annotations

import logging
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlparse
from weakref import WeakSet

from wyoming.server import AsyncServer

from tts_core import awarm, default_registry

from .handler import Handler

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from collections.abc import AsyncIterator

    from tts_core import Registry

__all__ = ["serve"]

_SERVICE = "_wyoming._tcp.local."

logger = logging.getLogger("tts_wyoming")


async def serve(
    uri: str, *, registry: Registry | None = None, model: str | None = None, zeroconf: str | None = None
) -> None:
    """
    Answer clients at *uri* (tcp://, unix:// or stdio://) until cancelled, or told to end by SIGTERM.

    *model* is the only one that is offered, and the default; *zeroconf* is the name under which the
    server is announced in the local network.
    """
    server = AsyncServer.from_uri(uri)
    held = registry or default_registry()
    await awarm(model, registry=held)
    connections: WeakSet[Handler] = WeakSet()

    def connected(reader: StreamReader, writer: StreamWriter) -> Handler:
        connections.add(handler := Handler(reader, writer, registry=held, model=model))
        return handler

    async with _announced(uri, zeroconf):
        logger.info("ready at %s", uri)
        try:
            await server.run(connected)
        finally:
            for handler in list(connections):
                await handler.leave()


@asynccontextmanager
async def _announced(uri: str, name: str | None) -> AsyncIterator[None]:
    """Tell the local network where the server is, and at the end that it is gone; without a name, nothing."""
    if name is None:
        yield
        return
    place = urlparse(uri)
    if place.scheme != "tcp" or not place.port:
        raise ValueError(f"only a server at tcp://HOST:PORT can be announced, not one at {uri}")
    try:
        from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf
    except ModuleNotFoundError as missing:
        raise ValueError(
            'to be found by itself a server needs zeroconf: pip install "tts-wyoming[zeroconf]"'
        ) from missing
    address = _own_address() if place.hostname == "0.0.0.0" else place.hostname  # noqa: S104  (not bound here)
    service = AsyncServiceInfo(
        _SERVICE, f"{name}.{_SERVICE}", port=place.port, parsed_addresses=[address or ""]
    )
    network = AsyncZeroconf()
    try:
        await network.async_register_service(service)
        yield
    finally:
        await network.async_unregister_all_services()
        await network.async_close()


def _own_address() -> str:
    """Return the address from which the local network is reached; nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(("224.0.0.251", 5353))
        return str(asked.getsockname()[0])
