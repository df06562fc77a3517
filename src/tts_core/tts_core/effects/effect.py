"""What an effect is, and what one implements who brings it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..audio import Audio
    from ..option import Option

__all__ = ["Effect", "EffectCard", "EffectProcessor", "Retimes"]


class EffectProcessor(Protocol):
    """An effect at work on one speech. Any class with this method will do; inherit nothing."""

    def process(self, audio: Audio) -> Audio:
        """
        Return what becomes of *audio*, the next piece of the speech: all of it, and nothing of another.

        Pieces come in order, on one thread at a time. Each begins and ends in near silence. What
        comes back lasts as long as what came, or the processor is a `Retimes`.
        """
        ...


@runtime_checkable
class Retimes(Protocol):
    """A processor that changes how long the sound lasts, and says where its moments have gone."""

    def moved(self, seconds: float) -> float:
        """Return when that is now which was *seconds* after the beginning of the last piece."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class EffectCard:
    """What an effect is, for people and programs, without loading anything."""

    id: str
    description: str = ""
    options: tuple[Option, ...] = ()
    sample_rate: int | None = None
    """The rate of the sound that it returns; None is the rate of what it is given."""
    libraries: tuple[str, ...] = ()
    """Distributions whose versions belong on the receipt, because another may sound otherwise."""
    plugin: str = ""
    """The distribution that brought it; the registry fills it in."""

    def __post_init__(self) -> None:
        if not self.id or set(self.id) & set(":=, "):
            raise ValueError(
                f"an effect's id must be a name without ':', '=', ',' or spaces, not {self.id!r}"
            )

    def checked_options(self, given: Mapping[str, object]) -> dict[str, Any]:
        """Return every option of the effect with its value: as given and checked, or the default."""
        known = {option.name: option for option in self.options}
        for name in given:
            if name not in known:
                has = f"its options are {', '.join(known)}" if known else "it has none"
                raise ValueError(f"effect {self.id!r} has no option {name!r}; {has}")
        return {
            name: option.check(given[name]) if name in given else option.default
            for name, option in known.items()
        }


@dataclass(frozen=True, slots=True)
class Effect:
    """Something nameable that can be done to sound: what it is, and how to get it."""

    card: EffectCard
    make: Callable[[Mapping[str, Any], int], EffectProcessor]
    """
    Makes the processor of one speech from the effect's options, all of them, and the rate of the sound.

    It is called when the speech is asked for: what is missing is said there, by EffectUnavailable;
    what takes long waits for the first piece.
    """
