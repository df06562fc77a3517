"""`tts-core remove`: the room on the disk, had back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..card import LoadOptions
from ..files import kept, of_voice, remove
from . import completion
from .card import megabytes
from .download import cache_dir
from .help import Example, Teaching
from .output import remark

if TYPE_CHECKING:
    from pathlib import Path

    from ..registry import Registry

__all__ = ["command"]

EXAMPLES = (
    Example("tts-core remove kitten-nano", "have the room on the disk back"),
    Example("tts-core models --here", "see whose files are here"),
    Example("tts-core remove kitten-nano kitten-mini --cache-dir ./models", "remove from another folder"),
)


@click.command("remove", cls=Teaching, examples=EXAMPLES)
@click.argument("names", metavar="MODEL...", nargs=-1, required=True, shell_complete=completion.models)
@cache_dir
@click.pass_obj
def command(registry: Registry, names: tuple[str, ...], cache_dir: Path | None) -> None:
    """
    Remove what was downloaded for each MODEL and its voices.

    On a terminal it asks first. What a package brought along, and what you put into a folder
    yourself, stays.
    """
    options = LoadOptions(cache_dir=cache_dir)
    for model in [registry.model(name) for name in names]:
        voices = registry.voices(model, options) if registry.is_listed(model, options) else ()
        cards = [model.card, *(of_voice(model.card, voice) for voice in voices if voice.files)]
        name, paths = model.card.id, [path for card in cards for path in kept(card, options)]
        if not paths:
            remark(f"Nothing that was downloaded for {name} is here.")
            continue
        freed = megabytes(sum(path.lstat().st_size for path in paths))
        if sys.stdin.isatty():
            click.confirm(f"Remove {name} ({freed})?", abort=True)
        for card in cards:
            remove(card, options)
        click.echo(f"{name} is removed: {freed} are free again")
