"""The OpenAPI document: FastAPI's, with the bodies we check ourselves and every error by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from ..problem import CODES
from ..routes.elevenlabs import TextBody
from ..routes.harmony_speech import HarmonyBody
from ..routes.speech_body import SpeechBody
from ..routes.worker import WorkBody
from ..speaking.speech_encoder import SPEECH_FORMATS, media_type
from .errors import WORDS, error_schema

if TYPE_CHECKING:
    from fastapi import FastAPI

    from ..state import ServerState

__all__ = ["document"]

REF = "#/components/schemas/{model}"
SPEAKING = (400, 401, 403, 404, 408, 413, 415, 429, 500, 501, 503, 504)
ASKING = (401, 404, 500, 503)
OPEN = ("/health", "/ready", "/metrics")

FORM: dict[str, Any] = {
    "type": "object",
    "required": ["text"],
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "engine": {"type": "string", "description": "A model's id; without it, the default."},
        "voice": {"type": "string"},
        "language": {"type": "string"},
        "speed": {"type": "number", "minimum": 0.25, "maximum": 4, "default": 1},
        "format": {"type": "string", "default": "wav", "description": "Any format that tts-core writes."},
    },
    "additionalProperties": {"type": "string", "description": "The engine's own options; see /v1/engines."},
}
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
BINARY: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}


def document(app: FastAPI, state: ServerState) -> dict[str, Any]:
    """Write the document of an application."""
    spec = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    spec["info"]["description"] = (
        'Every error is `{"error": {message, type, param, code}}` and every answer has an '
        "`x-request-id`. A WebSocket for text that is still being written is at `/v1/audio/stream`."
    )
    schemas = spec.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(_bodies(state.settings.max_text_length))
    schemas["Error"] = error_schema()
    for path, methods in spec["paths"].items():
        for operation in methods.values():
            operation["responses"].pop("422", None)
            if path not in OPEN:
                _name_errors(
                    operation, SPEAKING if operation.get("requestBody") or path in _BODIES else ASKING
                )
    for path, content in _BODIES.items():
        spec["paths"][path]["post"]["requestBody"] = {"required": True, "content": content}
    for path, answers in _ANSWERS.items():
        spec["paths"][path]["post"]["responses"]["200"] = answers
    spec["paths"]["/ready"]["get"]["responses"]["503"] = {
        "description": "Not ready, and why.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
    if state.keys:
        spec["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        spec["security"] = [{"key": []}]
        for path in OPEN:
            spec["paths"][path]["get"]["security"] = []
    return spec


def _bodies(most: int) -> dict[str, Any]:
    """Return the schemas of the bodies that we check ourselves, with this server's limit of the text."""
    texts = {SpeechBody: "input", HarmonyBody: "input", WorkBody: "text", TextBody: "text"}
    kinds = [(kind, "validation") for kind in texts]
    _, held = models_json_schema(kinds, ref_template=REF)  # type: ignore[arg-type]  # a literal, widened by the list
    schemas: dict[str, Any] = held["$defs"]
    for kind, field in texts.items():
        schemas[kind.__name__]["properties"][field]["maxLength"] = most
    return schemas


def _name_errors(operation: dict[str, Any], statuses: tuple[int, ...]) -> None:
    for status in statuses:
        codes = ", ".join(f"`{code}`" for code in CODES[status])
        operation["responses"][str(status)] = {
            "description": f"{WORDS[status]} Codes: {codes}.",
            "content": {"application/json": {"schema": {"$ref": REF.format(model="Error")}}},
        }


def _json(*names: str) -> dict[str, Any]:
    refs = [{"$ref": REF.format(model=name)} for name in names]
    return {"application/json": {"schema": refs[0] if len(refs) == 1 else {"anyOf": refs}}}


_ELEVEN = "/v1/text-to-speech/{voice_id}"
_ELEVEN_PATHS = ("", "/stream", "/with-timestamps", "/stream/with-timestamps")
_BODIES: dict[str, dict[str, Any]] = {
    "/v1/audio/speech": _json("SpeechBody", "HarmonyBody"),
    "/synthesize": _json("WorkBody"),
    **{f"{_ELEVEN}{path}": _json("TextBody") for path in _ELEVEN_PATHS},
    "/v1/synthesize": {kind: {"schema": FORM} for kind in FORM_TYPES},
}

_SOUND = {media_type(each): BINARY for each in SPEECH_FORMATS}
_OBJECT: dict[str, Any] = {"application/json": {"schema": {"type": "object"}}}
_ANSWERS: dict[str, dict[str, Any]] = {
    "/v1/audio/speech": {
        "description": "The audio, as it is made; events, JSON or parts where they are asked for.",
        "content": {
            **_SOUND,
            "text/event-stream": {},
            "multipart/mixed": BINARY,
            **_OBJECT,
        },
    },
    "/v1/synthesize": {
        "description": "The audio, chunk by chunk.",
        "content": {**_SOUND, "audio/mp4": BINARY},
    },
    _ELEVEN: {"description": "The audio.", "content": _SOUND},
    f"{_ELEVEN}/stream": {"description": "The audio, as it is made.", "content": _SOUND},
    f"{_ELEVEN}/with-timestamps": {"description": "`audio_base64` and `alignment`.", "content": _OBJECT},
    f"{_ELEVEN}/stream/with-timestamps": {
        "description": "A line of JSON for each part.",
        "content": {"application/x-ndjson": {}},
    },
    "/synthesize": {"description": "`audio_base64` and `duration_ms`.", "content": _OBJECT},
}
