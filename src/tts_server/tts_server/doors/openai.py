"""`POST /v1/audio/speech`."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from ..house import House
from ..problem import Problem
from ..speaking.asked import Ask
from ..speaking.captioned import captioned
from ..speaking.events import events
from ..speaking.sound import streamed
from ..speaking.track import media_type
from ..speaking.whole import made
from .asking import asked_of_speech
from .body import checked, read_json_bytes
from .harmony import is_harmony, speak_harmony
from .speech_body import SpeechBody
from .visit import answered, visit_of

__all__ = ["router"]


def router(house: House) -> APIRouter:
    """Return the route of this door."""
    routes = APIRouter(tags=["OpenAI"])

    @routes.post("/v1/audio/speech", summary="Speak a text", response_model=None)
    async def speech(request: Request) -> Response:
        """
        Answer with the audio of a text, as OpenAI does.

        Everything that can be wrong is found, and the first audio made, before the status is sent.
        Should the speech break later, the connection is cut, or an event says so.
        """
        data = await read_json_bytes(request, house)
        if is_harmony(data):
            return await speak_harmony(house, request, data)
        body = checked(SpeechBody, data)
        visit = visit_of(request)
        ask = partial(asked_of_speech, house, body, visit)
        return await answered(request, _answer(house, ask, body, request.headers.get("accept", "")))

    @routes.get("/v1/audio/speech/{request_id:path}/outcome", summary="Say what became of a speech")
    async def outcome(request: Request, request_id: str) -> dict[str, Any]:
        """
        Say whether the speech of an `x-request-id` is whole, why not, and every warning about it.

        An answer that is streamed has sent its headers before all of this is known. The last thousand
        speeches are remembered, by the server that made them, for the key that asked for them.
        """
        found = house.outcome(request_id, visit_of(request).account)
        if found is None:
            raise Problem(
                404, "no speech of this id is remembered here", code="not_found", param="request_id"
            )
        return {"request_id": request_id, **found.plain()}

    return routes


async def _answer(house: House, ask: Ask, body: SpeechBody, accept: str) -> Response:
    if body.stream_format == "sse":
        return await events(house, ask, body.captions)
    if body.captions is not None:
        return captioned(await made(house, ask), body.response_format, body.captions, accept)
    if body.stream:
        return await streamed(house, ask)
    whole = await made(house, ask)
    return Response(whole.data, media_type=media_type(body.response_format), headers=whole.headers)
