"""What the servers of a remote model have done wrong, for whoever watches them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tts_core import Model

__all__ = ["RemoteFigures", "figures_of"]


class RemoteFigures:
    """Counts of one model, written in the loop that asks its servers and read from anywhere."""

    def __init__(self, model: str) -> None:
        self.model = model
        self._failures: Counter[tuple[str, str]] = Counter()
        self._out: dict[str, bool] = {}

    @property
    def failures(self) -> dict[tuple[str, str], int]:
        """How often each server failed, by why."""
        return dict(self._failures)

    @property
    def out(self) -> dict[str, bool]:
        """Whether each server that was ever put out is out now."""
        return dict(self._out)

    def note(self, url: str, reason: str) -> None:
        """Count one failure."""
        self._failures[url, reason] += 1

    def put_out(self, url: str, out: bool) -> None:
        """Note that a server is out, or back."""
        self._out[url] = out


def figures_of(model: Model) -> RemoteFigures | None:
    """Return the figures of a model, where it is a remote one."""
    figures = getattr(model.card.voices, "figures", None)
    return figures if isinstance(figures, RemoteFigures) else None
