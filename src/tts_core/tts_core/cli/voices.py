"""`tts-core voices`: with whose voice."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ..errors import PlaybackUnavailable, TTSError
from . import completion
from .errors import Failure
from .help import Example, Teaching
from .output import Column, as_json, print_json, remark, table
from .playing import hear, output_device_option

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
    Example("tts-core voices --language en --play", "hear each of them say its name and count"),
    Example("tts-core voices --model espeak --json | jq -r '.[].id'", "name one model's voices"),
)


@click.command("voices", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@click.option(
    "-m", "--model", metavar="ID", shell_complete=completion.models, help="Only the voices of this model."
)
@click.option(
    "-l",
    "--language",
    metavar="TAG",
    help="Only voices that speak it. en finds every English, en-GB what is British or says only en.",
)
@click.option(
    "-g", "--gender", type=click.Choice(["female", "male", "neutral"]), help="Only voices of this gender."
)
@click.option("--play", is_flag=True, help="Hear each say its name, and count; Ctrl-C ends it.")
@output_device_option
@as_json
@click.pass_obj
def command(
    registry: Registry,
    /,
    *,
    model: str | None,
    language: str | None,
    gender: Gender | None,
    play: bool,
    output_device: str | None,
    as_json: bool,
) -> None:
    """List the voices of all models, or of one."""
    if as_json and play:
        raise click.UsageError("--json lists, --play plays; ask for one", click.get_current_context())
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
    elif found and play:
        failed = not _preview(registry, found, output_device) or failed
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


def _preview(registry: Registry, found: list[tuple[str, Voice]], device: str | None) -> bool:
    """
    Play every voice that is here; return whether none failed.

    Its name and numbers: what every language can say, and no voice has to be told in its own.
    """
    from ..api import stream

    whole = True
    here = {model for model in {model for model, _ in found} if registry.is_here(registry.model(model))}
    for model in sorted({model for model, _ in found} - here):
        remark(f"Not played: {model}, whose files are not here. To bring them: tts-core download {model}")
    for model, voice in found:
        if model not in here:
            continue
        click.echo(f"{model}  {voice.id}  {voice.language}  {_name(voice)}".rstrip())
        text = f"{voice.name or voice.id}. 1, 2, 3, 4, 5."
        try:
            with stream(text, model=model, voice=voice.id, registry=registry) as speech:
                hear(speech, speech, device)
        except PlaybackUnavailable:
            raise
        except TTSError as error:
            remark(f"Error: {error}")
            whole = False
    return whole


def _name(voice: Voice) -> str:
    """Return what people call the voice, without saying the id again."""
    return voice.name if voice.name and voice.name.casefold() != voice.id.casefold() else voice.description
