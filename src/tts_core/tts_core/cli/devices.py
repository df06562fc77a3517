"""`tts-core devices`: what speech can be played on."""

from __future__ import annotations

import click

from .help import Example, Teaching
from .output import as_json, print_json, remark

__all__ = ["command"]

EXAMPLES = (
    Example("tts-core devices", "see what speech can be played on"),
    Example('tts-core devices --json | jq -r ".[0]"', "name the first to a script"),
)


@click.command("devices", cls=Teaching, examples=EXAMPLES)
@as_json
def command(as_json: bool) -> None:
    """
    List the devices that --play can play on, by the names that --output-device takes.

    A part of a name that no other device has will do. With --json it is a list of names.
    """
    from ..playback import output_devices

    names = output_devices()
    if as_json:
        print_json(names)
        return
    for name in names:
        click.echo(name)
    if not names:
        remark("There is no device here. Write a file instead: tts-core say -o hello.wav")
