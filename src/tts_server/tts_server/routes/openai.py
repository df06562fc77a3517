"""`POST /v1/audio/speech`."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ..problem import Problem
from ..speech.captions import captioned
from ..speech.encoding import media_type
from ..speech.request import RequestFactory
from ..speech.sse import events
from ..speech.streaming import streamed
from ..speech.whole import made
from ..state import AppState
from .body import checked, read_json_bytes
from .harmony import is_harmony, speak_harmony
from .parsing import parse_speech
from .request_context import answered, context_of
from .speech_body import SpeechBody

__all__ = ["router"]


def router(state: AppState) -> APIRouter:
    """Return its route."""
    routes = APIRouter(tags=["OpenAI"])

    @routes.post("/v1/audio/speech", summary="Speak a text", response_model=None)
    async def speech(request: Request) -> Response:
        """
        Answer with the audio of a text, as OpenAI does.

        Everything that can be wrong is found, and the first audio made, before the status is sent.
        Should the speech break later, the connection is cut, or an event says so.
        """
        data = await read_json_bytes(request, state)
        if is_harmony(data):
            return await speak_harmony(state, request, data)
        body = checked(SpeechBody, data)
        request_context = context_of(request)
        make_request = partial(parse_speech, state, body, request_context)
        return await answered(request, _answer(state, make_request, body, request.headers.get("accept", "")))

    @routes.get("/v1/audio/speech/{request_id:path}/outcome", summary="Say what became of a speech")
    async def outcome(request: Request, request_id: str) -> dict[str, Any]:
        """
        Say whether the speech of an `x-request-id` is whole, why not, and every warning about it.

        An answer that is streamed has sent its headers before all of this is known. The last thousand
        speeches are remembered, by the server that made them, for the key that asked for them.
        """
        found = state.outcome(request_id, context_of(request).record)
        if found is None:
            raise Problem(
                404, "no speech of this id is remembered here", code="not_found", param="request_id"
            )
        return {"request_id": request_id, **found.plain()}

    return routes


async def _answer(state: AppState, make_request: RequestFactory, body: SpeechBody, accept: str) -> Response:
    if body.stream_format == "sse":
        return await events(state, make_request, body.captions)
    if body.captions is not None:
        return captioned(await made(state, make_request), body.response_format, body.captions, accept)
    if body.stream:
        return await streamed(state, make_request)
    whole = await made(state, make_request)
    return Response(whole.data, media_type=media_type(body.response_format), headers=whole.headers)
