"""Something nameable that can speak: its card, and the function that loads it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .card import LoadOptions, ModelCard, Voice
from .errors import ModelUnavailable, TTSError
from .foreign import ForeignCall, described

if TYPE_CHECKING:
    from collections.abc import Callable

    from .synthesizer import Synthesizer

__all__ = ["Model", "unanswered"]


@dataclass(frozen=True, slots=True)
class Model:
    """Something nameable that can speak: what it is, and how to get it."""

    card: ModelCard
    load: Callable[[LoadOptions], Synthesizer]
    present: Callable[[LoadOptions], bool] | None = field(default=None, kw_only=True)
    """
    Whether the model can be loaded now, of one that looks after its files itself.

    Without it, the core brings and verifies the files on the card, and knows whether they are here.
    """
    voice_named: Callable[[str], Voice | None] | None = field(default=None, kw_only=True)
    """
    Makes the voice of a name that no listed voice answers to, such as a mix of several; None if it is none.

    A ValueError or an error of ours says what is wrong with the name.
    """

    def __post_init__(self) -> None:
        if not isinstance(self.card, ModelCard):
            raise ValueError(f"a model's card must be a ModelCard, not {type(self.card).__name__}")
        given = [each for each in (self.present, self.voice_named) if each is not None]
        if not all(map(callable, (self.load, *given))):
            raise ValueError(f"model {self.card.id!r}: load, present and voice_named must be functions")

    def is_here(self, options: LoadOptions | None = None) -> bool:
        """Whether the model can be loaded without downloading anything."""
        from .files import find

        with ForeignCall() as asked:
            if self.present is not None:
                return bool(self.present(options or LoadOptions()))
            return find(self.card, options or LoadOptions()) is not None
        raise unanswered(self.card, "whether its files are here", asked.raised)

    def described_voice(self, name: str) -> Voice | None:
        """Return the voice that *name* describes, though no listed voice answers to it."""
        if self.voice_named is None:
            return None
        with ForeignCall() as asked:
            voice = self.voice_named(name)
            if not isinstance(voice, Voice | None):
                raise TypeError(f"it made {voice!r}, which is no tts_core.Voice")
            return voice and replace(voice, model=self.card.id)
        if isinstance(asked.raised, ValueError):
            raise asked.raised
        raise unanswered(self.card, f"whether {name!r} is a voice of it", asked.raised)


def unanswered(card: ModelCard, question: str, error: BaseException | None) -> TTSError:
    """Return what to raise where a plugin's function could not answer *question* about its model."""
    if isinstance(error, TTSError):
        return error
    fix = f"pip install -U {card.plugin}" if card.plugin else ""
    unavailable = ModelUnavailable(card.id, f"{question} cannot be told: {described(error)}", fix)
    unavailable.__cause__ = error
    return unavailable
