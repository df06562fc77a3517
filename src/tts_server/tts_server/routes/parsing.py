"""From the fields of a body to what is asked of the pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts_core import Request, Rules

from ..problem import Problem
from ..speech.request import ClientRequest
from ..speech.voices import chosen_voice
from .speech_body import VoiceId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..state import AppState
    from .request_context import RequestContext
    from .speech_body import NormalizeRules, SpeechBody

__all__ = ["parse_request", "parse_speech"]

INSTRUCTIONS = "instructions"


def parse_speech(state: AppState, body: SpeechBody, request_context: RequestContext) -> ClientRequest:
    """Say what a body of the OpenAI API asks for."""
    return parse_request(
        state,
        request_context,
        text=body.input,
        model=body.model,
        voice=body.voice.id if isinstance(body.voice, VoiceId) else body.voice,
        language=body.language,
        speed=body.speed,
        options=body.options,
        instructions=body.instructions,
        normalize=body.normalize,
        markup=body.markup,
        lexicon=body.lexicon,
        format=body.response_format,
        sample_rate=body.sample_rate,
    )


def parse_request(
    state: AppState,
    request_context: RequestContext,
    *,
    text: Any,
    model: str | None,
    voice: str | None,
    language: str | None = None,
    speed: float = 1.0,
    options: Mapping[str, Any] | None = None,
    instructions: str | None = None,
    normalize: bool | NormalizeRules = True,
    markup: bool = False,
    lexicon: Mapping[str, str] | None = None,
    format: str = "wav",  # noqa: A002  (the field's own word)
    sample_rate: int | None = None,
) -> ClientRequest:
    """Check what can be checked without the pipeline, and put the rest as it wants it."""
    if isinstance(text, str) and len(text) > state.settings.max_text_length:
        raise Problem(
            400,
            f"the text has {len(text)} characters; at most {state.settings.max_text_length} are taken",
            code="text_too_long",
            param="input",
        )
    found, key, record = state.model(model), request_context.key, request_context.record
    if key is not None and key.models and found.card.id not in key.models:
        raise Problem(
            403, f"this key may not ask for model {found.card.id!r}", code="model_not_allowed", param="model"
        )
    record.model = found.card.id
    warnings: list[str] = []
    speaker, remark = chosen_voice(state, found, voice, language)
    if remark:
        warnings.append(remark)
    knobs = dict(options or {})
    if instructions:
        if any(option.name == INSTRUCTIONS for option in found.card.options):
            knobs.setdefault(INSTRUCTIONS, instructions)
        else:
            warnings.append(f"model {found.card.id} takes no instructions; they had no effect")
    request = Request(
        text=text,
        model=found.card.id,
        voice=speaker,
        language=language,
        speed=speed,
        options=knobs,
        normalize=normalize if isinstance(normalize, bool) else _rules(normalize),
        markup=markup,
        lexicon=dict(lexicon) if lexicon else None,
        load=state.load_options,
    )
    return ClientRequest(
        request=request,
        format=format,
        sample_rate=sample_rate,
        client=record.client,
        record=record,
        warnings=tuple(warnings),
    )


def _rules(given: NormalizeRules) -> Rules:
    return Rules(off=frozenset(given.off), emoji=given.emoji)
