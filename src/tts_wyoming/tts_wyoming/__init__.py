"""
Every voice of tts-core in Home Assistant, by the Wyoming protocol.

    tts-core wyoming

or, in a program of one's own, `await serve("tcp://127.0.0.1:10200")`. Importing this imports nothing
of the protocol: the plugin only adds a command until something is served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts_core import hookimpl

if TYPE_CHECKING:
    import click

    from .serving import serve

__all__ = ["serve", "tts_commands"]


def __getattr__(name: str) -> Any:
    """Fetch what needs the protocol when it is first used."""
    if name == "serve":
        from .serving import serve

        return serve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@hookimpl
def tts_commands(group: click.Group) -> None:
    """Add `tts-core wyoming`."""
    from .command import wyoming

    group.add_command(wyoming)
