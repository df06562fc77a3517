"""Errors, in words and as a schema."""

from __future__ import annotations

from typing import Any

from ..problem import CODES

__all__ = ["WORDS", "error_schema"]

WORDS = {
    400: "Something about the request is wrong; `param` names the field.",
    401: "The API key is missing or wrong.",
    403: "This key, or a page of another origin, may not do that.",
    404: "There is no such model.",
    408: "The body did not come in time, or its answer was not taken.",
    413: "The body is too large.",
    415: "The body is of another kind than is taken here.",
    429: "Too much at once; `Retry-After` says when to try again.",
    500: "The model, or the server, failed.",
    501: "This format cannot be written here.",
    503: "The model is not available now, or the server is stopping.",
    504: "The request was not done within its deadline.",
}
"""What each status means."""


def error_schema() -> dict[str, Any]:
    """Return the schema of an error."""
    text = {"type": "string"}
    maybe = {"type": ["string", "null"]}
    known = sorted({code for codes in CODES.values() for code in codes})
    return {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["message", "type", "param", "code"],
                "properties": {
                    "message": text,
                    "type": text,
                    "param": maybe,
                    "code": {**maybe, "enum": [*known, None]},
                },
            }
        },
    }
