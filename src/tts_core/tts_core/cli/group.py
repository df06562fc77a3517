"""The group of subcommands: imported when used, open to plugins, brief when something fails."""

from __future__ import annotations

import difflib
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ..registry import Registry
from .errors import BadRequest, failure_from
from .help import Example, Teaching

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Commands"]

BUILT_IN = (
    "say",
    "book",
    "batch",
    "models",
    "voices",
    "devices",
    "download",
    "remove",
    "explain",
    "inspect",
    "replay",
    "plugins",
    "licences",
    "check",
    "new-plugin",
    "config",
    "completion",
)
"""Our own commands, in the order of the help; each is `command` in the module of its name."""

INTERRUPTED = 130
"""The exit status that shells give a program that Ctrl-C stopped."""

HELP = """
Speak with any voice model.

The models come from plugins, and from this program's help you learn the rest: every command ends its
help with examples, and gives its answer to programs with --json.

Exit status: 0 done; 1 it failed; 2 it was asked for something that cannot be; 130 stopped by Ctrl-C.
"""

EXAMPLES = (
    Example('tts-core say --play "Hello, world."', "hear it"),
    Example('tts-core say "Hello, world." -o hello.wav', "speak into a file"),
    Example("tts-core say -f letter.txt -o letter.mp3", "read a text file aloud"),
    Example("tts-core models", "see which models there are"),
    Example("tts-core voices --language en-GB", "see who speaks British English"),
    Example('tts-core explain "Dr. Smith paid $3.50."', "see what would be said"),
)


class Commands(Teaching, click.Group):
    """
    The `tts-core` command.

    The registry is click's context object: every command, a plugin's too, finds it with
    `click.pass_obj`. A host that brings none gets the models of all installed plugins.
    """

    def __init__(self, registry: Registry | None = None) -> None:
        super().__init__("tts-core", help=HELP, params=_options(), examples=EXAMPLES, no_args_is_help=False)
        self._registry = registry
        self._asked_plugins = False

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command: ours as a newcomer needs them, then those of plugins."""
        self.ask_plugins(ctx)
        return [*BUILT_IN, *sorted(self.commands)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one of our commands, and ask plugins for theirs only when it is none of ours."""
        if cmd_name in BUILT_IN:
            command: click.Command = import_module(f".{cmd_name.replace('-', '_')}", __package__).command
            return command
        self.ask_plugins(ctx)
        return super().get_command(ctx, cmd_name)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a plugin's command. A name that is taken is the plugin's mistake, and is shown as such."""
        named = name or cmd.name
        if named in BUILT_IN or named in self.commands:
            raise ValueError(f"the command {named!r} is already there")
        super().add_command(cmd, name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, or say which may have been."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
            raise click.UsageError(
                f"no command {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""), ctx
            )
        return super().resolve_command(ctx, args)

    def ask_plugins(self, ctx: click.Context) -> None:
        """Let the plugins add their commands, once."""
        if self._asked_plugins:
            return
        self._asked_plugins = True
        plugins = ctx.obj.catalog.plugins
        if plugins is not None:
            plugins.add_commands(self)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Begin with a registry at hand, which has looked for nothing yet."""
        if not isinstance(extra.get("obj"), Registry):
            extra["obj"] = self._registry or Registry.installed()
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command; what it raises on purpose becomes one sentence, unless --debug asks for all."""
        try:
            super().invoke(ctx)
        except Exception as error:
            failure = None if ctx.params["debug"] else failure_from(error)
            if failure is None:
                raise
            raise failure from error

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Show the help to who gives no command, as something is missing."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(BadRequest.exit_code)
        return super().parse_args(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "tts-core",
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run as a program and exit with a status, or, when not standalone, as a function that raises."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.Abort:
            click.echo("Stopped.", err=True)
            sys.exit(INTERRUPTED)
        except click.ClickException as error:
            click.echo(f"Error: {_sentence(error)}", err=True)
            sys.exit(error.exit_code)
        sys.exit(status or 0)


def _options() -> list[click.Parameter]:
    return [
        click.Option(["--debug"], is_flag=True, help="Show the traceback when something fails."),
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help="Show the version and leave.",
        ),
    ]


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"tts-core {version('tts-core')}")
        ctx.exit()


def _sentence(error: click.ClickException) -> str:
    """Return what is wrong; where it is the command line itself, also where to read what is right."""
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if context is None:
        return message
    stop = "" if message.endswith((".", "?", "!")) else "."
    return f"{message}{stop} See: {context.command_path} --help"
