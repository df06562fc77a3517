"""`tts-core completion`: what a shell needs to complete our commands, models, voices and options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem, get_completion_class

from ..errors import TTSError
from .help import Example, Teaching

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..registry import Registry

__all__ = ["command", "formats", "models", "options", "voices"]

EXAMPLES = (
    Example("tts-core completion bash >> ~/.bashrc", "for every bash from now on"),
    Example("tts-core completion zsh >> ~/.zshrc", "for every zsh, if its compinit stands above"),
    Example("tts-core completion fish | source", "for this fish, now"),
)


@click.command("completion", cls=Teaching, examples=EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Write the lines that make SHELL complete models, voices, options and files of tts-core."""
    kind = get_completion_class(shell)
    if kind is None:  # Which of the three click has, it says itself.
        raise ValueError(f"click completes nothing in {shell}")
    root = ctx.find_root()
    click.echo(kind(root.command, {}, "tts-core", "_TTS_CORE_COMPLETE").source())


def models(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Name the models that begin so; those of catalogues where none that is listed does."""
    registry: Registry = ctx.obj
    for listed in (registry.models, registry.catalogue):
        found = _beginning(incomplete, ((each.card.id, each.card.label) for each in listed()))
        if found:
            return found
    return []


def voices(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Name the voices that begin so, of the model that stands on the line where one does."""
    from ..api import voices as listed

    try:
        held = listed(ctx.params.get("model"), language=ctx.params.get("language"), registry=ctx.obj)
    except TTSError:  # There is nobody to tell, and nothing to name.
        return []
    return _beginning(incomplete, ((each.id, f"{each.language} {each.name}".strip()) for each in held))


def options(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Name the options of the model on the line, or of the default, as far as the sign of equality."""
    try:
        card = ctx.obj.model(ctx.params.get("model")).card
    except TTSError:
        return []
    return _beginning(incomplete, ((f"{each.name}=", each.doc) for each in card.options))


def formats(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Name the formats that begin so."""
    from ..encoding import FORMATS

    return _beginning(incomplete, ((each.name, each.description) for each in FORMATS.values()))


def _beginning(incomplete: str, named: Iterable[tuple[Any, str]]) -> list[CompletionItem]:
    return [
        CompletionItem(name, help=" ".join(help_text.split()))
        for name, help_text in named
        if name.casefold().startswith(incomplete.casefold())
    ]
