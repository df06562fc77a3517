"""`tts-core say`: text in, sound out."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..atomic_file import atomic_write, is_ordinary
from . import completion
from .audiowriter import STDOUT, open_writer
from .help import Example, Teaching
from .options import request_from, request_options
from .output import as_json, print_json, remark, show_warnings
from .playing import hear, output_device_option
from .progress import speech_progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..pipeline import SpeechStream
    from ..registry import Registry
    from ..speech import Piece
    from ..synthesizer import Word
    from .audiowriter import AudioWriter

__all__ = ["command"]

DEFAULT_FILE = Path("speech.wav")

KEYS = {
    "output": "the file that was written; null where it was only played",
    "format": "its format, or null",
    "sample_rate": "its samples per second",
    "seconds": "the length of the speech",
    "captions": "the caption files that were written",
    "warnings": "what to know about the result: code, message, span (start and end character, or null)",
    "receipt": "all that was really used: model, voice, language, speed, options, the text as said, versions",
}

EXAMPLES = (
    Example('tts-core say --play "Hello, world."', "hear it while it is being made"),
    Example('tts-core say "Hello, world." -o hello.mp3', "the extension chooses the format"),
    Example(
        'tts-core say -m espeak -v en-gb --option pitch=60 "Good day."', "choose the model, the voice, a knob"
    ),
    Example("tts-core say -f book.txt -o book.opus --srt book.srt", "read a book, with captions"),
    Example("echo Hello | tts-core say -o - --format wav | aplay", "in a pipe: heard while it is being made"),
    Example('tts-core say -o cold.wav -- "-5 degrees"', "a text that begins with a dash"),
)


@click.command("say", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@request_options
@click.option(
    "-o",
    "--output",
    type=click.Path(allow_dash=True, path_type=Path),
    help=f"Where to: a file, or - for standard output. Without it, and without --play: {DEFAULT_FILE}, or "
    "the next name that is free.",
)
@click.option("--play", is_flag=True, help="Play it while it is being made.")
@output_device_option
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    shell_complete=completion.formats,
    help="Which format. Without it: the file's extension, or wav.",
)
@click.option("--srt", type=click.Path(dir_okay=False, path_type=Path), help="Also write SubRip captions.")
@click.option("--vtt", type=click.Path(dir_okay=False, path_type=Path), help="Also write WebVTT captions.")
@click.option("--receipt", is_flag=True, help="Embed all that tts-core replay needs to say it again.")
@as_json
@click.pass_obj
def command(
    registry: Registry,
    /,
    *,
    output: Path | None,
    play: bool,
    output_device: str | None,
    format_: str | None,
    srt: Path | None,
    vtt: Path | None,
    receipt: bool,
    as_json: bool,
    **fields: Any,
) -> None:
    """
    Speak TEXT into a file, or aloud.

    TEXT is taken from the arguments, from a file with -f, or from standard input. Nothing of it is
    dropped in silence: what cannot be spoken is named in a warning. A file is written beside its
    place and moved there when it is whole.
    """
    from ..api import stream

    target = output or (None if play else _free(DEFAULT_FILE))
    captions = {kind: path for kind, path in (("srt", srt), ("vtt", vtt)) if path is not None}
    _check_targets(target, captions, as_json)
    _check_asked(target, play, output_device, format_, receipt=receipt)
    with stream(request_from(registry, **fields), registry=registry) as speech:
        # What is piped on, or played, is heard from its first piece.
        speech.patient = not play and target is not None and target != STDOUT and is_ordinary(target)
        writer = _speak(speech, target, format_, captions, receipt=receipt, device=output_device, play=play)
    warnings = (*speech.warnings, *(writer.encoder.warnings if writer else ()))
    if as_json:
        print_json(
            {
                "output": target and str(target),
                "format": writer and writer.format,
                "sample_rate": writer.encoder.sample_rate if writer else speech.sample_rate,
                "seconds": round(speech.delivered.seconds, 3),
                "captions": [str(path) for path in captions.values()],
                "warnings": [asdict(warning) for warning in warnings],
                "receipt": speech.receipt.as_dict(),
            }
        )
        return
    show_warnings(warnings)
    remark(_told(speech, target, play=play))


def _told(speech: SpeechStream, target: Path | None, *, play: bool) -> str:
    """Say what was done, and who spoke."""
    used = speech.receipt
    place = "standard output" if target == STDOUT else target
    done = "Played" if target is None else f"Played and wrote {place}" if play else f"Wrote {place}"
    voice = f", voice {used.voice}" if used.voice else ""
    return f"{done}: {speech.delivered.seconds:.1f} s by {used.model}{voice}."


def _free(wanted: Path) -> Path:
    """Return the name that was *wanted*, or the first like it that nothing has."""
    place, number = wanted, 2
    while place.exists():
        place, number = wanted.with_stem(f"{wanted.stem}-{number}"), number + 1
    return place


def _speak(
    speech: SpeechStream,
    target: Path | None,
    format_: str | None,
    captions: dict[str, Path],
    *,
    receipt: bool,
    play: bool,
    device: str | None,
) -> AudioWriter | None:
    """
    Hand the pieces on as they come; what is kept of them are the words, if captions need them.

    Only for a receipt all of them are made first: it stands in the head of the file and says what was said.
    """
    words: list[Word] = []
    with ExitStack() as files:
        drafts = {kind: files.enter_context(atomic_write(path)) for kind, path in captions.items()}
        advance = files.enter_context(speech_progress(len(speech.text)))
        pieces = list(speech) if receipt else speech
        writer: AudioWriter | None = None
        if target is not None:
            opened = open_writer(target, format_, speech.sample_rate, speech.receipt, embedded=receipt)
            writer = files.enter_context(opened)

        def handed_on() -> Iterator[Piece]:
            for piece in pieces:
                if writer is not None:
                    writer.write(piece.audio)
                if drafts:
                    words.extend(piece.words)
                advance(piece.span[1])
                yield piece

        if play:
            hear(speech, handed_on(), device)
        else:
            for _ in handed_on():
                pass
        for kind, draft in drafts.items():
            from ..captions import captions as written  # Most speeches have none.

            text = written(
                kind,
                words,
                speech.text,
                offset=writer.encoder.delay if writer else 0.0,
                duration=speech.delivered.seconds,
                edits=speech.edits,
            )
            draft.write(text.encode())
    return writer


def _check_asked(
    target: Path | None, play: bool, device: str | None, format_: str | None, *, receipt: bool
) -> None:
    """Refuse what nothing could come of."""
    context = click.get_current_context()
    if target is None and (format_ or receipt):
        what = "--format" if format_ else "--receipt"
        raise click.UsageError(f"{what} is for a file; name one with -o", context)
    if device is not None and not play:
        raise click.UsageError("--output-device is for --play", context)


def _check_targets(target: Path | None, captions: dict[str, Path], as_json: bool) -> None:
    """Refuse what would end in a muddle: two contents in one place."""
    context = click.get_current_context()
    if target == STDOUT:
        if as_json:
            raise click.UsageError("--json and -o - both want standard output; write to a file", context)
        if sys.stdout is None:  # Python says so when the shell closed it: `>&-`.
            raise click.UsageError("there is no standard output to write to; write to a file", context)
        if sys.stdout.isatty():
            raise click.UsageError(
                "standard output is a terminal, which cannot play sound; hear it with --play, pipe it, "
                "or write to a file",
                context,
            )
    places = [*([] if target is None else [target]), *captions.values()]
    if len({place.resolve() for place in places}) < len(places):
        raise click.UsageError("sound and captions need a file each", context)
    if STDOUT in captions.values():
        raise click.UsageError("captions are written to a file, not to standard output", context)
