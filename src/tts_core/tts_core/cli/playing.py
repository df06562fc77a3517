"""Speech heard from the command line: said how far it was, where Ctrl-C ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .output import remark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..pipeline import SpeechStream
    from ..speech import Piece

__all__ = ["hear", "output_device_option"]

output_device_option = click.option(
    "--output-device",
    metavar="NAME",
    help="Play on this device (tts-core devices lists them; null plays into nothing).",
)
"""Gives a command that plays the choice of where."""


def hear(speech: SpeechStream, pieces: Iterable[Piece], device: str | None) -> None:
    """Play the *pieces* of *speech*; stopped before their end, say what was heard last."""
    from ..playback import played

    playback = played(
        pieces, speech.sample_rate, device=device, text=lambda: speech.text, cancel=speech.cancel, wait=False
    )
    try:
        playback.wait()
    except KeyboardInterrupt:
        last = playback.heard.last_word
        remark(f"Heard up to {last.text!r}." if last else "Nothing of it was heard.")
        raise
