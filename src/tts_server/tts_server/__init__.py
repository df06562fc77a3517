"""
The OpenAI speech API over any tts-core model.

    tts-core serve

or, in an application of one's own, `create_app(registry)`. Importing this imports neither FastAPI
nor numpy: the plugin only adds a command until something is served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tts_core import hookimpl

if TYPE_CHECKING:
    import click

    from .app import create_app
    from .settings import Settings

__all__ = ["Settings", "create_app", "tts_commands"]

_HOME = {"create_app": ".app", "Settings": ".settings"}


def __getattr__(name: str) -> Any:
    """Fetch what needs the web framework when it is first used."""
    from importlib import import_module

    if name in _HOME:
        return getattr(import_module(_HOME[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@hookimpl
def tts_commands(group: click.Group) -> None:
    """Add `tts-core serve`."""
    from .command import serve

    group.add_command(serve)
