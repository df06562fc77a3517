"""The command `tts-core download`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tts_core import LoadOptions, ModelUnavailable, TTSError

from .config import CONFIG
from .models import known, source_of
from .source import Folder, read_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

    from .source import Repository

__all__ = ["download", "named"]


_EXAMPLES = """
\b
Examples:
  # bring the smallest model that is not quantised
  tts-core download kitten-nano
  # mend what a broken connection or disk has left
  tts-core download kitten-nano --force
  # any repository that holds a KittenTTS model, into a folder that an image is built from
  tts-core download kitten:owner/repository --cache-dir ./models
"""


@click.command(epilog=_EXAMPLES)
@click.argument("model")
@click.option("--force", is_flag=True, help="Bring again what is here but is not what it should be.")
@click.option("--cache-dir", type=click.Path(file_okay=False), help="Another cache than the hub's own.")
def download(model: str, force: bool, cache_dir: str | None) -> None:
    """Bring the files of a KittenTTS MODEL here, so that it speaks without the internet."""
    options = LoadOptions(cache_dir=Path(cache_dir) if cache_dir else None)
    source = named(model)
    try:
        folder = source.path if isinstance(source, Folder) else _brought(source, options, model, force=force)
        for name in _files(source, folder, model):
            source.read(folder, name, model)
    except TTSError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{model} is here, whole and verified: {folder}")


def named(model: str) -> Folder | Repository:
    """Return where the files of *model* come from, or say which models there are."""
    source = source_of(model)
    if source is None:
        names = ", ".join(each.card.id for each in known())
        raise click.ClickException(
            f"{model!r} is no KittenTTS model. There are {names}, and kitten:owner/repository."
        )
    return source


def _brought(source: Repository, options: LoadOptions, model: str, *, force: bool) -> Path:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    anew = _spoilt(source, options, model) if force else _never
    console = Console(stderr=True)
    if not console.is_terminal:
        return source.fetch(options, model, anew=anew)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        return source.fetch(options, model, anew=anew, progress=_shown(bars))


def _shown(bars: Progress) -> Callable[[str, int, int | None], None]:
    """Make a bar for each file when it is first heard of."""
    tasks: dict[str, TaskID] = {}

    def show(name: str, came: int, total: int | None) -> None:
        if name not in tasks:
            tasks[name] = bars.add_task(name, total=total)
        bars.update(tasks[name], advance=came, total=total)

    return show


def _spoilt(source: Repository, options: LoadOptions, model: str) -> Callable[[str], bool]:
    """Make the question whether a file that is here must come again."""

    def is_spoilt(name: str) -> bool:
        folder = source.snapshot(options)
        if folder is None or not (folder / name).exists():
            return False
        try:
            source.read(folder, name, model)
        except ModelUnavailable:
            return True
        return False

    return is_spoilt


def _never(name: str) -> bool:
    del name
    return False


def _files(source: Folder | Repository, folder: Path, model: str) -> Iterator[str]:
    config = read_config(source, folder, model)
    yield from (CONFIG, config.voices, config.graph)
