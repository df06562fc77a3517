"""`tts-core serve`."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any

import click

from .settings import env_name, settable

if TYPE_CHECKING:
    from collections.abc import Callable

    from tts_core import Registry

    from .state import ServerState

__all__ = ["serve"]

LAST_RUNS = 5.0
"""Seconds in which the last runs, cancelled by then, may end."""

HELP = """
Serve the installed models over HTTP, as OpenAI's speech API.

Every flag is also a variable (--max-text-length is TTS_MAX_TEXT_LENGTH) and a key of the TOML file
that --config names (max_text_length). A flag wins over a variable, a variable over the file.
"""

EXAMPLES = """
\b
Examples:
  # on this machine, with every installed model
  tts-core serve
  # for others, with a key, and ready before the first request
  tts-core serve --host 0.0.0.0 --api-keys "$KEY" --preload default
  # another default voice, fetched at the start, and another name for one
  tts-core serve --model kitten-nano --downloads start --models tts-1-hd=kitten-mini
  # all of it from a file
  tts-core serve --config tts.toml
"""


def _flags(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, described in reversed(settable().items()):
        doc = f"{described.metadata['doc']} [{env_name(name)}]"
        command = click.option(f"--{name.replace('_', '-')}", name, metavar="VALUE", help=doc)(command)
    return command


@click.command("serve", help=HELP, epilog=EXAMPLES)
@click.option("--config", type=click.Path(exists=True, dir_okay=False), help="A TOML file. [TTS_CONFIG]")
@_flags
@click.pass_obj
def serve(registry: Registry, /, config: str | None, **flags: str | None) -> None:
    """Serve until told to stop."""
    from .app import create_app
    from .operate.server import Server
    from .sources import misspelt_variables, settings_from
    from .telemetry.logs import log_to_stderr

    given = {name: text for name, text in flags.items() if text is not None}
    settings = settings_from(given, os.environ, config)
    log_to_stderr(settings.log_level, settings.environment)
    for odd, meant in misspelt_variables(os.environ).items():
        what = {"variable": odd, "meant": meant}
        logging.getLogger("tts_server").warning("unknown variable", extra={"tts": what})
    app = create_app(registry, settings)
    Server(app).run()
    _leave(app.state.server)


def _leave(state: ServerState) -> None:
    """End the process even where a model holds on to its thread, for which Python would wait for ever."""
    stuck = state.abandoned_runs.wait(min(state.settings.grace, LAST_RUNS))
    if stuck:
        logging.getLogger("tts_server").warning("left behind", extra={"tts": {"runs": stuck}})
        logging.shutdown()
        os._exit(0)  # To have stopped as asked is a success.
