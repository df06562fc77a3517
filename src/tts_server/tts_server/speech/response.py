"""A speech as the body of an answer: streamed, whole, or as server-sent events."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import Response

from ..problem import problem_of
from .disconnect import Disconnected, until_disconnect
from .session import SpeechSession
from .warning_header import warning_headers

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from starlette.types import Receive, Scope, Send

    from ..state import AppState
    from .request import ClientRequest, RequestFactory

__all__ = ["SpeechResponse", "speech_headers", "start_response"]


def speech_headers(session: SpeechSession) -> dict[str, str]:
    """Say what really speaks, and what is known to be not quite as asked."""
    record = session.wanted.record
    headers = {
        "x-tts-model": record.model,
        "x-tts-sample-rate": str(session.track.sample_rate),
        "cache-control": "no-store",
        "x-accel-buffering": "no",
    }
    if record.voice:
        headers["x-tts-voice"] = record.voice
    return {
        **{name: value for name, value in headers.items() if value.isascii() and value.isprintable()},
        **warning_headers(session.outcome.warnings),
    }


class SpeechResponse(Response):
    """
    An answer whose first bytes are there before its status is sent.

    When the speech breaks later, the connection is cut: whoever listens must not take a part for
    the whole. When the client leaves, the work stops.
    """

    def __init__(
        self,
        session: SpeechSession,
        body: AsyncGenerator[bytes, None],
        first: bytes,
        *,
        media_type: str,
        headers: dict[str, str],
    ) -> None:
        super().__init__(media_type=media_type, headers=headers)
        del self.headers["content-length"]
        self._performance = session
        self._body = body
        self._first = first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what there is, then the rest as it is made."""
        record = self._performance.wanted.record
        try:
            if scope["http_version"] == "1.0":  # It knows no chunks: an answer must say how long it is.
                whole = await until_disconnect(receive, self._collected())
                await Response(whole, headers=dict(self.headers))(scope, receive, send)
                return
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            await until_disconnect(receive, self._send(send))
        except (Disconnected, OSError):
            record.outcome = "left"
        except Exception as error:
            problem = problem_of(error)
            self._performance.outcome.fail(problem)
            if scope["http_version"] == "1.0":
                raise  # Nothing was sent yet.
            record.outcome, record.error = "aborted", problem.code
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


async def start_response(
    state: AppState,
    make_request: RequestFactory,
    body_of: Callable[[SpeechSession], AsyncGenerator[bytes, None]],
    kind_of: Callable[[ClientRequest], str],
) -> SpeechResponse:
    """Begin a speech, and answer once its first bytes are there; what fails until then is raised."""
    session = await SpeechSession.begin(state, make_request)
    try:
        body = body_of(session)
        first = await anext(body)
        headers = speech_headers(session)
    except BaseException:
        await session.close()
        raise
    return SpeechResponse(session, body, first, media_type=kind_of(session.wanted), headers=headers)
