"""Letting go of clients that send nothing, a letter a minute or no end of headers, or read nothing."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

__all__ = ["limited_protocol"]

LONGEST = 65536
"""Bytes after which a head that is not whole yet is read no further."""


MOST_FIELDS = 100
"""Fields of a request's head."""
_WHY = (
    b'{"error":{"message":"too many connections are open; try again in 1 s",'
    b'"type":"server_error","param":null,"code":"too_many_connections"}}'
)
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\n"
    b"content-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(_WHY), _WHY)
)
"""What a connection beyond those that may be open is answered with."""
UNSENT = 65536
"""Bytes that the system may hold back for a connection beyond those that are on their way."""


class _Transport:
    """A transport that is gone some time after it was closed, whether or not all of it was read."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._transport = transport
        self._loop = loop
        self._seconds = seconds
        self._last: asyncio.TimerHandle | None = None

    def close(self) -> None:
        """Close in good order, and otherwise in the end."""
        if not self._transport.is_closing():
            self._last = self._loop.call_later(self._seconds, self._transport.abort)
        self._transport.close()

    def lost(self) -> None:
        """Note that it is gone."""
        if self._last is not None:
            self._last.cancel()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def _hold_little(transport: asyncio.Transport) -> None:
    """
    Let the system hold back little of what was not sent yet.

    Otherwise it takes megabytes and asks for more only when a third of them has gone: to a listener at
    the speed of playback that is a long silence, which looks like one who has stopped to listen.
    """
    line = transport.get_extra_info("socket")
    if (
        line is not None
        and line.family in (socket.AF_INET, socket.AF_INET6)
        and hasattr(socket, "TCP_NOTSENT_LOWAT")
    ):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT)


def limited_protocol(seconds: float, most: int) -> type[asyncio.Protocol]:
    """Return uvicorn's HTTP protocol, which by itself takes a head however slow and long, with limits."""

    class LimitedProtocol(HttpToolsProtocol):
        """Closes the connection when the head of a request has not come whole in time, or is too long."""

        _timeout: asyncio.TimerHandle | None = None
        _head = 0
        _fields = 0

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
            super().connection_made(transport)
            _hold_little(transport)
            self.transport = _Transport(transport, self.loop, seconds)  # type: ignore[assignment]  # it is used as one
            if len(self.connections) > most:
                transport.write(FULL)
                self.transport.close()
                return
            self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop_waiting()
            super().connection_lost(exc)
            if isinstance(self.transport, _Transport):
                self.transport.lost()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self._timeout is None:
                return
            self._head += len(data)
            if self._head > LONGEST and not self.transport.is_closing():
                self.send_400_response("The head of the request is too long.")

        def on_message_begin(self) -> None:
            self._wait()
            super().on_message_begin()

        def on_header(self, name: bytes, value: bytes) -> None:
            self._fields += 1
            if self._fields > MOST_FIELDS:
                raise ValueError  # It is answered as a request that cannot be read.
            super().on_header(name, value)

        def on_headers_complete(self) -> None:
            self._stop_waiting()
            self._head = self._fields = 0
            super().on_headers_complete()

        def _wait(self) -> None:
            self._stop_waiting()
            self._timeout = self.loop.call_later(seconds, self._give_up)

        def _stop_waiting(self) -> None:
            if self._timeout is not None:
                self._timeout.cancel()
                self._timeout = None

        def _give_up(self) -> None:
            self.transport.close()

    return LimitedProtocol
