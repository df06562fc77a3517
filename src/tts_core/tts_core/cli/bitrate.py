"""How sound is coded, where a command writes more than one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["bitrate"]


def _encoding(_: click.Context, __: click.Parameter, kilobits: int | None) -> Mapping[str, int]:
    return {} if kilobits is None else {"bitrate": kilobits}


bitrate = click.option(
    "--bitrate",
    "encoding",
    type=int,
    metavar="KBIT",
    callback=_encoding,
    help="Kilobits per second, where the format has them.",
)
"""Gives a command the `encoding` that its encoder is opened with."""
