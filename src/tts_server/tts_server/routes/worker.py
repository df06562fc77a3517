"""The API of a worker: `POST /synthesize`, answered with headerless samples in base64."""

import base64
from functools import partial
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import JSONResponse, Response

from ..problem import invalid
from ..request_context import RequestContext, context_of
from ..speaking.job import SpeechJob, speech_job
from ..speaking.patient import patient
from ..speaking.speech_encoder import PCM_RATE
from ..speaking.whole import make_whole
from ..state import ServerState
from .body import Body, valid_speed, validated
from .shapes import answered

__all__ = ["WorkBody", "router"]


class WorkBody(Body):
    """One piece of work, in the newer or the older spelling of its fields."""

    text: str = Field(min_length=1)
    model: str | None = None
    model_slug: str | None = None
    voice: str | None = None
    voice_slug: str | None = None
    codec: Literal["pcm"] | None = None
    kwargs: dict[str, Any] = Field({}, description="speed, language, and the model's own options.")
    context_tokens: None = Field(None, description="Models here have no context; only null is taken.")


def router(state: ServerState) -> APIRouter:
    """Return the route of this module."""
    routes = APIRouter(tags=["Worker"])

    @routes.post("/synthesize", summary="Do one piece of work", response_model=None)
    async def synthesize(request: Request) -> Response:
        """Answer with signed 16-bit little-endian mono samples at 24000 Hz, and how long they last."""
        work = partial(_work, state, context_of(request))
        return await answered(request, state, work, lambda problem: {"detail": problem.message})

    return routes


def _job(state: ServerState, context: RequestContext, body: WorkBody) -> SpeechJob:
    knobs = dict(body.kwargs)
    speed, language = valid_speed(knobs.pop("speed", None), "kwargs.speed"), knobs.pop("language", None)
    if language is not None and not isinstance(language, str):
        raise invalid("language must be text", "kwargs.language")
    return speech_job(
        state,
        context,
        text=body.text,
        model=body.model or body.model_slug,
        voice=body.voice or body.voice_slug,
        language=language,
        speed=speed,
        options=knobs,
        format="pcm",
        sample_rate=PCM_RATE,
    )


async def _work(state: ServerState, context: RequestContext, data: bytes) -> Response:
    body = validated(WorkBody, data)
    whole = await make_whole(state, partial(_job, state, context, body))
    content = {
        "audio_base64": base64.b64encode(whole.data).decode("ascii"),
        "duration_ms": round(len(whole.data) / (2 * PCM_RATE) * 1000),
    }
    return patient(state, context, JSONResponse(content, headers=whole.headers))
