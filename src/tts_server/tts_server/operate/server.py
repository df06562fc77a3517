"""uvicorn, told how a speech server begins and ends."""

from __future__ import annotations

import logging
import socket
import time
from typing import TYPE_CHECKING

import uvicorn

from .http_protocol import limited_protocol

if TYPE_CHECKING:
    from types import FrameType

    from fastapi import FastAPI

    from ..state import ServerState

__all__ = ["Server"]

IDLE = 75
"""Seconds for which a connection is kept between two requests: longer than balancers and clients keep theirs,
so that none of them sends a request into a connection that we are just closing."""

logger = logging.getLogger("tts_server")


class Server(uvicorn.Server):
    """
    Serves one application until it is told to stop, and then until nobody waits any more.

    The first signal closes the server to new work, which is answered with 503; what runs is finished.
    When nothing runs, or the grace is over, the server goes. A second signal ends it at once.
    """

    def __init__(self, app: FastAPI) -> None:
        self.state: ServerState = app.state.server
        settings = self.state.settings
        super().__init__(
            uvicorn.Config(
                app,
                host=settings.host,
                port=settings.port,
                http=limited_protocol(settings.stall, settings.connections),
                ws="websockets-sansio",
                ws_max_size=settings.max_body,
                # Who listens at the speed of speech answers a ping when all that lay before it is heard.
                ws_ping_timeout=settings.deadline,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=bool(settings.proxies),
                forwarded_allow_ips=list(settings.proxies),
                timeout_keep_alive=IDLE,
                timeout_graceful_shutdown=5,
                lifespan="on",
            )
        )
        self._stop_by = 0.0

    @property
    def address(self) -> tuple[str, int]:
        """Where the server listens, once it does."""
        name: tuple[str, int] = self.servers[0].sockets[0].getsockname()
        return name[0], name[1]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, on a port of its own for who runs the server where one is wanted."""
        admin = self.state.settings.admin_port
        if admin is not None:
            main = self.config.bind_socket()
            apart = socket.create_server((self.config.host, admin), family=main.family)
            self.state.admin_port = apart.getsockname()[1]
            sockets = [main, apart]
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop, or stop at once when asked again."""
        if self.state.stopping:
            super().handle_exit(sig, frame)
            return
        self.stop()  # Not kept for uvicorn to raise again: to have stopped as asked is a success.

    def stop(self) -> None:
        """Take no new work, and go when what runs is done."""
        self.state.stop_requested.set()
        self._stop_by = time.monotonic() + self.state.settings.grace
        logger.info("stopping", extra={"tts": {"under_way": self.state.under_way}})

    async def on_tick(self, counter: int) -> bool:
        """Say whether it is time to go."""
        if await super().on_tick(counter):
            return True
        if not self.state.stopping:
            return False
        if time.monotonic() > self._stop_by:
            self.config.timeout_graceful_shutdown = 0  # They have had their time.
            return True
        return self.state.under_way == 0
