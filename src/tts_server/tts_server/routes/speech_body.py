"""The body of a speech request: OpenAI's fields, and ours."""

from typing import Annotated, Any, Literal

from pydantic import Field

from .body import Body
from .kokoro_body import KokoroRules

__all__ = ["NormalizeRules", "SpeechBody", "SpeechFormat", "VoiceId"]

SpeechFormat = Literal["mp3", "opus", "aac", "flac", "wav", "pcm", "ulaw", "alaw"]
Name = Annotated[str, Field(min_length=1, max_length=256)]


class VoiceId(Body):
    """A voice as an object."""

    id: Name


class NormalizeRules(Body):
    """Which written things are put into words."""

    off: list[str] = Field([], max_length=64, description="Classes that are left as written, such as money.")
    emoji: Literal["drop", "name"] = "drop"


class SpeechBody(Body):
    """What is to be said, and how."""

    model: Name = Field(
        description="A model's id, or a name that means one: tts-1, tts-1-hd, gpt-4o-mini-tts."
    )
    input: str = Field(min_length=1, description="The text.")
    voice: Name | VoiceId = Field(
        description="One of the model's voices, by id or name, or one of OpenAI's thirteen names."
    )
    instructions: str | None = Field(
        None,
        max_length=4096,
        description="How to speak. Models with an option of this name get it; "
        "for others it has no effect, and the header x-tts-warning says so.",
    )
    response_format: SpeechFormat = Field(
        "mp3",
        description="pcm is signed 16-bit little-endian mono, at 24000 Hz unless sample_rate says else; "
        "ulaw and alaw are headerless at 8000 Hz.",
    )
    speed: float = Field(1.0, ge=0.25, le=4.0, allow_inf_nan=False)
    stream_format: Literal["audio", "sse"] = "audio"
    stream: bool = Field(
        True,
        description="Ours. false: answer when all of it is made, with exact sizes and Content-Length.",
    )
    language: Name | None = Field(None, description="Ours. BCP-47; without it, the voice's own.")
    sample_rate: int | None = Field(None, ge=8000, le=48000, description="Ours. Without it, the model's own.")
    normalize: bool | NormalizeRules = Field(
        True, description='Ours. Whether "$3.50" is said "three dollars and fifty cents".'
    )
    markup: bool = Field(False, description="Ours. Whether [pause 500ms] and its kin, or SSML, are obeyed.")
    options: dict[str, Any] = Field(
        {}, description="Ours. The model's own options, as /v1/engines lists them."
    )
    lexicon: dict[str, str] = Field(
        {}, description="Ours. How words are said: other words, or /IPA/ between slashes."
    )
    captions: Literal["srt", "vtt", "json"] | None = Field(
        None, description="Ours. Captions with the audio: in one JSON or multipart answer, or in the events."
    )
    lang_code: Name | None = Field(None, description="Kokoro-FastAPI's: a letter, such as b, or BCP-47.")
    volume_multiplier: float = Field(
        1.0, gt=0, le=1.0, allow_inf_nan=False, description="Kokoro-FastAPI's; above 1 it would be clipped."
    )
    normalization_options: KokoroRules | None = Field(None, description="Kokoro-FastAPI's.")
    download_format: SpeechFormat | None = Field(None, description="Kokoro-FastAPI's; the answer's own.")
    return_download_link: bool = Field(False, description="Kokoro-FastAPI's; no files are kept.")
