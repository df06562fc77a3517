"""Answers: JSON for programs on standard output, tables for people, remarks on standard error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from ..synthesizer import SpeechWarning

__all__ = ["Column", "as_json", "clock", "console", "print_json", "remark", "show_warnings", "table"]

SHOWN_WARNINGS = 20

as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")


def print_json(value: Any) -> None:
    """Write *value* as indented JSON, keys in the order they were put."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def remark(text: str) -> None:
    """Tell people something that is not part of the answer."""
    click.echo(text, err=True)


def show_warnings(warnings: Sequence[SpeechWarning]) -> None:
    """Name what should be known about a result, or the first of it."""
    for warning in warnings[:SHOWN_WARNINGS]:
        remark(f"Warning: {warning}")
    if len(warnings) > SHOWN_WARNINGS:
        remark(f"Warning: and {len(warnings) - SHOWN_WARNINGS} more; --json lists them all")


def clock(seconds: float) -> str:
    """Write hours, minutes and whole seconds."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def console() -> Console:
    """Return what writes to people: plain where standard output is no terminal or NO_COLOR is set."""
    from rich.console import Console

    return Console(highlight=False, emoji=False, markup=False, soft_wrap=False)


Column = tuple[str, dict[str, Any]]
"""A heading, and how rich is to lay the column out."""


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, headings: bool = True) -> None:
    """Write a table without lines, which stays readable at 80 columns and can be cut by programs."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, show_header=headings)
    for heading, layout in columns:
        drawn.add_column(heading, **{"overflow": "fold", **layout})
    for row in rows:
        drawn.add_row(*row)
    console().print(drawn)
