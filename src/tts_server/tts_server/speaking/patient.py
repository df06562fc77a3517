"""Large answers that are whole, for clients that take their time to read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect
from starlette.responses import Response

from .backlog import MEMORY, Backlog
from .disconnect import cancel_on_disconnect

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from ..request_context import RequestContext
    from ..state import ServerState

__all__ = ["patient"]


def patient(state: ServerState, context: RequestContext, response: Response) -> Response:
    """Return *response* as one that waits for its reader on disk, where it is too large to wait in memory."""
    return response if len(response.body) <= MEMORY else _Patient(state, context, response)


class _Patient(Response):
    def __init__(self, state: ServerState, context: RequestContext, response: Response) -> None:
        super().__init__(bytes(response.body), response.status_code)
        self.raw_headers = response.raw_headers
        self._context = context
        self._backlog: Backlog[None] = Backlog(state.spool_space, context.client)

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Put the answer away, and send it as it is taken."""
        try:
            body, self.body = self.body, b""
            for at in range(0, len(body), MEMORY):
                await self._backlog.put(None, bytes(body[at : at + MEMORY]))
            del body
            self._backlog.end()
            head = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            await send(head)
            await cancel_on_disconnect(receive, self._send(send))
        except ClientDisconnect:
            self._context.outcome = "left"
        finally:
            self._backlog.close()

    async def _send(self, send: Send) -> None:
        while await self._backlog.ready() and not self._backlog.is_over:
            _, data = await self._backlog.take()
            await send({"type": "http.response.body", "body": data, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
