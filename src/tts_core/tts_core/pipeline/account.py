"""Writing the receipt of an order."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from ..receipt import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .order import Order

__all__ = ["receipt_of"]

_LIBRARIES = ("tts-core", "numpy", "num2words")


def receipt_of(order: Order, source: str, said: Iterable[str]) -> Receipt:
    """Write down what *order* came to: the caller's text, and what was said for it."""
    card = order.card
    revisions = dict.fromkeys(file.revision for file in card.known_files if file.revision)
    return Receipt(
        model=card.id,
        chosen=order.choice.how,
        plugin=card.plugin,
        revision=" ".join(revisions),
        voice=order.voice.id if order.voice else None,
        language=order.language,
        speed=float(order.request.speed),
        options=dict(order.options),
        sample_rate=card.sample_rate,
        source=source,
        asked=order.request.particulars(),
        text="".join(said),
        versions={name: found for name in (*_LIBRARIES, card.plugin) if (found := _version(name))},
    )


@cache
def _version(distribution: str) -> str:
    if not distribution:
        return ""
    try:
        return version(distribution)
    except (
        PackageNotFoundError
    ):  # Run from a checkout, or registered by an application under a name of its own.
        return ""
