"""`/v1/engines` and `/v1/synthesize`: every model with all it says of itself, asked by a plain form."""

import asyncio
from dataclasses import asdict
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from tts_core import Model, UnsupportedOption
from tts_core.encoding import FORMATS

from ..problem import Problem, invalid, problem_of
from ..request_context import RequestContext, context_of
from ..speaking.disconnect import cancel_on_disconnect
from ..speaking.job import SpeechJob, speech_job
from ..speaking.response import streamed
from ..state import ServerState

__all__ = ["router"]

OWN = ("text", "engine", "voice", "language", "speed", "format")
"""The fields of the form that belong to no engine."""
NAMES = {"input": "text", "model": "engine"}
"""What a field is called here that other routes call otherwise."""


def router(state: ServerState) -> APIRouter:
    """Return the routes of this module."""
    routes = APIRouter(tags=["Engines"])

    @routes.get("/v1/engines", summary="Show every model whole")
    async def engines() -> dict[str, Any]:
        """Show what each model says of itself, whether it is loaded, and how fast it was so far."""
        return {"engines": await asyncio.to_thread(_engines, state)}

    @routes.post("/v1/synthesize", summary="Speak the text of a form", response_model=None)
    async def synthesize(request: Request) -> Response:
        """Answer with the audio. A field that is neither ours nor one of the engine's options is refused."""
        try:
            form = await _form(request, state)
            make_job = partial(_job, state, context_of(request), form)
            return await cancel_on_disconnect(request.receive, streamed(state, make_job))
        except ClientDisconnect:
            raise
        except Exception as error:
            problem = problem_of(error)
            if problem.status >= 500 and not isinstance(error, Problem):
                raise
            problem.param = _here(problem.param)
            raise problem from error

    return routes


async def _form(request: Request, state: ServerState) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Problem(415, "send the fields as a form", code="unsupported_media_type")
    try:
        async with asyncio.timeout(state.settings.stall):
            return await request.form(max_files=0, max_fields=100, max_part_size=state.settings.max_body)
    except TimeoutError:
        raise Problem(408, "the form did not come", code="body_too_slow") from None
    except HTTPException as wrong:
        raise invalid(f"the form cannot be read: {wrong.detail}") from None


def _job(state: ServerState, context: RequestContext, form: FormData) -> SpeechJob:
    fields: dict[str, str] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            raise invalid(f"{name!r} must be text, not a file", name)
        if not value and name != "text":
            continue  # An empty field of a form is one that was not filled in.
        if name in fields:
            raise invalid(f"{name!r} is given twice", name)
        fields[name] = value
    own = {name: fields.pop(name) for name in OWN if name in fields}
    if not own.get("text"):
        raise Problem(400, "'text' is required", code="missing_field", param="text")
    model = state.model(own.get("engine"))
    format = own.get("format", "wav")  # noqa: A001  (the field's own word)
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise invalid(f"no format {format[:50]!r}; there are: {known}", "format")
    return speech_job(
        state,
        context,
        text=own["text"],
        model=own.get("engine"),
        voice=own.get("voice"),
        language=own.get("language"),
        speed=_speed(own.get("speed", "1")),
        options=_options(model, fields),
        format=format,
    )


def _options(model: Model, fields: dict[str, str]) -> dict[str, Any]:
    """Read each field as the type that the engine's option has."""
    known = {option.name: option for option in model.card.options}
    for name in fields:
        if name not in known:
            raise UnsupportedOption(name[:100], model.card.id, known)
    values = {}
    for name, text in fields.items():
        try:
            values[name] = known[name].parse(text)
        except ValueError as wrong:
            raise invalid(str(wrong), name) from None
    return values


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.25 <= speed <= 4:
        raise invalid("speed must be a number from 0.25 to 4", "speed")
    return speed


def _here(param: str | None) -> str | None:
    return NAMES.get(param, param.removeprefix("options.")) if param else param


def _engines(state: ServerState) -> list[dict[str, Any]]:
    loaded, default = set(state.registry.loaded()), state.default_model()
    first = default.card.id if default else None
    models = state.registry.models()
    return [_engine(state, each, each.card.id in loaded, each.card.id == first) for each in models]


def _state(loaded: bool, here: bool, answers: bool) -> str:
    return "absent" if not here else "unreachable" if not answers else "loaded" if loaded else "here"


def _engine(state: ServerState, model: Model, loaded: bool, default: bool) -> dict[str, Any]:
    card = model.card
    voices, here = state.voices(model), state.is_here(model)
    queue = state.queues.get(card.id)
    return {
        "id": card.id,
        "label": card.label or card.id,
        "description": card.description,
        "default": default,
        "current": default,
        "available": here and voices is not None,
        "state": _state(loaded, here, voices is not None),
        "languages": list(card.languages) or sorted({voice.language for voice in voices or ()}),
        "voices": len(voices or ()),
        "default_voice": card.default_voice,
        "sample_rate": card.sample_rate,
        "features": sorted(card.features),
        "options": [{**asdict(option), "type": option.type.__name__} for option in card.options],
        "pros": list(card.pros),
        "cons": list(card.cons),
        "licence": asdict(card.licence),
        "homepage": card.homepage,
        "plugin": card.plugin,
        "running": queue.running if queue else 0,
        "waiting": queue.waiting if queue else 0,
        "measured": state.registry.figures(card.id).as_dict(),
    }
