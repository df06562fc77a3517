"""A performance as the body of an answer: streamed, whole, or as server-sent events."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import Response

from ..problem import problem_of
from .attending import Left, attended
from .performance import Performance
from .warned import warning_headers

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from starlette.types import Receive, Scope, Send

    from ..house import House
    from .asked import Ask, Asked

__all__ = ["Sounding", "begun", "speech_headers"]


def speech_headers(performance: Performance) -> dict[str, str]:
    """Say what really speaks, and what is known to be not quite as asked."""
    account = performance.asked.account
    headers = {
        "x-tts-model": account.model,
        "x-tts-sample-rate": str(performance.track.sample_rate),
        "cache-control": "no-store",
        "x-accel-buffering": "no",
    }
    if account.voice:
        headers["x-tts-voice"] = account.voice
    return {
        **{name: value for name, value in headers.items() if value.isascii() and value.isprintable()},
        **warning_headers(performance.outcome.warnings),
    }


class Sounding(Response):
    """
    An answer whose first bytes are there before its status is sent.

    When the speech breaks later, the connection is cut: whoever listens must not take a part for
    the whole. When the client leaves, the work stops.
    """

    def __init__(
        self,
        performance: Performance,
        body: AsyncGenerator[bytes, None],
        first: bytes,
        *,
        media_type: str,
        headers: dict[str, str],
    ) -> None:
        super().__init__(media_type=media_type, headers=headers)
        del self.headers["content-length"]
        self._performance = performance
        self._body = body
        self._first = first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what there is, then the rest as it is made."""
        account = self._performance.asked.account
        try:
            if scope["http_version"] == "1.0":  # It knows no chunks: an answer must say how long it is.
                whole = await attended(receive, self._collected())
                await Response(whole, headers=dict(self.headers))(scope, receive, send)
                return
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            await attended(receive, self._send(send))
        except (Left, OSError):
            account.outcome = "left"
        except Exception as error:
            problem = problem_of(error)
            self._performance.outcome.fail(problem)
            if scope["http_version"] == "1.0":
                raise  # Nothing was sent yet.
            account.outcome, account.error = "aborted", problem.code
        finally:
            await self._body.aclose()
            await self._performance.close()

    async def _collected(self) -> bytes:
        return self._first + b"".join([chunk async for chunk in self._body])

    async def _send(self, send: Send) -> None:
        stall = self._performance.stall
        chunk: bytes | None = self._first
        while chunk is not None:
            if chunk:
                async with asyncio.timeout(stall):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            chunk = await anext(self._body, None)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def begun(
    house: House,
    ask: Ask,
    body_of: Callable[[Performance], AsyncGenerator[bytes, None]],
    kind_of: Callable[[Asked], str],
) -> Sounding:
    """Begin a speech, and answer once its first bytes are there; what fails until then is raised."""
    performance = await Performance.begin(house, ask)
    try:
        body = body_of(performance)
        first = await anext(body)
        headers = speech_headers(performance)
    except BaseException:
        await performance.close()
        raise
    return Sounding(performance, body, first, media_type=kind_of(performance.asked), headers=headers)
