"""What goes wrong, as every client of the OpenAI API understands it."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from tts_core import (
    Cancelled,
    EncodingUnavailable,
    ModelUnavailable,
    NothingToSpeak,
    SpeechTooLong,
    SynthesisFailed,
    UnknownModel,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CODES", "Problem", "Stalled", "invalid", "problem_of", "too_many"]

INVALID = "invalid_request_error"
SERVER = "server_error"

CODES: dict[int, tuple[str, ...]] = {
    400: (
        "invalid_json",
        "invalid_value",
        "missing_field",
        "unknown_field",
        "nothing_to_speak",
        "text_too_long",
        "speech_too_long",
        "voice_not_found",
        "unsupported_language",
        "unsupported_option",
    ),
    401: ("missing_api_key", "invalid_api_key"),
    403: ("model_not_allowed", "host_not_allowed", "origin_not_allowed"),
    404: ("model_not_found", "not_found"),
    405: ("method_not_allowed",),
    408: ("body_too_slow", "reader_stalled"),
    413: ("body_too_large",),
    415: ("unsupported_media_type",),
    429: ("queue_full", "rate_limit_exceeded"),
    500: ("synthesis_failed", "internal_error"),
    501: ("encoding_unavailable",),
    503: ("model_unavailable", "model_not_here", "stopping", "too_many_connections"),
    504: ("deadline_exceeded",),
}
"""Every code that an answer may carry, by its status."""


class Problem(Exception):
    """An answer that is an error: its status, and the four keys that every client reads."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str,
        param: str | None = None,
        kind: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.param = param
        self.kind = kind or (INVALID if status < 500 else SERVER)
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        """Return the error as OpenAI writes it down."""
        return {"error": self.fields()}

    def fields(self) -> dict[str, Any]:
        """Return the four keys."""
        return {"message": self.message, "type": self.kind, "param": self.param, "code": self.code}


class Stalled(Exception):
    """The client has taken nothing of its answer for too long."""


def invalid(message: str, param: str | None = None) -> Problem:
    """Say that a value is wrong, and in which field."""
    return Problem(400, message, code="invalid_value", param=param)


def too_many(why: str, seconds: float, *, code: str) -> Problem:
    """Say that it is too much at once, and when to try again: in whole seconds, and exactly for machines."""
    headers = {
        "retry-after": str(max(1, math.ceil(seconds))),
        "retry-after-ms": str(math.ceil(seconds * 1000)),
    }
    message = f"{why}; try again in {max(1, round(seconds))} s"
    return Problem(429, message, code=code, kind="rate_limit_error", headers=headers)


def problem_of(error: Exception) -> Problem:
    """
    Say what *error* is to a client.

    What a model's library raised stays here: its message may hold the caller's text or our paths.
    """
    match error:
        case Problem():
            return error
        case NothingToSpeak():
            return Problem(400, str(error), code="nothing_to_speak", param="input")
        case SpeechTooLong():
            most = f"; at most {error.longest:g} s are made here" if error.longest else ""
            message = f"the speech would last {error.seconds:.0f} s or longer{most}"
            return Problem(400, message, code="speech_too_long", param="input")
        case UnknownModel():
            return Problem(404, _served(error), code="model_not_found", param="model")
        case UnknownVoice():
            return Problem(400, _served(error), code="voice_not_found", param="voice")
        case UnsupportedOption():
            param = error.option if error.option == "speed" else f"options.{error.option}"
            return Problem(400, _served(error), code="unsupported_option", param=param)
        case UnsupportedLanguage():
            return Problem(400, _served(error), code="unsupported_language", param="language")
        case EncodingUnavailable():
            # A client that tries again gets the same answer, so it is told not to.
            stay = {"x-should-retry": "false"}
            message = f"{error.format} cannot be encoded here"
            return Problem(501, message, code="encoding_unavailable", param="response_format", headers=stay)
        case ModelUnavailable() if "to work offline" in error.why:
            message = f"files of model {error.model!r} are not here, and none are fetched on request"
            stay = {"x-should-retry": "false"}
            return Problem(503, message, code="model_not_here", param="model", headers=stay)
        case ModelUnavailable():
            message = f"model {error.model!r} is not available now"
            return Problem(
                503, message, code="model_unavailable", param="model", headers={"retry-after": "5"}
            )
        case Stalled():
            return Problem(408, "the client took nothing of its answer for too long", code="reader_stalled")
        case TimeoutError():
            message = "the speech was not done within its deadline"
            return Problem(504, message, code="deadline_exceeded")
        case SynthesisFailed():
            cause = type(error.__cause__ or error).__name__
            return Problem(500, f"the model failed while it spoke ({cause})", code="synthesis_failed")
        case Cancelled():
            return Problem(503, "the speech was stopped", code="stopping", headers={"retry-after": "1"})
    return Problem(500, "the server failed; its log says more under this request's id", code="internal_error")


_COMMANDS = (
    (re.compile(r"tts-core voices --model (.+?)(?=\.(?:\s|$))"), r"GET /v1/audio/voices?model=\1"),
    (re.compile(r"tts-core voices"), "GET /v1/models, GET /v1/audio/voices?model="),
    (re.compile(r"tts-core models(?: --all)?"), "GET /v1/models"),
    (re.compile(r"[^.;]*: tts-core download [^ ]+"), ""),
)
"""Commands that messages advise, each with what a client of the server has in its place."""


def _served(error: Exception) -> str:
    """Return a message that advises what can be asked over HTTP, and no commands."""
    message = str(error)
    for command, path in _COMMANDS:
        message = command.sub(path, message)
    return message.strip()
