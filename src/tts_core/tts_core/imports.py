"""Importing what cannot be imported a second time."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from importlib import import_module

__all__ = ["import_whole"]


def import_whole(name: str) -> None:
    """
    Import *name* to its end, whatever happens to who waits for it.

    Ctrl-C strikes the main thread wherever it is. In the middle of importing numpy it would leave
    libraries loaded that refuse to be loaded again, and every later import of numpy would fail. What
    cannot be imported at all is told to whoever imports it next.
    """
    if name in sys.modules:
        return

    def imported() -> None:
        with suppress(Exception):
            import_module(name)

    thread = threading.Thread(target=imported, name=f"tts-core import {name}", daemon=True)
    thread.start()
    thread.join()
