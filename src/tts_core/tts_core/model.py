"""Something nameable that can speak: its card, and the function that loads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .card import LoadOptions, ModelCard
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

    def __post_init__(self) -> None:
        if not isinstance(self.card, ModelCard):
            raise ValueError(f"a model's card must be a ModelCard, not {type(self.card).__name__}")
        if not callable(self.load) or not (self.present is None or callable(self.present)):
            raise ValueError(f"model {self.card.id!r}: load and present must be functions")

    def is_here(self, options: LoadOptions | None = None) -> bool:
        """Whether the model can be loaded without downloading anything."""
        from .files import find

        with ForeignCall() as asked:
            if self.present is not None:
                return bool(self.present(options or LoadOptions()))
            return find(self.card, options or LoadOptions()) is not None
        raise unanswered(self.card, "whether its files are here", asked.raised)


def unanswered(card: ModelCard, question: str, error: BaseException | None) -> TTSError:
    """Return what to raise where a plugin's function could not answer *question* about its model."""
    if isinstance(error, TTSError):
        return error
    fix = f"pip install -U {card.plugin}" if card.plugin else ""
    unavailable = ModelUnavailable(card.id, f"{question} cannot be told: {described(error)}", fix)
    unavailable.__cause__ = error
    return unavailable
