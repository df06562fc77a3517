"""
A voice for assistants, by the Model Context Protocol.

    tts-core mcp

or, in a program of one's own, `create_server(registry=…)`. Importing this imports nothing of the
protocol: the plugin only adds a command until something is served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts_core import hookimpl

if TYPE_CHECKING:
    import click

    from .server import create_server

__all__ = ["create_server", "tts_commands"]


def __getattr__(name: str) -> Any:
    """Fetch what needs the protocol when it is first used."""
    if name == "create_server":
        from .server import create_server

        return create_server
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@hookimpl
def tts_commands(group: click.Group) -> None:
    """Add `tts-core mcp`."""
    from .command import mcp

    group.add_command(mcp)
