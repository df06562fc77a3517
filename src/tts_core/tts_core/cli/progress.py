"""How far a long text has been spoken, for whoever watches."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["progress"]

LONG = 2000
"""Characters from which a text takes long enough to be watched."""


@contextmanager
def progress(characters: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error while a long text is spoken, if standard error is a terminal."""
    if characters < LONG or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Speaking"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=characters)
        yield lambda done: bar.update(task, completed=done)
