"""`tts-core config`: what is asked for where the command line does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .defaults import Defaults, config_file
from .help import Example, Teaching
from .output import as_json, print_json, table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]

KEYS = {
    "file": "where the file is, or would be",
    "here": "whether it is there",
    "model, voice, speed, lexicons": "each with its value and where it is from; null where nobody said",
}

EXAMPLES = (
    Example("tts-core config", "see where the file is, and what holds"),
    Example("tts-core config --json | jq -r .file", "name the file to a script"),
)

_UNSAID = {
    "model": "the best that is here and can do what is asked",
    "voice": "the model's own",
    "lexicons": "none",
}


@click.command("config", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@as_json
def command(as_json: bool) -> None:
    """
    Show what say, book, batch and explain ask for where the command line does not say.

    It stands in a TOML file that may hold model, voice, speed, and lexicons, a list of files beside
    it. $TTS_CORE_MODEL and $TTS_CORE_VOICE go before the file, the command line before all. Who names
    a model or a language there is not given a default voice with it. $TTS_CORE_CONFIG names another file.
    """
    place, held = config_file(), Defaults.read()
    values: dict[str, tuple[Any, str]] = {
        "model": held.model,
        "voice": held.voice,
        "speed": held.speed,
        "lexicons": ([str(path) for path in held.lexicons[0]], held.lexicons[1]),
    }
    if as_json:
        told = {name: {"value": value, "from": source or None} for name, (value, source) in values.items()}
        print_json({"file": str(place), "here": place.is_file(), **told})
        return
    click.echo(f"{place}" + ("" if place.is_file() else " (not there)") + "\n")
    rows = [(name, _shown(name, value), _named(source, place)) for name, (value, source) in values.items()]
    table((("Setting", {"no_wrap": True}), ("Value", {}), ("From", {})), rows)


def _shown(name: str, value: Any) -> str:
    if not value:
        return _UNSAID[name]
    return ", ".join(value) if isinstance(value, list) else f"{value:g}" if name == "speed" else str(value)


def _named(source: str, place: Path) -> str:
    return "the file" if source == str(place) else f"${source}" if source else ""
