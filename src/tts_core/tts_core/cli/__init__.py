"""
The `tts-core` command: the library's own functions, for people and for shell scripts.

It has no way of its own: what it writes is what `Speech.save` writes, what it lists is what the
functions return.
"""

from __future__ import annotations

import gc
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from ..registry import Registry
from .errors import Failure
from .group import Commands
from .help import Example, Teaching

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Commands", "Example", "Failure", "Teaching", "main"]


def main(args: Sequence[str] | None = None, *, registry: Registry | None = None) -> NoReturn:
    """
    Be the program: run the command with *args*, or those of the process, and exit with its status.

    The registry is closed at the end: a model's thread that Ctrl-C met at its very start is known to
    nobody else, and would keep the process from ending.
    """
    _end_in_good_order()
    held = registry or Registry.installed()
    try:
        Commands(held).main(args)
    finally:
        gc.freeze()  # What is left ends with the process: nobody need look it over for garbage once more.
        held.close()
    raise SystemExit


def _end_in_good_order() -> None:
    """Clean up half files when the process is told to end, too, unless it was told not to listen."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, _: sys.exit(128 + number))
