"""Letting go of clients that connect and then send nothing, or a letter a minute, or no end of headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

__all__ = ["limited_protocol"]

LONGEST = 65536
"""Bytes after which a head that is not whole yet is read no further."""


def limited_protocol(seconds: float) -> type[asyncio.Protocol]:
    """Return uvicorn's HTTP protocol, which by itself takes a head however slow and long, with limits."""

    class LimitedProtocol(HttpToolsProtocol):
        """Closes the connection when the head of a request has not come whole in time, or is too long."""

        _timeout: asyncio.TimerHandle | None = None
        _head = 0

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
            super().connection_made(transport)
            self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop_waiting()
            super().connection_lost(exc)

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

        def on_headers_complete(self) -> None:
            self._stop_waiting()
            self._head = 0
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
