"""What can be asked of a speech on the command line: the fields of a Request, and the bitrate, as options."""

from __future__ import annotations

from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..card import LoadOptions
from ..errors import UnsupportedOption
from ..registry.catalog import DEFAULT_MODEL
from . import completion
from .defaults import Defaults
from .textinput import text_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..registry import Registry
    from ..request import Request, RequestFields
    from ..text.lexicon import Lexicon

__all__ = [
    "bitrate_option",
    "isolated_option",
    "request_fields",
    "request_from",
    "request_options",
    "speech_options",
]

F = TypeVar("F", bound="Callable[..., Any]")

_TEXT_OPTIONS = (
    click.argument("text", nargs=-1),
    click.option(
        "-f",
        "--file",
        type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
        help="Read the text from a UTF-8 file.",
    ),
)

isolated_option = click.option(
    "--isolated",
    is_flag=True,
    help="Give the model a process of its own, so that a crash of its native code ends nothing else.",
)
"""Gives a command that loads a model the choice of where."""

_SPEECH_OPTIONS = (
    click.option(
        "-m",
        "--model",
        metavar="ID",
        shell_complete=completion.models,
        help="Which model. Without it: $TTS_CORE_MODEL, else tts-core config's, else the best here.",
    ),
    click.option(
        "-v",
        "--voice",
        metavar="VOICE",
        shell_complete=completion.voices,
        help="Which voice: its id, name or alias. Without it: $TTS_CORE_VOICE, else tts-core config's.",
    ),
    click.option("-s", "--speed", type=float, metavar="FACTOR", help="2 is twice as fast."),
    click.option(
        "-l", "--language", metavar="TAG", help="Which language, such as en-GB. Without it: the voice's."
    ),
    click.option(
        "--option",
        "options",
        multiple=True,
        metavar="NAME=VALUE",
        shell_complete=completion.options,
        help="One of the model's own options (tts-core models ID lists them). Repeatable.",
    ),
    click.option(
        "--longest",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="Refuse to say more than this. Without it: an hour, and a second for each character.",
    ),
    click.option("--no-normalize", is_flag=True, help='Hand "$3.50" to the model as it is written.'),
    click.option("--markup", is_flag=True, help="Obey [pause 500ms] and its kin, or SSML, in the text."),
    click.option("--device", metavar="NAME", help="Where the model runs: cpu, cuda, cuda:1, coreml, …"),
    click.option(
        "--threads", type=click.IntRange(min=1), metavar="COUNT", help="How many processors one run may use."
    ),
    isolated_option,
    click.option(
        "--effect",
        "effects",
        multiple=True,
        metavar="NAME[:KEY=VALUE]",
        help="What happens to the sound: telephone, or stretch:speed=1.2. Repeatable, in order.",
    ),
    click.option(
        "--lexicon",
        "lexicons",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Say words as this file tells: JSON, CSV or W3C PLS. Repeatable; the last one wins.",
    ),
)


def request_options(command: F) -> F:
    """Give *command* the text and the options of a request."""
    return _with(speech_options(command), _TEXT_OPTIONS)


def speech_options(command: F) -> F:
    """Give *command* every option that says how a text is spoken."""
    return _with(command, _SPEECH_OPTIONS)


def _with(command: F, options: Sequence[Callable[[F], F]]) -> F:
    for option in reversed(options):
        command = option(command)
    return command


def request_from(registry: Registry, *, text: tuple[str, ...], file: Path | None, **given: Any) -> Request:
    """Make the request that the options of `request_options` ask for."""
    from ..request import Request

    return Request(text=text_from(text, file), **request_fields(registry, **given))


def request_fields(
    registry: Registry,
    *,
    model: str | None,
    voice: str | None,
    speed: float | None,
    language: str | None,
    options: tuple[str, ...],
    no_normalize: bool,
    device: str | None,
    threads: int | None,
    isolated: bool,
    lexicons: tuple[Path, ...],
    **fields: Any,
) -> RequestFields:
    """
    Return the fields of a request that the options of `speech_options` ask for, or else the defaults.

    A default voice is of the default model: who asks for another model, or for a language, asks for no voice.
    """
    kept = Defaults.read()
    if voice is None and model is None and language is None:
        voice = kept.voice[0]
    if model is None and kept.model[1] != DEFAULT_MODEL:  # Which the catalog reads, and the receipt tells of.
        model = kept.model[0]
    return {
        "model": model,
        "voice": voice,
        "speed": kept.speed[0] if speed is None else speed,
        "language": language,
        "options": _options_of(registry, model, options),
        "normalize": not no_normalize,
        "load": LoadOptions(device=device, threads=threads, isolated=isolated),
        "lexicon": _lexicon_of(lexicons or kept.lexicons[0]),
        **fields,  # type: ignore[typeddict-item]  # They are named as the fields are.
    }


def _options_of(registry: Registry, model: str | None, given: tuple[str, ...]) -> dict[str, Any]:
    """Read each NAME=VALUE as the type that the model's card gives the option."""
    if not given:
        return {}
    names = {pair.partition("=")[0] for pair in given}
    cards = [choice.model.card for choice in registry.catalog.choices(model)]
    # The first that has them all is the one that will be chosen for them.
    card = next((each for each in cards if names <= {option.name for option in each.options}), cards[0])
    known = {option.name: option for option in card.options}
    values: dict[str, Any] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"{pair!r} must be NAME=VALUE", param_hint="'--option'")
        if name not in known:
            raise UnsupportedOption(name, card.id, known)
        if name in values:
            raise click.BadParameter(f"{name!r} is given twice", param_hint="'--option'")
        values[name] = known[name].parse(value)
    return values


def _lexicon_of(paths: Sequence[Path]) -> Lexicon | None:
    """Read the lexicons in the files at *paths* as one, if there are any."""
    if not paths:
        return None
    from ..text.lexicon import Lexicon

    return reduce(or_, (Lexicon.load(path) for path in paths))


def _encoding(_: click.Context, __: click.Parameter, kilobits: int | None) -> Mapping[str, int]:
    return {} if kilobits is None else {"bitrate": kilobits}


bitrate_option = click.option(
    "--bitrate",
    "encoding",
    type=int,
    metavar="KBIT",
    callback=_encoding,
    help="Kilobits per second, where the format has them.",
)
"""Gives a command the `encoding` that its encoder is opened with."""
