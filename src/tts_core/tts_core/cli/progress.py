"""How far a speech, a book or a batch is, shown on standard error where that is a terminal."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.progress import ProgressColumn

    from ..longform import Progress

__all__ = ["batch_progress", "book_progress", "speech_progress"]

LONG = 2000
"""Characters from which a text takes long enough to be watched."""


@contextmanager
def speech_progress(characters: int) -> Iterator[Callable[[int], None]]:
    """Show how much of a long text is spoken."""
    if characters < LONG or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import Progress

    with Progress(*_columns("Speaking"), console=_stderr(), transient=True) as bar:
        task = bar.add_task("", total=characters)
        yield lambda done: bar.update(task, completed=done)


@contextmanager
def book_progress() -> Iterator[Callable[[Progress], None] | None]:
    """Show how far a book is spoken and written, and how long it will take."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress as Bars
    from rich.progress import TextColumn

    columns = (*_columns("{task.description}"), TextColumn("{task.fields[chapter]}", markup=False))
    with Bars(*columns, console=_stderr(), transient=True) as bars:
        speaking = bars.add_task("Speaking", total=None, chapter="")
        writing = bars.add_task("Writing", total=None, chapter="", start=False)

        def show(now: Progress) -> None:
            bars.update(speaking, completed=now.spoken, total=now.total, chapter=now.chapter[:40])
            if now.written:
                bars.start_task(writing)
                bars.update(writing, completed=now.written, total=now.total)

        yield show


@contextmanager
def batch_progress(counts: dict[str, int]) -> Iterator[Callable[[], None]]:
    """Count along; how many lines there are is not known."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.status import Status

    with Status("Speaking", console=_stderr()) as status:
        yield lambda: status.update(", ".join(f"{count} {name}" for name, count in counts.items()))


def _stderr() -> Console:
    from rich.console import Console

    return Console(stderr=True)


def _columns(description: str) -> tuple[ProgressColumn, ...]:
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn

    return (
        TextColumn(description),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
