"""OpenAI's voice names, and who speaks for them in each model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..openai_names import OPENAI_VOICES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tts_core import Model, Voice

    from ..state import ServerState

__all__ = ["chosen_voice", "is_shared_name", "openai_aliases"]


def openai_aliases(state: ServerState, model: Model) -> Mapping[str, str]:
    """
    Return the voice of *model* that speaks for each of OpenAI's names, where no language is asked for.

    What the settings say comes first; a model that has a voice of the name keeps it; the others are
    shared out among the voices of the language that are of the same gender, always in the same way.
    A model may have hundreds of voices and every request may need one, so it is found out once.
    """
    voices = state.registry.voices(model, state.load_options)
    if not voices:
        return {}
    held = state.speakers.get(model.card.id)
    if held is None or held[0] is not voices:
        aliases = {
            name.casefold(): each for name, each in state.settings.voices.get(model.card.id, {}).items()
        }
        shared = {name: aliases.get(name) or _one(name, model, voices, None) for name in OPENAI_VOICES}
        held = state.speakers[model.card.id] = (voices, shared)
    return held[1]


def is_shared_name(state: ServerState, name: str | None) -> bool:
    """Whether *name* is one that every model has a voice for."""
    told = {alias.casefold() for aliases in state.settings.voices.values() for alias in aliases}
    return name is not None and name.casefold() in {*OPENAI_VOICES, *told}


def chosen_voice(
    state: ServerState, model: Model, name: str | None, language: str | None
) -> tuple[str | None, str | None]:
    """Return the voice to ask *model* for when a client says *name*, and what the client should know."""
    if name is None:
        return None, None
    voices = state.registry.voices(model, state.load_options)
    folded = name.casefold()
    aliases = state.settings.voices.get(model.card.id, {})
    for alias, voice in aliases.items():
        if alias.casefold() == folded:
            return voice, None
    if folded not in OPENAI_VOICES:
        return name, None
    if not voices:
        return None, f"model {model.card.id} has one voice only; {name} was not chosen"
    if language is None:
        return openai_aliases(state, model)[folded], None
    if not any(voice.speaks(language) for voice in voices):
        return None, None  # The language is what is refused then, and not the voice of another one.
    return _one(folded, model, voices, language), None


def _candidates(model: Model, voices: Sequence[Voice], language: str | None, gender: str) -> Sequence[Voice]:
    """
    Return the voices that may speak for a name: of the language, and of the gender where there is one.

    Without a language it is the default voice's; rather than give a man's name to a woman, another
    variety of the same language is taken.
    """
    if language is not None:
        pools = [[voice for voice in voices if voice.speaks(language)]]
    else:
        named = model.card.default_voice
        default = next((voice for voice in voices if named and voice.answers_to(named)), voices[0])
        tongue = _primary(default.language)
        pools = [
            [voice for voice in voices if voice.language.casefold() == default.language.casefold()],
            [voice for voice in voices if _primary(voice.language) == tongue],
        ]
    for pool in pools:
        if kin := [voice for voice in pool if voice.gender == gender]:
            return kin
    return pools[0] or voices


def _primary(language: str) -> str:
    return language.partition("-")[0].casefold()


def _one(name: str, model: Model, voices: Sequence[Voice], language: str | None) -> str:
    for voice in voices:
        if voice.answers_to(name):
            return voice.id
    gender = OPENAI_VOICES[name]
    kin = _candidates(model, voices, language, gender)
    peers = [each for each, other in OPENAI_VOICES.items() if other == gender]
    return kin[peers.index(name) % len(kin)].id
