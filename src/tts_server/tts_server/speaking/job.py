"""One speech to be made, as its request was checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from tts_core import Request, astream

from ..problem import Problem, invalid
from .voices import chosen_voice, is_shared_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tts_core import AsyncSpeechStream, Registry, Rules

    from ..request_context import RequestContext
    from ..state import ServerState

__all__ = ["JobFactory", "SpeechJob", "open_job", "speech_job"]

INSTRUCTIONS = "instructions"


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeechJob:
    """One speech to be made for a client."""

    request: Request
    format: str = "mp3"
    sample_rate: int | None = None
    bitrate: int | None = None
    """Kilobits a second; without it, as the format has it."""
    volume: float = 1.0
    context: RequestContext
    warnings: tuple[str, ...] = ()
    """What the client should know already."""


JobFactory: TypeAlias = "Callable[[], SpeechJob]"
"""Makes a job of a body, or raises what is wrong with it; it may take its time."""


def open_job(make_job: JobFactory, registry: Registry) -> tuple[SpeechJob, AsyncSpeechStream]:
    """Make a job and open its stream; everything that is wrong with the request is raised here."""
    try:
        job = make_job()
        return job, astream(job.request, registry=registry)
    except ValueError as wrong:  # Only here: later, the client is not to blame for one.
        raise invalid(str(wrong)) from wrong


def speech_job(
    state: ServerState,
    context: RequestContext,
    *,
    text: Any,
    model: str | None,
    voice: str | None,
    language: str | None = None,
    speed: float = 1.0,
    options: Mapping[str, Any] | None = None,
    instructions: str | None = None,
    normalize: bool | Rules = True,
    markup: bool = False,
    lexicon: Mapping[str, str] | None = None,
    format: str = "wav",  # noqa: A002  (the field's own word)
    sample_rate: int | None = None,
    bitrate: int | None = None,
    volume: float = 1.0,
    warnings: tuple[str, ...] = (),
) -> SpeechJob:
    """Check what can be checked without the pipeline, and put the rest as it wants it."""
    if isinstance(text, str) and len(text) > state.settings.max_text_length:
        raise Problem(
            400,
            f"the text has {len(text)} characters; at most {state.settings.max_text_length} are taken",
            code="text_too_long",
            param="input",
        )
    knobs = {name: value for name, value in (options or {}).items() if value is not None}
    manner: dict[str, Any] = {"language": language, "speed": speed, "options": knobs}
    named = None if is_shared_name(state, voice) else voice
    found = state.model(model, Request(text="one", voice=named, load=state.load_options, **manner))
    key = context.key
    if key is not None and key.models and found.card.id not in key.models:
        raise Problem(
            403, f"this key may not ask for model {found.card.id!r}", code="model_not_allowed", param="model"
        )
    state.refuse_when_absent(found)
    context.model = found.card.id
    remarks = [*warnings]
    speaker, remark = chosen_voice(state, found, voice, language)
    if remark:
        remarks.append(remark)
    if instructions:
        if any(option.name == INSTRUCTIONS for option in found.card.options):
            knobs.setdefault(INSTRUCTIONS, instructions)
        else:
            remarks.append(f"model {found.card.id} takes no instructions; they had no effect")
    request = Request(
        text=text,
        model=found.card.id,
        voice=speaker,
        language=language,
        speed=speed,
        options=knobs,
        normalize=normalize,
        markup=markup,
        lexicon=dict(lexicon) if lexicon else None,
        longest=state.settings.max_seconds,
        load=state.load_options_for(found),
    )
    return SpeechJob(
        request=request,
        format=format,
        sample_rate=sample_rate,
        bitrate=bitrate,
        volume=volume,
        context=context,
        warnings=tuple(remarks),
    )
