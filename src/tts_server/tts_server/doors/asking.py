"""From the fields of a body to what is asked of the pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts_core import Request as SpeechRequest
from tts_core import Rules

from ..problem import Problem
from ..speaking.asked import Asked
from ..speaking.voices import chosen_voice
from .speech_body import VoiceId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..house import House
    from .speech_body import NormalizeRules, SpeechBody
    from .visit import Visit

__all__ = ["asked", "asked_of_speech"]

INSTRUCTIONS = "instructions"


def asked_of_speech(house: House, body: SpeechBody, visit: Visit) -> Asked:
    """Say what a body of the OpenAI API asks for."""
    return asked(
        house,
        visit,
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


def asked(
    house: House,
    visit: Visit,
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
) -> Asked:
    """Check what can be checked without the pipeline, and put the rest as it wants it."""
    if isinstance(text, str) and len(text) > house.settings.max_text_length:
        raise Problem(
            400,
            f"the text has {len(text)} characters; at most {house.settings.max_text_length} are taken",
            code="text_too_long",
            param="input",
        )
    found, key, account = house.model(model), visit.key, visit.account
    if key is not None and key.models and found.card.id not in key.models:
        raise Problem(
            403, f"this key may not ask for model {found.card.id!r}", code="model_not_allowed", param="model"
        )
    account.model = found.card.id
    warnings: list[str] = []
    speaker, remark = chosen_voice(house, found, voice, language)
    if remark:
        warnings.append(remark)
    knobs = dict(options or {})
    if instructions:
        if any(option.name == INSTRUCTIONS for option in found.card.options):
            knobs.setdefault(INSTRUCTIONS, instructions)
        else:
            warnings.append(f"model {found.card.id} takes no instructions; they had no effect")
    request = SpeechRequest(
        text=text,
        model=found.card.id,
        voice=speaker,
        language=language,
        speed=speed,
        options=knobs,
        normalize=normalize if isinstance(normalize, bool) else _rules(normalize),
        markup=markup,
        lexicon=dict(lexicon) if lexicon else None,
        load=house.load_options,
    )
    return Asked(
        request=request,
        format=format,
        sample_rate=sample_rate,
        client=account.client,
        account=account,
        warnings=tuple(warnings),
    )


def _rules(given: NormalizeRules) -> Rules:
    return Rules(off=frozenset(given.off), emoji=given.emoji)
