"""The shape of Harmony Speech Engine: a speech request with a `mode`, answered with base64 in JSON."""

import asyncio
import base64
import json
import secrets
import time
from functools import partial
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import JSONResponse, Response

from ..problem import Problem
from ..request_context import RequestContext, context_of
from ..speaking.job import SpeechJob, speech_job
from ..speaking.patient import patient
from ..speaking.whole import make_whole
from ..state import ServerState
from .body import Body, valid_speed, validated
from .shapes import answered

__all__ = ["HarmonyBody", "is_harmony", "router", "speak_harmony"]


class _Output(Body):
    format: Literal["wav", "mp3", "flac", "opus", "aac"] = "wav"
    sample_rate: int | None = Field(None, ge=8000, le=48000)
    stream: bool = False


class HarmonyBody(Body):
    """What a client of Harmony Speech Engine asks for, as far as a speaker can do it."""

    mode: Literal["single_speaker_tts"]
    model: str = Field(min_length=1, max_length=256)
    input: str = Field(min_length=1)
    voice: str | None = None
    language: str | None = None
    generation_options: dict[str, Any] | None = None
    output_options: _Output | None = None


def is_harmony(data: bytes) -> bool:
    """Whether the body of a speech request is one of Harmony's."""
    if b'"mode"' not in data:
        return False
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(body, dict) and "mode" in body


async def speak_harmony(state: ServerState, request: Request) -> Response:
    """Answer with the whole speech, or with an error, both in Harmony's shape."""
    work = partial(_speak, state, context_of(request))
    return await answered(request, state, work, lambda problem: {"object": "error", **problem.fields()})


async def _speak(state: ServerState, context: RequestContext, data: bytes) -> Response:
    body = validated(HarmonyBody, data)
    output = body.output_options or _Output(sample_rate=None)
    if output.stream:
        raise Problem(
            400,
            "this shape is not streamed; leave out mode",
            code="unsupported_option",
            param="output_options",
        )
    knobs = dict(body.generation_options or {})
    speed = valid_speed(knobs.pop("speed", None), "generation_options.speed")
    language = None if body.language in (None, "", "default") else body.language

    def make_job() -> SpeechJob:
        return speech_job(
            state,
            context,
            text=body.input,
            model=body.model,
            voice=body.voice or None,
            language=language,
            speed=speed,
            options=knobs,
            format=output.format,
            sample_rate=output.sample_rate,
        )

    whole = await make_whole(state, make_job)
    answer = {
        "id": f"tts-{secrets.token_hex(12)}",
        "model": body.model,
        "created": int(time.time()),
        "data": base64.b64encode(whole.data).decode("ascii"),
    }
    return patient(state, context, JSONResponse(answer, headers=whole.headers))


def router(state: ServerState) -> APIRouter:
    """Return the route of the listing."""
    routes = APIRouter(tags=["Harmony"])

    @routes.get("/v1/audio/speech/models", summary="List the models, in Harmony's shape")
    async def models() -> dict[str, Any]:
        """Name every model with its languages and voices."""
        return await asyncio.to_thread(_models, state)

    return routes


def _models(state: ServerState) -> dict[str, Any]:
    listed = []
    for model in state.registry.models():
        voices = state.voices(model) or ()
        languages = dict.fromkeys([*model.card.languages, *(voice.language for voice in voices)])
        listed.append(
            {
                "id": model.card.id,
                "object": "model",
                "name": model.card.label or model.card.id,
                "available": state.is_here(model),
                "languages": [
                    {
                        "language": language,
                        "voices": [{"voice": voice.id} for voice in voices if voice.speaks(language)],
                    }
                    for language in languages
                ],
            }
        )
    return {"object": "list", "data": listed}
