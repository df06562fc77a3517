"""What a client says on a WebSocket."""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from .body import Body
from .speech_body import SpeechFormat

__all__ = ["MESSAGES", "Cancel", "End", "Flush", "Message", "Open", "Ping", "Text"]

ContextName = Annotated[str, Field(max_length=128)]


class _Said(Body):
    context: ContextName = Field("", description="Which speech is meant; one connection may have several.")


class Open(_Said):
    """Begin a speech."""

    type: Literal["open"]
    model: str | None = Field(None, max_length=256)
    voice: str | None = Field(None, max_length=256)
    language: str | None = Field(None, max_length=256)
    speed: float = Field(1.0, ge=0.25, le=4.0, allow_inf_nan=False)
    response_format: SpeechFormat = "pcm"
    sample_rate: int | None = Field(None, ge=8000, le=48000)
    instructions: str | None = Field(None, max_length=4096)
    normalize: bool = True
    options: dict[str, Any] = Field({})
    lexicon: dict[str, str] = Field({})


class Text(_Said):
    """More of the text, such as a token of a language model."""

    type: Literal["text"]
    text: str


class Flush(_Said):
    """Speak now what has come, even if its sentence may go on."""

    type: Literal["flush"]


class End(_Said):
    """The text is whole; answer `done` when all of it is spoken."""

    type: Literal["end"]


class Cancel(_Said):
    """Stop speaking, and say what was spoken."""

    type: Literal["cancel"]
    played: float | None = Field(None, ge=0, description="Seconds that the listener has heard, where known.")


class Ping(_Said):
    """Are you there?"""

    type: Literal["ping"]


Message = Open | Text | Flush | End | Cancel | Ping

MESSAGES: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="type")])
"""Reads any of them."""
