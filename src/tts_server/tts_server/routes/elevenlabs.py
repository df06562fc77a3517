"""The routes of ElevenLabs: `POST /v1/text-to-speech/{voice}`, streamed or whole, with or without times."""

import asyncio
import base64
import json
from collections.abc import AsyncGenerator
from functools import partial
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import JSONResponse, Response

from ..problem import Problem, invalid
from ..request_context import RequestContext, context_of
from ..speaking.alignment import alignment
from ..speaking.job import JobFactory, SpeechJob, speech_job
from ..speaking.patient import patient
from ..speaking.response import begin_response, streamed
from ..speaking.session import SpeechSession
from ..speaking.speech_encoder import media_type
from ..speaking.whole import make_whole
from ..state import ServerState
from .body import Body, validated
from .shapes import answered

__all__ = ["TextBody", "router"]

THEIRS = "eleven_"
"""How the names of their models begin: each means the default model here."""
OutputFormat = Literal[
    "mp3_44100_128",
    "mp3_44100_192",
    "mp3_44100_96",
    "mp3_44100_64",
    "mp3_44100_32",
    "mp3_22050_32",
    "opus_48000_128",
    "opus_48000_64",
    "opus_48000_32",
    "pcm_8000",
    "pcm_16000",
    "pcm_22050",
    "pcm_24000",
    "pcm_44100",
    "pcm_48000",
    "wav_24000",
    "wav_44100",
    "ulaw_8000",
    "alaw_8000",
]


class _VoiceSettings(Body):
    stability: float | None = None
    similarity_boost: float | None = None
    style: float | None = None
    use_speaker_boost: bool | None = None
    speed: float = Field(1.0, ge=0.25, le=4.0, allow_inf_nan=False)


class TextBody(Body):
    """What a client of ElevenLabs asks for. What has no effect here is told in a warning."""

    text: str = Field(min_length=1)
    model_id: str | None = Field(None, description="A model's id; eleven_… is the default model.")
    language_code: str | None = None
    voice_settings: _VoiceSettings | None = None
    seed: int | None = Field(None, description="For models that have an option of this name.")
    previous_text: str | None = None
    next_text: str | None = None
    apply_text_normalization: Literal["auto", "on", "off"] = "auto"


def router(state: ServerState) -> APIRouter:
    """Return the routes of this module."""
    routes = APIRouter(tags=["ElevenLabs"])

    def speaks(path: str, summary: str, answer: Any) -> None:
        async def speak(
            request: Request, voice_id: str, output_format: OutputFormat = "mp3_44100_128"
        ) -> Response:
            async def work(data: bytes) -> Response:
                body = validated(TextBody, data)
                make_job = partial(_job, state, context_of(request), body, voice_id, output_format)
                made: Response = await answer(state, make_job)
                return patient(state, context_of(request), made) if hasattr(made, "body") else made

            return await answered(request, state, work, _shape)

        routes.add_api_route(
            f"/v1/text-to-speech/{{voice_id}}{path}",
            speak,
            methods=["POST"],
            summary=summary,
            response_model=None,
        )

    speaks("", "Speak a text, whole", _whole)
    speaks("/stream", "Speak a text as it is made", streamed)
    speaks("/with-timestamps", "Speak a text, with a time for each character", _timed)
    speaks("/stream/with-timestamps", "Speak a text as it is made, in lines of JSON with times", _lines)

    @routes.get("/v2/voices", include_in_schema=False)
    @routes.get("/v1/voices", summary="List the voices, in ElevenLabs' shape")
    async def voices() -> dict[str, Any]:
        """Name the voices of the default model."""
        return await asyncio.to_thread(_voices, state)

    return routes


def _shape(problem: Problem) -> dict[str, Any]:
    return {"detail": {"status": problem.code, "message": problem.message}}


def _job(
    state: ServerState, context: RequestContext, body: TextBody, voice: str, output_format: str
) -> SpeechJob:
    codec, rate, *bitrate = output_format.split("_")
    settings = body.voice_settings or _VoiceSettings(speed=1.0)
    model = None if body.model_id is None or body.model_id.startswith(THEIRS) else body.model_id
    has_seed = any(each.name == "seed" for each in state.model(model).card.options)
    given = {
        **settings.model_dump(exclude={"speed"}),
        **body.model_dump(include={"previous_text", "next_text"}),
    }
    idle = [
        name
        for name, value in {**given, "seed": None if has_seed else body.seed}.items()
        if value is not None
    ]
    return speech_job(
        state,
        context,
        text=body.text,
        model=model,
        voice=voice,
        language=body.language_code,
        speed=settings.speed,
        options={"seed": body.seed} if has_seed else {},
        normalize=body.apply_text_normalization != "off",
        format=codec,
        sample_rate=int(rate),
        bitrate=int(bitrate[0]) if bitrate else None,
        warnings=tuple(f"the model has no {name}; it had no effect" for name in idle),
    )


async def _whole(state: ServerState, make_job: JobFactory) -> Response:
    whole = await make_whole(state, make_job)
    return Response(whole.data, media_type=media_type(whole.format), headers=whole.headers)


async def _timed(state: ServerState, make_job: JobFactory) -> Response:
    whole = await make_whole(state, make_job)
    times = alignment(whole.text, (0, len(whole.text)), whole.words, 0.0, whole.duration)
    return JSONResponse(_chunk(whole.data, times), headers=whole.headers)


async def _lines(state: ServerState, make_job: JobFactory) -> Response:
    return await begin_response(state, make_job, _timed_chunks, lambda _: "application/x-ndjson")


async def _timed_chunks(session: SpeechSession) -> AsyncGenerator[bytes, None]:
    async for passage, data in session:
        times = None
        if passage is not None:
            times = alignment(passage.text, passage.span, passage.words, passage.start, passage.end)
        if data or times:
            yield json.dumps(_chunk(data, times), ensure_ascii=False).encode() + b"\n"


def _chunk(data: bytes, times: dict[str, Any] | None) -> dict[str, Any]:
    audio = base64.b64encode(data).decode("ascii")
    return {"audio_base64": audio, "alignment": times, "normalized_alignment": None}


def _voices(state: ServerState) -> dict[str, Any]:
    model = state.default_model()
    if model is None:
        raise invalid("no model is here; see GET /v1/engines", "model")
    listed = [
        {
            "voice_id": voice.id,
            "name": voice.name or voice.id,
            "category": "premade",
            "description": voice.description or None,
            "labels": {"language": voice.language, **({"gender": voice.gender} if voice.gender else {})},
        }
        for voice in state.voices(model) or ()
    ]
    return {"voices": listed, "has_more": False, "total_count": len(listed), "next_page_token": None}
