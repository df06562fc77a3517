"""`tts-core mcp`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tts_core import Registry

__all__ = ["mcp"]

_EXAMPLES = """
\b
Examples:
  # what an assistant on this machine starts by itself
  tts-core mcp
  # one that may write sound, and only there
  tts-core mcp --files ~/Speech
  # over HTTP, at http://127.0.0.1:8001/mcp
  tts-core mcp --http 127.0.0.1:8001
"""


def _address(_: click.Context, __: click.Parameter, given: str | None) -> tuple[str, int] | None:
    if given is None:
        return None
    host, colon, port = given.rpartition(":")
    if not colon or not host or not port.isdecimal():
        raise click.BadParameter(f"{given!r} must be HOST:PORT")
    return host.strip("[]"), int(port)


@click.command("mcp", epilog=_EXAMPLES)
@click.option(
    "--http", "address", metavar="HOST:PORT", callback=_address, help="Serve HTTP there, in place of stdio."
)
@click.option(
    "--files",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that new files of sound may be written to. Without it: none are.",
)
@click.option(
    "--play/--no-play", default=None, help="Whether to play on this machine. Without it: over stdio only."
)
@click.option("--output-device", metavar="NAME", help="Play on this device (tts-core devices lists them).")
@click.pass_obj
def mcp(
    registry: Registry,
    address: tuple[str, int] | None,
    files: Path | None,
    play: bool | None,
    output_device: str | None,
) -> None:
    """
    Give a voice to assistants that speak the Model Context Protocol.

    They can speak, list_voices, explain and stop. HTTP asks for no password: serve it to others only
    behind something that does.
    """
    from .server import create_server

    plays = address is None if play is None else play
    server = create_server(registry=registry, plays=plays, device=output_device, files=files)
    if address is None:
        server.run("stdio")
    else:
        server.run("streamable-http", host=address[0], port=address[1])
