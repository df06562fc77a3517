"""What goes wrong between us and a server, and what it means for whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tts_core import (
    ModelUnavailable,
    NothingToSpeak,
    SynthesisFailed,
    UnknownVoice,
    UnsupportedLanguage,
    UnsupportedOption,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tts_core import TTSError, Utterance

    from .settings import RemoteSettings

__all__ = ["Failure", "Kind", "broken", "to_tts_error", "wrong"]

Kind = Literal["unreachable", "busy", "denied", "missing", "refused", "failed", "cut", "slow", "strange"]


@dataclass(eq=False)
class Failure(Exception):
    """One attempt that gave no speech."""

    kind: Kind
    why: str
    status: int | None = None
    code: str = ""
    param: str = ""
    retryable: bool = False
    """Whether another attempt may end better."""
    retry_after: float | None = None
    """Seconds for which the server asked to be left alone."""
    unhealthy: bool = False
    """Whether it speaks against the server's health."""
    elsewhere: bool = False
    """Whether another server may do better, though this one will not."""

    def __str__(self) -> str:
        return self.why


def broken(kind: Kind, why: str, code: str = "") -> Failure:
    """Make the failure of a server that does not do its work: another attempt, or another server, may."""
    return Failure(kind, why, code=code, retryable=True, unhealthy=True)


def wrong(kind: Kind, why: str, status: int | None = None, code: str = "", param: str = "") -> Failure:
    """Make the failure of a server that is not what it should be: another server may be."""
    return Failure(kind, why, status, code, param, unhealthy=True, elsewhere=True)


def to_tts_error(
    failure: Failure, settings: RemoteSettings, utterance: Utterance, voices: Sequence[str]
) -> TTSError:
    """Return the error that a caller of the remote model should see; the failure is its cause."""
    error = _tts_error(failure, settings, utterance, voices)
    error.__cause__ = failure
    return error


def _tts_error(
    failure: Failure, settings: RemoteSettings, utterance: Utterance, voices: Sequence[str]
) -> TTSError:
    name = settings.id
    match failure.kind:
        case "unreachable":
            return ModelUnavailable(name, failure.why, "start the server, or correct the URL")
        case "busy":
            return ModelUnavailable(name, failure.why, "try again later, or add a replica")
        case "denied":
            return ModelUnavailable(name, failure.why, "set the remote model's api_key")
        case "missing":
            fix = f"look whether the server has a model {settings.model!r}: GET /v1/models"
            return ModelUnavailable(name, failure.why, fix)
        case "refused":
            return _refused(failure, name, utterance, voices)
    return SynthesisFailed(f"model {name!r} gave no speech: {failure.why}")


def _refused(failure: Failure, name: str, utterance: Utterance, voices: Sequence[str]) -> TTSError:
    """Translate what the server holds against the request."""
    if failure.code == "nothing_to_speak":
        return NothingToSpeak("the server found no word in it")
    if failure.code == "voice_not_found" or failure.param == "voice":
        return UnknownVoice(utterance.voice or "", name, voices)
    if failure.code == "unsupported_language" or failure.param == "language":
        return UnsupportedLanguage(utterance.language or "", name, ())
    if failure.param and failure.param not in ("input", "model"):
        return UnsupportedOption(failure.param.removeprefix("options."), name, (), why=failure.why)
    return SynthesisFailed(f"model {name!r} gave no speech: {failure.why}")
