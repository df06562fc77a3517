"""The effects of one request: found, checked, and one after the other at work on every piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import EffectUnavailable, SynthesisFailed, TTSError
from ..synthesizer import Word
from .effect import Retimes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..audio import Audio
    from .effect import Effect, EffectCard, EffectProcessor

__all__ = ["EffectChain", "WantedEffect", "rate_after", "wanted_effects"]

SLACK = 0.010
"""Seconds by which a piece may come back longer or shorter from an effect that keeps time."""


@dataclass(frozen=True, slots=True)
class WantedEffect:
    """An effect that was asked for, with all of its options."""

    effect: Effect
    options: dict[str, Any]


def wanted_effects(
    asked: Iterable[str | Mapping[str, Any]], find: Callable[[str], Effect]
) -> tuple[WantedEffect, ...]:
    """Find the effects of a request, each "stretch:speed=1.2" or {"name": "stretch", "speed": 1.2}."""
    return tuple(_wanted(each, find) for each in asked)


def _wanted(asked: str | Mapping[str, Any], find: Callable[[str], Effect]) -> WantedEffect:
    if isinstance(asked, str):
        name, _, given = asked.partition(":")
        effect = find(name)
        return WantedEffect(effect, effect.card.checked_options(_parsed(effect.card, given)))
    options = dict(asked)
    effect = find(options.pop("name"))
    return WantedEffect(effect, effect.card.checked_options(options))


def _parsed(card: EffectCard, given: str) -> dict[str, Any]:
    """Read "key=value,key=value", each value as the type of its option."""
    known = {option.name: option for option in card.options}
    values: dict[str, Any] = {}
    for pair in filter(None, given.split(",")):
        name, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or name in values:
            raise ValueError(f"effect {card.id!r}: {pair!r} must be one KEY=VALUE for each option")
        values[name] = known[name].parse(value) if name in known else value
    return values


def rate_after(effects: Iterable[WantedEffect], sample_rate: int) -> int:
    """Return the rate of a sound of *sample_rate* when all of *effects* are done."""
    for each in effects:
        sample_rate = each.effect.card.sample_rate or sample_rate
    return sample_rate


class EffectChain:
    """Every effect of one speech at work, in order; making one refuses what is not installed."""

    def __init__(self, effects: Sequence[WantedEffect], sample_rate: int) -> None:
        self._stages: list[tuple[EffectCard, EffectProcessor, int]] = []
        for each in effects:
            processor = _made(each, sample_rate)
            sample_rate = rate_after([each], sample_rate)
            self._stages.append((each.effect.card, processor, sample_rate))

    def __bool__(self) -> bool:
        return bool(self._stages)

    def applied(self, audio: Audio, words: tuple[Word, ...]) -> tuple[Audio, tuple[Word, ...]]:
        """Return what becomes of a piece, and its words, whose times are from its beginning, in it."""
        for card, processor, rate in self._stages:
            before = audio.duration
            audio = _processed(card, processor, audio, rate)
            if isinstance(processor, Retimes):
                words = _moved(words, processor.moved, audio.duration)
            elif abs(audio.duration - before) > SLACK:
                raise SynthesisFailed(
                    f"effect {card.id!r} made {audio.duration:.3f} s of {before:.3f} s of sound and does not "
                    "say where the words have gone: it needs a method moved(seconds)"
                )
        return audio, words


def _made(wanted: WantedEffect, sample_rate: int) -> EffectProcessor:
    card = wanted.effect.card
    try:
        return wanted.effect.make(wanted.options, sample_rate)
    except (TTSError, ValueError):
        raise
    except Exception as error:
        raise EffectUnavailable(card.id, f"{type(error).__name__}: {error}") from error


def _processed(card: EffectCard, processor: EffectProcessor, audio: Audio, rate: int) -> Audio:
    """Let one effect work, and refuse what is no sound at the rate that its card promises."""
    import numpy as np

    try:
        made = processor.process(audio)
    except TTSError:
        raise
    except Exception as error:
        raise SynthesisFailed(f"effect {card.id!r} failed: {type(error).__name__}: {error}") from error
    if made.sample_rate != rate:
        raise SynthesisFailed(f"effect {card.id!r} returned {made.sample_rate} Hz and promised {rate} Hz")
    if not np.isfinite(made.samples).all():
        raise SynthesisFailed(f"effect {card.id!r} returned samples that are not finite")
    return made


def _moved(words: tuple[Word, ...], moved: Callable[[float], float], duration: float) -> tuple[Word, ...]:
    def within(seconds: float) -> float:
        return min(max(0.0, moved(seconds)), duration)

    return tuple(
        Word(word.text, word.span, within(word.start), within(word.end), word.quality) for word in words
    )
