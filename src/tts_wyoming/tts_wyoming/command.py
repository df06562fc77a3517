"""`tts-core wyoming`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tts_core import Registry

__all__ = ["wyoming"]

_EXAMPLES = """
\b
Examples:
  # on this machine
  tts-core wyoming
  # for Home Assistant in the same network, which finds it by itself
  tts-core wyoming --uri tcp://0.0.0.0:10200 --zeroconf kitchen
  # one model only
  tts-core wyoming --model hibari
"""


@click.command("wyoming", epilog=_EXAMPLES)
@click.option(
    "--uri",
    default="tcp://127.0.0.1:10200",
    help="Where to listen: tcp://HOST:PORT, unix://PATH or stdio://.",
)
@click.option("-m", "--model", metavar="ID", help="Offer this model only. Without it: all that are here.")
@click.option("--zeroconf", metavar="NAME", help="Announce the server by this name in the local network.")
@click.pass_obj
def wyoming(registry: Registry, uri: str, model: str | None, zeroconf: str | None) -> None:
    """
    Speak for Home Assistant, by the Wyoming protocol, until told to stop.

    Text is spoken sentence by sentence while a language model still writes it.
    """
    import asyncio  # Not to be imported by who only looks at the help of another command.

    from .serving import serve

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    asyncio.run(serve(uri, registry=registry, model=model, zeroconf=zeroconf))
