"""`tts-core voices`: with whose voice."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ..errors import TTSError
from .errors import Failure
from .help import Example, Teaching
from .output import Column, as_json, print_json, remark, table

if TYPE_CHECKING:
    from ..card import Gender, Voice
    from ..model import Model
    from ..registry import Registry

__all__ = ["command"]

KEYS = {
    "model": "the model whose voice it is",
    "id": "what to ask for with --voice",
    "name": "for people; --voice takes it too",
    "language": "a BCP-47 tag",
    "languages": "all that it speaks, where these are several",
    "gender": "female, male, neutral, or null where it is not known",
    "description": "for people",
    "aliases": "further names that --voice takes",
    "sample_rate": "its own, or null where it has the model's",
    "files": "what is brought when it is first asked for",
}

EXAMPLES = (
    Example("tts-core voices", "see every voice of every model"),
    Example("tts-core voices --language en-GB --gender female", "see the British women"),
    Example("tts-core voices --model espeak --json | jq -r '.[].id'", "name one model's voices"),
)


@click.command("voices", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@click.option("-m", "--model", metavar="ID", help="Only the voices of this model.")
@click.option(
    "-l",
    "--language",
    metavar="TAG",
    help="Only voices that speak it. en finds every English, en-GB what is British or says only en.",
)
@click.option(
    "-g", "--gender", type=click.Choice(["female", "male", "neutral"]), help="Only voices of this gender."
)
@as_json
@click.pass_obj
def command(
    registry: Registry, model: str | None, language: str | None, gender: Gender | None, as_json: bool
) -> None:
    """List the voices of all models, or of one."""
    asked = registry.models() if model is None else [registry.model(model)]
    found: list[tuple[str, Voice]] = []
    failed = False
    for each in asked:
        try:
            found.extend((each.card.id, voice) for voice in _voices(registry, each, language, gender))
        except TTSError as error:
            if model is not None:
                raise
            # The other models' voices are still worth listing; the exit status says that it is not all.
            remark(f"Error: the voices of {each.card.id!r} cannot be listed: {error}")
            failed = True
    if as_json:
        print_json([{**asdict(voice), "files": [file.name for file in voice.files]} for _, voice in found])
    elif found:
        _list(found)
    else:
        remark("No voice is like that. See all: tts-core voices")
    if failed:
        click.get_current_context().exit(Failure.exit_code)


def _voices(registry: Registry, model: Model, language: str | None, gender: Gender | None) -> list[Voice]:
    from ..api import voices

    return voices(model.card.id, language=language, gender=gender, registry=registry)


def _list(found: list[tuple[str, Voice]]) -> None:
    """Write a line for each voice; the model only where there are several to tell apart."""
    several = len({model for model, _ in found}) > 1
    columns: list[Column] = [
        ("Model", {"no_wrap": True}),
        ("Voice", {"no_wrap": True}),
        ("Language", {"no_wrap": True}),
        ("Gender", {"no_wrap": True}),
        ("Name", {}),
    ]
    rows = [(model, voice.id, voice.language, voice.gender or "", _name(voice)) for model, voice in found]
    hidden = 0 if several else 1
    table(columns[hidden:], [row[hidden:] for row in rows])


def _name(voice: Voice) -> str:
    """Return what people call the voice, without saying the id again."""
    return voice.name if voice.name and voice.name.casefold() != voice.id.casefold() else voice.description
