"""A worker: `POST /synthesize`, answered with headerless samples in base64."""

import base64
from functools import partial
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from ..problem import Problem, problem_of
from ..speech.disconnect import Disconnected
from ..speech.encoding import PCM_RATE
from ..speech.request import ClientRequest, RequestFactory
from ..speech.whole import made
from ..state import AppState
from .body import checked, read_json_bytes
from .parsing import parse_request
from .request_context import RequestContext, answered, context_of

__all__ = ["WorkBody", "router"]


class WorkBody(BaseModel):
    """One piece of work, in the newer or the older spelling of its fields."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: str = Field(min_length=1)
    model: str | None = None
    model_slug: str | None = None
    voice: str | None = None
    voice_slug: str | None = None
    codec: Literal["pcm"] | None = None
    kwargs: dict[str, Any] = Field({}, description="speed, language, and the model's own options.")
    context_tokens: None = Field(None, description="Models here have no context; only null is taken.")


def router(state: AppState) -> APIRouter:
    """Return its route."""
    routes = APIRouter(tags=["Worker"])

    @routes.post("/synthesize", summary="Do one piece of work", response_model=None)
    async def synthesize(request: Request) -> Response:
        """Answer with signed 16-bit little-endian mono samples at 24000 Hz, and how long they last."""
        try:
            body = checked(WorkBody, await read_json_bytes(request, state))
            make_request = partial(_ask, state, context_of(request), body)
            return await answered(request, _work(state, make_request))
        except Disconnected:
            raise
        except Exception as error:
            problem = problem_of(error)
            context_of(request).record.error = problem.code
            if problem.status == 500 and not isinstance(error, Problem):
                raise
            content = {"detail": problem.message, **problem.body()}
            return JSONResponse(content, status_code=problem.status, headers=problem.headers)

    return routes


def _ask(state: AppState, request_context: RequestContext, body: WorkBody) -> ClientRequest:
    knobs = {name: value for name, value in body.kwargs.items() if value is not None}
    speed, language = knobs.pop("speed", 1.0), knobs.pop("language", None)
    if isinstance(speed, bool) or not isinstance(speed, int | float) or not 0.25 <= speed <= 4:
        raise Problem(400, "speed must be from 0.25 to 4", code="invalid_value", param="kwargs.speed")
    if language is not None and not isinstance(language, str):
        raise Problem(400, "language must be text", code="invalid_value", param="kwargs.language")
    return parse_request(
        state,
        request_context,
        text=body.text,
        model=body.model or body.model_slug,
        voice=body.voice or body.voice_slug,
        language=language,
        speed=float(speed),
        options=knobs,
        format="pcm",
        sample_rate=PCM_RATE,
    )


async def _work(state: AppState, make_request: RequestFactory) -> Response:
    whole = await made(state, make_request)
    content = {
        "audio_base64": base64.b64encode(whole.data).decode("ascii"),
        "duration_ms": round(len(whole.data) / (2 * PCM_RATE) * 1000),
    }
    return JSONResponse(content, headers=whole.headers)
