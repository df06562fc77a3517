"""How long texts are to be spoken: the options of a request, without the text that `asks` brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .asking import ASKS, lexicon_of, options_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..registry import Registry
    from ..request import RequestFields

__all__ = ["manner", "manner_asked"]

F = TypeVar("F", bound="Callable[..., Any]")

_TEXT = 2
"""How many of the options of `asks`, the first, say which text."""


def manner(command: F) -> F:
    """Give *command* every option that says how a text is spoken."""
    for option in reversed(ASKS[_TEXT:]):
        command = option(command)
    return command


def manner_asked(
    registry: Registry,
    *,
    model: str | None,
    options: tuple[str, ...],
    no_normalize: bool,
    lexicon: Path | None,
    **fields: Any,
) -> RequestFields:
    """Return the fields of a request that the options of `manner` ask for."""
    asked: RequestFields = {
        "model": model,
        "options": options_of(registry, model, options),
        "normalize": not no_normalize,
        "lexicon": lexicon_of(lexicon),
        **fields,  # type: ignore[typeddict-item]  # They are named as the fields are.
    }
    return asked
