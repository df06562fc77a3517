"""How far a book is, for whoever watches: what is spoken, what is written, and the time that is left."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..longform import Progress

__all__ = ["bars"]


@contextmanager
def bars() -> Iterator[Callable[[Progress], None] | None]:
    """Show on standard error, if it is a terminal, how far the book is and how long it will take."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[chapter]}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as drawn:
        speaking = drawn.add_task("Speaking", total=None, chapter="")
        writing = drawn.add_task("Writing", total=None, chapter="", start=False)

        def show(now: Progress) -> None:
            drawn.update(speaking, completed=now.spoken, total=now.total, chapter=now.chapter[:40])
            if now.written:
                drawn.start_task(writing)
                drawn.update(writing, completed=now.written, total=now.total)

        yield show
