"""Help that teaches: examples that can be copied, and the keys that programs may rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Example", "Teaching"]


class Example(NamedTuple):
    """One line to type, and what for."""

    line: str
    purpose: str


class Teaching(click.Command):
    """A command whose help ends with examples and, where it has one, with the shape of its JSON."""

    def __init__(
        self,
        *args: Any,
        examples: Sequence[Example] = (),
        keys: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.examples = tuple(examples)
        self.keys = dict(keys or {})

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples unwrapped, so that they can be copied, each below what it is for."""
        if self.keys:
            with formatter.section("Keys of --json"):
                formatter.write_dl(list(self.keys.items()), col_max=24)
        if self.examples:
            with formatter.section("Examples"):
                margin = " " * formatter.current_indent
                for example in self.examples:
                    formatter.write(f"{margin}# {example.purpose}\n{margin}{example.line}\n")
        super().format_epilog(ctx, formatter)
