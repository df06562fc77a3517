"""`tts-core plugins`: who brings the models, and who fails to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..foreign import described
from .group import Commands
from .help import Example, Teaching
from .output import as_json, print_json, remark, table

if TYPE_CHECKING:
    from ..registry import Registry

__all__ = ["command"]

KEYS = {
    "working": "a list of: plugin, distribution, version, models (ids), effects (ids), languages (tags)",
    "broken": "a list of: plugin, distribution, version, phase, error, fix",
    "clashes": "a list of: model, distributions, fix",
}

EXAMPLES = (
    Example("tts-core plugins", "see what is installed, what is broken and how to mend it"),
    Example("tts-core plugins --json | jq -e '.broken == []'", "let a script check that all is well"),
)


@click.command("plugins", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@as_json
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """
    List the installed plugins, with the models, effects and languages they bring.

    A plugin that cannot take part leaves all others working; here it says why, and what to do.
    """
    group = ctx.find_root().command
    if isinstance(group, Commands):
        group.ask_plugins(ctx)  # So that those which break while adding commands are among the broken.
    registry: Registry = ctx.obj
    answer = _plain(registry)
    if as_json:
        print_json(answer)
    else:
        _list(answer)


def _plain(registry: Registry) -> dict[str, Any]:
    plugins = registry.catalog.plugins
    return {
        "working": [
            {
                "plugin": plugin.name,
                "distribution": plugin.distribution,
                "version": plugin.version,
                "models": [model.card.id for model in plugin.models],
                "effects": [effect.card.id for effect in plugin.effects],
                **({"languages": [each.tag for each in plugin.languages]} if plugin.languages else {}),
            }
            for plugin in (plugins.working if plugins else ())
        ],
        "broken": [
            {
                "plugin": problem.plugin,
                "distribution": problem.distribution,
                "version": problem.version,
                "phase": problem.phase,
                "error": described(problem.exception),
                "fix": problem.fix,
            }
            for problem in registry.catalog.problems
        ],
        "clashes": [
            {
                "model": model,
                "distributions": owners,
                "fix": f"keep one: pip uninstall {owners[-1]}",
            }
            for model, owners in registry.catalog.clashes().items()
        ],
    }


def _brought(plugin: dict[str, Any]) -> str:
    effects = (f"effect {name}" for name in plugin["effects"])
    return ", ".join(
        [*plugin["models"], *effects, *(f"language {tag}" for tag in plugin.get("languages", ()))]
    )


def _list(answer: dict[str, Any]) -> None:
    if answer["working"]:
        table(
            (("Plugin", {"no_wrap": True}), ("From", {"no_wrap": True}), ("Brings", {})),
            [
                (each["plugin"], f"{each['distribution']} {each['version']}", _brought(each))
                for each in answer["working"]
            ],
        )
    elif not answer["broken"]:
        remark("No plugin is installed. Install one, for example: pip install tts-espeak")
    for each in answer["broken"]:
        click.echo(
            f"\nBroken: {each['plugin']} ({each['distribution']} {each['version']}), {each['phase']}\n"
            f"  {each['error']}\n"
            f"  To fix it: {each['fix']}"
        )
    for each in answer["clashes"]:
        click.echo(
            f"\nClash: {each['model']} is brought by {' and '.join(each['distributions'])}; none is used"
            f"\n  To fix it: {each['fix']}"
        )
