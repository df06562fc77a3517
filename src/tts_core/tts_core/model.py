"""Something nameable that can speak: its card, and the function that loads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .card import LoadOptions, ModelCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from .synthesizer import Synthesizer

__all__ = ["Model"]


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

    def is_here(self, options: LoadOptions | None = None) -> bool:
        """Whether the model can be loaded without downloading anything."""
        from .files import find

        if self.present is not None:
            return self.present(options or LoadOptions())
        return find(self.card, options or LoadOptions()) is not None
