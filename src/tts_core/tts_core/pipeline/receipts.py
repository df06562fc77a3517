"""Writing the receipt of a request."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from ..receipt import Receipt
from ..secret import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .resolve import ResolvedRequest

__all__ = ["receipt_of"]

_LIBRARIES = ("tts-core", "numpy", "num2words")


def receipt_of(resolved: ResolvedRequest, source: str, said: Iterable[str]) -> Receipt:
    """Write down what *resolved* came to: the caller's text, and what was said for it."""
    card = resolved.card
    revisions = dict.fromkeys(file.revision for file in card.known_files if file.revision)
    libraries = [*_LIBRARIES, card.plugin]
    for each in resolved.effects:
        libraries += [*each.effect.card.libraries, each.effect.card.plugin]
    return Receipt(
        model=card.id,
        chosen=resolved.chosen,
        plugin=card.plugin,
        revision=" ".join(revisions),
        voice=resolved.voice_id,
        sample=resolved.sample.particulars() if resolved.sample else {},
        language=resolved.language,
        speed=float(resolved.speed),
        passed_over=dict(resolved.passed_over),
        options=without_secrets(resolved.options),
        sample_rate=resolved.sample_rate,
        source=source,
        asked=resolved.request.particulars(),
        text="".join(said),
        versions={name: found for name in dict.fromkeys(libraries) if (found := _version(name))},
    )


@cache
def _version(distribution: str) -> str:
    if not distribution:
        return ""
    try:
        return version(distribution)
    except PackageNotFoundError:  # A checkout, or registered by an application under a name of its own.
        return ""
