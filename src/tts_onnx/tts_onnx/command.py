"""The command `tts-core optimise`."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tts_core import LoadOptions, Registry, Reports, TTSError, files

if TYPE_CHECKING:
    from tts_core import Model

    from .session.kept import Kept

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
    Let an ONNX MODEL start sooner, for as much room on the disk again.

    What the onnxruntime makes of a graph when it loads it is kept beside the model. It is checked
    against the model, the runtime, the processor and its own checksum each time, and made anew when it
    does not fit them any more. It is loaded only where nobody but you, or root, can have written it.
    """
    from .session.kept import Kept

    options = LoadOptions(cache_dir=Path(cache_dir) if cache_dir else None)
    try:
        wanted = Registry.installed().model(model)
        here = files.fetch(wanted.card, options)
        kept = [Kept(path) for name, path in here.items() if name.endswith(".onnx")]
        if not kept:
            raise click.ClickException(f"{model!r} has no graph in ONNX's format: there is nothing to keep")
        for each in kept:
            each.remove()
        if remove:
            click.echo(f"Nothing is kept beside {model} any more.")
        else:
            _keep(wanted, replace(options, files=here), kept)
    except TTSError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"nothing can be kept beside {model}: {error}") from error


def _keep(model: Model, options: LoadOptions, kept: list[Kept]) -> None:
    """Load the model as it is, then so that it keeps its graphs, then from what is kept."""
    before, _ = _loaded(model, options)
    for each in kept:
        each.want()
    _, told = _loaded(model, options)
    made = [each for each in kept if each.is_valid()]
    if not made or told.startswith("no:"):
        made = []
    for each in kept:  # A graph that is not loaded with the model is not kept.
        if each not in made:
            each.remove()
    if not made:
        raise click.ClickException(f"{model.card.id} cannot be kept: {told}")
    after, _ = _loaded(model, options)
    size = sum(each.path.stat().st_size for each in made) / 1e6
    click.echo(f"{model.card.id} loads in {after:.2f} s instead of {before:.2f} s; {size:.0f} MB are kept in")
    for each in made:
        click.echo(each.path)


def _loaded(model: Model, options: LoadOptions) -> tuple[float, str]:
    """Load the model; return in how many seconds, and what it tells of what it keeps."""
    began = time.perf_counter()
    synthesizer = model.load(options)
    seconds = time.perf_counter() - began
    told = synthesizer.report().get("kept", "it keeps none") if isinstance(synthesizer, Reports) else ""
    synthesizer.close()
    return seconds, told
