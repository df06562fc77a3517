"""All the questions tts_core ever asks a plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

    from .effects import Effect
    from .model import Model
    from .text.normalize import TextLanguage

__all__ = ["API_VERSION", "hookimpl", "hookspec"]

API_VERSION = (1, 2)
"""
What plugins are written against. A plugin may say which it needs: `tts_core_api = "1.0"` in its module.

1.1 has effects, catalogues, samples, and synthesizers that stream, split, await or speak many; 1.2 languages.
"""

hookspec = pluggy.HookspecMarker("tts_core")
hookimpl = pluggy.HookimplMarker("tts_core")


@hookspec
def tts_models() -> Iterable[Model]:
    """Name the models you bring. Load nothing, import nothing heavy."""
    return ()


@hookspec
def tts_catalogue() -> Iterable[Model]:
    """
    Name the models that you could bring besides those that you list: hundreds, from a list of your own.

    Asked only by who wants to see all that could be had, and for a name that no listed model has. Ask
    no network for it.
    """
    return ()


@hookspec(firstresult=True)
def tts_model(reference: str) -> Model | None:
    """
    Make the model that a reference such as `kitten:/some/folder` names, or return None.

    Asked only for names with a colon that no listed model has.
    """
    del reference
    return None


@hookspec
def tts_effects() -> Iterable[Effect]:
    """Name the effects you bring. Load nothing, import nothing heavy."""
    return ()


@hookspec
def tts_languages() -> Iterable[TextLanguage]:
    """Name the languages that you read texts in. Load nothing, import nothing heavy."""
    return ()


@hookspec
def tts_commands(group: click.Group) -> None:
    """Add subcommands to the tts-core command."""
    del group
