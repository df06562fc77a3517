"""`tts-core download`: the files of models, brought here before they are needed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..card import LoadOptions
from ..files import fetch, of_voice
from . import completion
from .help import Example, Teaching
from .output import remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..files import Progress
    from ..registry import Registry

__all__ = ["cache_dir", "command"]

EXAMPLES = (
    Example("tts-core download kitten-nano", "have a model speak without the internet from now on"),
    Example("tts-core download kitten-nano --force", "mend what a broken disk has left"),
    Example(
        "tts-core download kitten:owner/repository --cache-dir ./models",
        "bring what a reference names, into a folder that an image is built from",
    ),
)

cache_dir = click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Another folder than the usual cache.",
)


@click.command("download", cls=Teaching, examples=EXAMPLES)
@click.argument("names", metavar="MODEL...", nargs=-1, required=True, shell_complete=completion.models)
@click.option("--force", is_flag=True, help="Bring again what is here but is not what it should be.")
@cache_dir
@click.pass_obj
def command(registry: Registry, names: tuple[str, ...], force: bool, cache_dir: Path | None) -> None:
    """
    Bring the files of each MODEL and of its voices here, so that it speaks without the internet.

    What is here already is verified and not brought again. What was interrupted goes on where it
    broke off.
    """
    options = LoadOptions(cache_dir=cache_dir)
    for model in [registry.model(name) for name in names]:
        if not model.card.files:
            remark(f"{model.card.id} needs no files")
            continue
        with _bars() as progress:
            files = fetch(model.card, options, progress=progress, again=force)
            voices = [voice for voice in registry.voices(model, options) if voice.files]
            for voice in voices:
                fetch(of_voice(model.card, voice), options, progress=progress, again=force)
        where = os.path.commonpath([path.parent for path in files.values()])
        click.echo(f"{model.card.id} is here, whole and verified: {where}")
        if voices:
            click.echo(f"and its voices {', '.join(voice.id for voice in voices)}")


@contextmanager
def _bars() -> Iterator[Progress | None]:
    """Show on standard error, if it is a terminal, a bar for each file when it is first heard of."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Bars(*columns, console=console, transient=True) as bars:

        def show(name: str, came: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=total)
            bars.update(tasks[name], advance=came, total=total)

        yield show
