"""
What every ONNX voice of tts_core needs.

Rooms, from the ground up: `file` reads and writes graphs, `kernel` is the one operator of our own,
`rewrite` lets a graph do the same with less work, `session` runs it, `voice` goes from tokens to speech
that knows when each word sounds, and `plugin` is what the plugins of voices have in common. Importing this
package imports neither numpy nor onnxruntime.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core import hookimpl

if TYPE_CHECKING:
    import click

__all__ = ["tts_commands"]


@hookimpl
def tts_commands(group: click.Group) -> None:
    """Add the command that lets a model start sooner."""
    from .command import optimise

    group.add_command(optimise)
