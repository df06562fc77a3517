"""The body of a request, as plain values that were checked."""

from __future__ import annotations

import asyncio
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from ..problem import Problem, invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

    from ..state import ServerState

__all__ = ["Body", "read_json", "valid_speed", "validated", "validation_problem"]

B = TypeVar("B", bound=BaseModel)


def _nullable(schema: dict[str, Any]) -> None:
    """Say of every field that may be left out that it may be null."""
    for name, field in schema.get("properties", {}).items():
        if name not in schema.get("required", ()) and {"type": "null"} not in field.get("anyOf", ()):
            about = {key: field.pop(key) for key in ("title", "description", "default") if key in field}
            schema["properties"][name] = {"anyOf": [dict(field), {"type": "null"}], **about}


class Body(BaseModel):
    """Fields that are known, with values of the right types; one that is null is as if it were not there."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, json_schema_extra=_nullable)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {name: value for name, value in data.items() if value is not None}
        return data


async def read_json(request: Request, state: ServerState) -> bytes:
    """Read a body that says it is JSON, or says nothing, from a client that sends it in good time."""
    given = request.headers.get("content-type", "application/json").partition(";")[0].strip().casefold()
    if given != "application/json" and not given.endswith("+json"):
        raise Problem(
            415, f"send the request as application/json, not {given[:100]!r}", code="unsupported_media_type"
        )
    try:
        async with asyncio.timeout(state.settings.stall):
            return await request.body()
    except TimeoutError:
        raise Problem(
            408, "the body of the request did not come", code="body_too_slow", headers={"connection": "close"}
        ) from None


def validated(kind: type[B], data: bytes) -> B:
    """Check the JSON in *data*, or say what is wrong with it, by the name of the field."""
    try:
        return kind.model_validate_json(data)
    except ValidationError as wrong:
        raise validation_problem(kind, wrong) from None
    except ValueError:  # A lone surrogate, or nesting without end.
        raise Problem(400, "the body is not valid JSON", code="invalid_json") from None


def valid_speed(value: Any, param: str) -> float:
    """Check a speed that came among a model's options; null is as if it were not there."""
    if value is None:
        return 1.0
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.25 <= value <= 4:
        raise invalid("speed must be from 0.25 to 4", param)
    return float(value)


def validation_problem(kind: type[BaseModel] | None, wrong: ValidationError) -> Problem:
    """Name the first thing that is wrong. The value itself is not repeated: it may be the text."""
    errors = wrong.errors(include_url=False, include_context=True, include_input=False)
    first = next((each for each in errors if each["type"] == "extra_forbidden"), errors[0])
    where = [str(part) for part in first["loc"] if not _is_branch(part)]
    param = ".".join(where) or None
    match first["type"]:
        case "json_invalid" | "json_type":
            return Problem(400, "the body is not valid JSON", code="invalid_json")
        case "extra_forbidden":
            return Problem(400, _unknown(kind, where), code="unknown_field", param=param)
        case "missing":
            return Problem(400, f"{param!r} is required", code="missing_field", param=param)
    message = first["msg"][:1].lower() + first["msg"][1:]
    return invalid(f"{param or 'the body'}: {message}", param)


def _unknown(kind: type[BaseModel] | None, where: Sequence[str]) -> str:
    name = where[-1][:100]
    if kind is None or len(where) > 1:
        return f"unknown field {'.'.join(where)[:200]!r}"
    known = list(kind.model_fields)
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}"
    return f"unknown field {name!r}; {hint}"


def _is_branch(part: Any) -> bool:
    """Whether a part of a place names a branch of a union rather than a field."""
    return isinstance(part, str) and (part in {"str", "bool"} or part in _BRANCHES)


_BRANCHES = {"VoiceId", "NormalizeRules", "function-after", "constrained-str"}
