"""A session as the body of a streamed answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect
from starlette.responses import Response

from ..problem import Stalled, problem_of
from ..telemetry.logs import log_failure
from .disconnect import cancel_on_disconnect
from .headers import speech_headers
from .session import SpeechSession
from .speech_encoder import media_type

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from starlette.types import Receive, Scope, Send

    from ..state import ServerState
    from .job import JobFactory, SpeechJob

__all__ = ["SpeechResponse", "begin_response", "streamed"]


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
        self._session = session
        self._body = body
        self._first = first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what there is, then the rest as it is made."""
        context = self._session.job.context
        is_old = scope["http_version"] == "1.0"
        try:
            if is_old:  # It knows no chunks: an answer must say how long it is.
                whole = await cancel_on_disconnect(receive, self._collected())
                await Response(whole, headers=dict(self.headers))(scope, receive, send)
                return
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            await cancel_on_disconnect(receive, self._send(send))
        except ClientDisconnect:
            context.outcome = "left"
        except Exception as error:
            problem = problem_of(error)
            self._session.outcome.fail(problem)
            if is_old or isinstance(error, Stalled):
                raise  # Nothing was sent yet; or nothing more can be.
            log_failure(context.request_id, error)
            context.outcome, context.error = "aborted", problem.code
        finally:
            await self._body.aclose()
            await self._session.close()

    async def _collected(self) -> bytes:
        return self._first + b"".join([chunk async for chunk in self._body])

    async def _send(self, send: Send) -> None:
        chunk: bytes | None = self._first
        while chunk is not None:
            if chunk:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            chunk = await anext(self._body, None)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def begin_response(
    state: ServerState,
    make_job: JobFactory,
    body_of: Callable[[SpeechSession], AsyncGenerator[bytes, None]],
    kind_of: Callable[[SpeechJob], str],
) -> SpeechResponse:
    """Begin a speech, and answer once its first bytes are there; what fails until then is raised."""
    session = await SpeechSession.begin(state, make_job)
    try:
        body = body_of(session)
        first = await anext(body)
        headers = speech_headers(session)
    except BaseException:
        await session.close()
        raise
    return SpeechResponse(session, body, first, media_type=kind_of(session.job), headers=headers)


async def streamed(state: ServerState, make_job: JobFactory) -> SpeechResponse:
    """Begin a speech and answer with its bytes as they are made."""
    return await begin_response(state, make_job, _chunks, lambda job: media_type(job.format))


async def _chunks(session: SpeechSession) -> AsyncGenerator[bytes, None]:
    """Yield the bytes of a speech as they are made."""
    async for _, data in session:
        yield data
