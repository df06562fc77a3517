"""`POST /v1/audio/speech`."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from tts_core import Rules

from ..problem import Problem
from ..request_context import RequestContext, context_of
from ..speaking.captioned import captioned
from ..speaking.disconnect import cancel_on_disconnect
from ..speaking.events import events
from ..speaking.job import JobFactory, SpeechJob, speech_job
from ..speaking.patient import patient
from ..speaking.response import streamed
from ..speaking.speech_encoder import media_type
from ..speaking.whole import make_whole
from ..state import ServerState
from .body import read_json, validated
from .harmony_speech import is_harmony, speak_harmony
from .kokoro_body import check_download, language_of, switched_off
from .speech_body import SpeechBody, VoiceId

__all__ = ["router"]


def router(state: ServerState) -> APIRouter:
    """Return the route of this module."""
    routes = APIRouter(tags=["OpenAI"])

    @routes.post("/audio/speech", include_in_schema=False, response_model=None)
    @routes.post("/v1/audio/speech", summary="Speak a text", response_model=None)
    async def speech(request: Request) -> Response:
        """
        Answer with the audio of a text, as OpenAI does.

        Everything that can be wrong is found, and the first audio made, before the status is sent.
        Should the speech break later, the connection is cut, or an event says so.
        """
        data = await read_json(request, state)
        if is_harmony(data):
            return await speak_harmony(state, request)
        body, context = validated(SpeechBody, data), context_of(request)
        make_job = partial(_job, state, body, context)
        work = _answer(state, make_job, body, request.headers.get("accept", ""))
        return patient(state, context, await cancel_on_disconnect(request.receive, work))

    @routes.get("/v1/audio/speech/{request_id:path}/outcome", summary="Say what became of a speech")
    async def outcome(request: Request, request_id: str) -> dict[str, Any]:
        """
        Say whether the speech of an `x-request-id` is whole, why not, and every warning about it.

        An answer that is streamed has sent its headers before all of this is known. The last thousand
        speeches are remembered, by the server that made them, for the key that asked for them.
        """
        found = state.outcome(request_id, context_of(request))
        if found is None:
            raise Problem(
                404, "no speech of this id is remembered here", code="not_found", param="request_id"
            )
        return {"request_id": request_id, **found.plain()}

    return routes


async def _answer(state: ServerState, make_job: JobFactory, body: SpeechBody, accept: str) -> Response:
    if body.stream_format == "sse":
        return await events(state, make_job, body.captions)
    if body.captions is not None:
        whole = await make_whole(state, make_job)
        return captioned(whole, body.response_format, body.captions, accept)
    if body.stream:
        return await streamed(state, make_job)
    whole = await make_whole(state, make_job)
    return Response(whole.data, media_type=media_type(body.response_format), headers=whole.headers)


def _job(state: ServerState, body: SpeechBody, context: RequestContext) -> SpeechJob:
    """Say what a body of the OpenAI API asks for."""
    check_download(body)
    rules = body.normalize
    normalize: bool | Rules = (
        rules if isinstance(rules, bool) else Rules(off=frozenset(rules.off), emoji=rules.emoji)
    )
    if body.normalization_options is not None:
        off = switched_off(body.normalization_options)
        normalize = off is not None and Rules(off=off)
    return speech_job(
        state,
        context,
        text=body.input,
        model=body.model,
        voice=body.voice.id if isinstance(body.voice, VoiceId) else body.voice,
        language=language_of(body),
        speed=body.speed,
        options=body.options,
        instructions=body.instructions,
        normalize=normalize,
        volume=body.volume_multiplier,
        markup=body.markup,
        lexicon=body.lexicon,
        format=body.response_format,
        sample_rate=body.sample_rate,
    )
