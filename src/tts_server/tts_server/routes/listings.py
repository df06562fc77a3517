"""What there is: models and voices, for OpenAI's clients and those who grew up beside them."""

import asyncio
from typing import Any

from fastapi import APIRouter

from tts_core import Model

from ..problem import Problem
from ..speaking.voices import openai_aliases
from ..state import ServerState

__all__ = ["router"]


def router(state: ServerState) -> APIRouter:
    """Return the routes of the listings."""
    routes = APIRouter(tags=["Listings"])

    @routes.get("/models", include_in_schema=False)
    @routes.get("/v1/models", summary="List the models")
    async def models() -> dict[str, Any]:
        """Name every model, and every other name that a model answers to."""
        return {"object": "list", "data": await asyncio.to_thread(_models, state)}

    @routes.get("/audio/models", include_in_schema=False)
    @routes.get("/v1/audio/models", summary="List the models, for who asks for audio alone")
    async def audio_models() -> dict[str, Any]:
        """Name the same under `models`, too."""
        listed = await asyncio.to_thread(_models, state)
        return {"object": "list", "data": listed, "models": listed}

    @routes.get("/v1/models/{model:path}", summary="Show one model")
    async def one_model(model: str) -> dict[str, Any]:
        """Show a model by its id or by a name that means it."""
        found = await asyncio.to_thread(state.model, model)
        return await asyncio.to_thread(_model, state, model, found)

    async def voices(model: str | None = None) -> dict[str, Any]:
        """Name the voices of one model, or of the default model; `name` is what to ask for."""
        return await asyncio.to_thread(_voices, state, model)

    for path, documented in (("/v1/audio/voices", True), ("/voices", False), ("/audio/voices", False)):
        routes.add_api_route(path, voices, summary="List the voices", include_in_schema=documented)
    return routes


def _models(state: ServerState) -> list[dict[str, Any]]:
    listed = [_model(state, model.card.id, model) for model in state.registry.models()]
    names = {each["id"] for each in listed}
    default = state.default_model()
    for alias, meant in state.aliases().items():
        found = default if not meant else state.model(meant)
        if alias not in names and found is not None:
            listed.append(_model(state, alias, found))
    return listed


def _model(state: ServerState, name: str, model: Model) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": name,
        "object": "model",
        "created": 0,
        "owned_by": model.card.plugin or "tts-core",
        "name": model.card.label or model.card.id,
        "description": model.card.description,
        "available": state.is_here(model),
    }
    return entry if name == model.card.id else {**entry, "root": model.card.id}


def _voices(state: ServerState, name: str | None) -> dict[str, Any]:
    model = state.model(name) if name else state.default_model()
    if model is None:
        raise Problem(503, "no model is here; see GET /v1/engines", code="model_unavailable", param="model")
    found = state.voices(model)
    if found is None:
        state.refuse_when_absent(model)
    aliases = openai_aliases(state, model)
    voices = [
        {
            "id": voice.id,
            "name": voice.id,
            "label": voice.name or voice.id,
            "language": voice.language,
            "gender": voice.gender,
            "description": voice.description,
            "speaks_for": [alias for alias, spoken in aliases.items() if voice.answers_to(spoken)],
        }
        for voice in found or state.registry.voices(model, state.load_options)
    ]
    return {"model": model.card.id, "default": model.card.default_voice, "voices": voices, "openai": aliases}
