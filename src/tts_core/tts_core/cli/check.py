"""`tts-core check`: whether a model keeps the laws."""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..card import LoadOptions
from ..errors import UnknownModel
from ..model import Model
from . import completion
from .errors import Failure
from .help import Example, Teaching
from .options import isolated_option
from .output import as_json, print_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..registry import Registry
    from ..testing import CheckResult

__all__ = ["command"]

KEYS = {
    "model": "the id of the model that was checked",
    "passed": "whether no check failed",
    "checks": "a list of: name, law, outcome, message",
}

EXAMPLES = (
    Example("tts-core check espeak", "hold an installed model to the laws"),
    Example("tts-core check my_plugin:model", "check a Model in a module, before it is packaged"),
    Example(
        "tts-core check echo --quick", "the checks that take little time, while a plugin is being written"
    ),
    Example("tts-core check echo --only '*speed*'", "those that one works at"),
    Example("tts-core check echo --json | jq .passed", "let a script ask"),
)


@click.command("check", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@click.argument("model", shell_complete=completion.models)
@click.option(
    "--only",
    multiple=True,
    metavar="NAME",
    help="Only this check, by its name or a pattern such as '*speed*'. Repeatable.",
)
@click.option("--quick", is_flag=True, help="Leave out the checks that speak much or load the model again.")
@isolated_option
@as_json
@click.pass_obj
def command(
    registry: Registry, /, *, model: str, only: tuple[str, ...], quick: bool, isolated: bool, as_json: bool
) -> None:
    """
    Check that MODEL keeps every law that a model must keep.

    MODEL is a model's id, or module:attribute naming a tts_core.Model, for a plugin that is still
    being written. The exit status is 1 when a check failed.
    """
    from ..testing import check_model

    found = _model(registry, model)
    load = LoadOptions(isolated=isolated)
    results = list(_shown(check_model(found, load=load, only=only, quick=quick), quiet=as_json))
    counts = Counter(result.outcome for result in results)
    if as_json:
        print_json(
            {
                "model": found.card.id,
                "passed": not counts["failed"],
                "checks": [result.as_dict() for result in results],
            }
        )
    else:
        _sum_up(results, counts, left_out=quick and not only)
    if counts["failed"]:
        click.get_current_context().exit(Failure.exit_code)


def _sum_up(results: Sequence[CheckResult], counts: Mapping[Any, int], *, left_out: bool) -> None:
    """Say once more what failed, which has long been scrolled away, and how many did what."""
    click.echo()
    for result in results:
        if result.outcome == "failed":
            _show(result)
    told = [f"{count} {outcome}" for outcome, count in counts.items()]
    click.echo(", ".join(told) + (", and --quick left out the slow ones" if left_out else ""))


def _show(result: CheckResult) -> None:
    click.echo(f"{result.outcome:<8} {result.name}")
    for line in (result.law if result.outcome == "failed" else "", result.message):
        if line:
            click.echo(click.wrap_text(line, 79, " " * 9, " " * 9))


def _shown(results: Iterator[CheckResult], *, quiet: bool) -> Iterator[CheckResult]:
    """Pass the results on, each as soon as it is known: some checks take their time."""
    for result in results:
        if not quiet:
            _show(result)
        yield result


def _model(registry: Registry, name: str) -> Model:
    """Find the model called *name*, or the one that the module of that name holds."""
    try:
        return registry.model(name)
    except UnknownModel:
        module, colon, attribute = name.partition(":")
        if not colon or not all(part.isidentifier() for part in [*module.split("."), *attribute.split(".")]):
            raise
    return _held_by(module, attribute)


def _held_by(module: str, attribute: str) -> Model:
    """Import the model that a plugin under development holds, from the current folder too."""
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        held: Any = import_module(module)
    except Exception as error:  # A module under development may raise anything; --debug shows where.
        raise ValueError(f"cannot import {module!r}: {type(error).__name__}: {error}") from error
    for name in attribute.split("."):
        if not hasattr(held, name):
            raise ValueError(f"the module {module!r} has no {attribute!r}")
        held = getattr(held, name)
    if not isinstance(held, Model):
        raise ValueError(f"{module}:{attribute} is no tts_core.Model but {type(held).__name__}")
    return held
