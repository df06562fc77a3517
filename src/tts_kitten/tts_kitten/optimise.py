"""The command `tts-core optimise`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tts_core import LoadOptions, TTSError

from .command import named
from .source import read_config

if TYPE_CHECKING:
    from .source import Folder, Repository

__all__ = ["optimise"]

_EXAMPLES = """
\b
Examples:
  # a model that has been downloaded
  tts-core optimise kitten-nano
  # a model of your own
  tts-core optimise kitten:/models/mine
  # have the room on the disk back
  tts-core optimise kitten-nano --remove
"""


@click.command(epilog=_EXAMPLES)
@click.argument("model")
@click.option("--remove", is_flag=True, help="Keep nothing beside the model any more.")
@click.option(
    "--cache-dir", type=click.Path(file_okay=False), help="Where the model is, if not in the hub's."
)
def optimise(model: str, remove: bool, cache_dir: str | None) -> None:
    """
    Let a KittenTTS MODEL start sooner, for as much room on the disk again.

    What the onnxruntime makes of the graph when it loads it is kept beside the model. It is checked
    against the model, the runtime, the processor and its own checksum each time, and made anew when it
    does not fit them any more.
    """
    options = LoadOptions(cache_dir=Path(cache_dir) if cache_dir else None)
    source = named(model)
    try:
        if remove:
            _removed(source, model, options)
            click.echo(f"Nothing is kept beside {model} any more.")
        else:
            _kept(source, model, options)
    except TTSError as error:
        raise click.ClickException(str(error)) from error


def _removed(source: Folder | Repository, model: str, options: LoadOptions) -> None:
    from .prepared import Prepared

    folder = source.find(options)
    if folder is not None:
        Prepared(folder / read_config(source, folder, model).graph).remove()


def _kept(source: Folder | Repository, model: str, options: LoadOptions) -> None:
    from .loading import load
    from .loading import optimise as keep

    def seconds() -> float:
        began = time.perf_counter()
        load(source, model, options).close()
        return time.perf_counter() - began

    _removed(source, model, options)
    before = seconds()
    prepared = keep(source, model, options)
    after = seconds()
    size = prepared.path.stat().st_size / 1e6
    click.echo(f"{model} loads in {after:.2f} s instead of {before:.2f} s; {size:.0f} MB are kept in")
    click.echo(prepared.path)
