"""`tts-core book`: a whole book in, an audiobook out."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import completion
from .help import Example, Teaching
from .options import bitrate_option, request_fields, speech_options
from .output import as_json, clock, print_json, remark, show_warnings, table
from .progress import book_progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..longform import Book, BookCheck, Edition, MadeBook
    from ..registry import Registry
    from ..request import RequestFields

__all__ = ["command"]

SHOWN_PIECES = 5

KEYS = {
    "files": "the files that were written: the sound, then what stands beside it",
    "chapters": "title, file, start, end (in seconds of that file)",
    "seconds": "the length of everything",
    "pieces": "how many different pieces the book is made of; with --check, too",
    "spoken": "how many of them were spoken now; the others were kept from before",
    "damaged": "how many had changed on the disk, and were spoken again",
    "warnings": "what to know about the result: code, message, span (in the chapter, or null)",
    "missing": "with --check: how many pieces would be spoken",
    "chapters (--check)": "number, title, missing (a list of: text, span), where something is missing",
}

EXAMPLES = (
    Example("tts-core book book.txt -o book.mp3", "one file with chapter marks"),
    Example("tts-core book book.epub -o book.m4b --read-along", "and a page that follows the voice"),
    Example("tts-core book book.md -o chapters --split --format opus", "a file per chapter"),
    Example("tts-core book book.epub -o book.m4b --check", "see what an edit would cost"),
    Example("tts-core book book.txt -o book.mp3 --chapter-voice 2=en-gb", "a voice for a chapter"),
)


@click.command("book", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@click.argument("source", metavar="INPUT", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Where to: a file, or with --split a folder.",
)
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    shell_complete=completion.formats,
    help="Which format. Without it: the file's extension.",
)
@bitrate_option
@click.option("--kind", type=click.Choice(["text", "markdown", "html", "epub"]), help="What kind INPUT is.")
@speech_options
@click.option(
    "--chapter-voice",
    "voices",
    multiple=True,
    metavar="NUMBER=VOICE",
    help="Who reads one chapter, or several (3-5=NAME). Repeatable.",
)
@click.option("--split", is_flag=True, help="Write a file per chapter.")
@click.option("--rest", type=float, default=2.0, metavar="SECONDS", help="Silence between two chapters.")
@click.option("--loudness", type=float, metavar="LUFS", help="How loud: -18 is usual. Without it: as it is.")
@click.option("--srt", is_flag=True, help="Write SubRip captions beside the sound.")
@click.option("--vtt", is_flag=True, help="Write WebVTT captions beside the sound.")
@click.option("--read-along", is_flag=True, help="Write a page in which each word lights up when it sounds.")
@click.option("--title", help="What the book is called, where the file does not say it right.")
@click.option("--author", help="Who wrote it.")
@click.option(
    "--cover", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A JPEG or PNG image."
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where spoken pieces are kept. Without it: in OUTPUT.pieces, and no longer than they are needed.",
)
@click.option("--check", is_flag=True, help="Only say what would have to be spoken.")
@as_json
@click.pass_obj
def command(
    registry: Registry,
    /,
    *,
    source: Path,
    output: Path,
    format_: str | None,
    encoding: Mapping[str, int],
    kind: str | None,
    voices: tuple[str, ...],
    split: bool,
    rest: float,
    loudness: float | None,
    srt: bool,
    vtt: bool,
    read_along: bool,
    title: str | None,
    author: str | None,
    cover: Path | None,
    cache: Path | None,
    check: bool,
    as_json: bool,
    **fields: Any,
) -> None:
    """
    Read the book INPUT (plain text, Markdown, HTML or EPUB) into a file with chapter marks.

    What is spoken is kept. After Ctrl-C, a crash or an edit, the same command speaks only what is
    new, and the result is byte for byte what it would have been at once. The files appear when they
    are whole.
    """
    from ..longform import Edition, check_book, read_book

    book = read_book(source, kind)
    book = replace(book, title=title or book.title, author=author or book.author)
    edition = Edition(
        format=format_,
        encoding=encoding,
        split=split,
        voices=_voices(voices),
        rest=rest,
        loudness=loudness,
        captions=[name for name, wanted in (("srt", srt), ("vtt", vtt)) if wanted],
        read_along=read_along,
        cover=None if cover is None else cover.read_bytes(),
        cache=cache,
    )
    asked = request_fields(registry, **fields)
    if check:
        _tell_check(check_book(book, output, edition, registry=registry, **asked), as_json)
    else:
        _tell_made(_made(book, output, edition, registry, asked), as_json)


def _made(book: Book, output: Path, edition: Edition, registry: Registry, asked: RequestFields) -> MadeBook:
    from ..longform import make_book

    with book_progress() as progress:
        return make_book(book, output, edition, progress=progress, registry=registry, **asked)


def _voices(given: tuple[str, ...]) -> dict[int, str]:
    """Read "2=NAME" and "3-5=NAME"."""
    voices: dict[int, str] = {}
    for pair in given:
        numbers, _, voice = pair.partition("=")
        first, dash, last = numbers.partition("-")
        ends = (first, last if dash else first)
        if not voice or not all(each.isdecimal() for each in ends) or int(ends[0]) > int(ends[1]):
            raise click.BadParameter(
                f"{pair!r} must be NUMBER=VOICE or FIRST-LAST=VOICE", param_hint="'--chapter-voice'"
            )
        for number in range(int(ends[0]), min(int(ends[1]), int(ends[0]) + 9999) + 1):
            if number in voices:
                raise click.BadParameter(f"chapter {number} is given twice", param_hint="'--chapter-voice'")
            voices[number] = voice
    return voices


def _tell_made(made: MadeBook, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "files": [str(file) for file in made.files],
                "chapters": [
                    {
                        "title": chapter.title,
                        "file": str(chapter.file),
                        "start": round(chapter.start, 3),
                        "end": round(chapter.end, 3),
                    }
                    for chapter in made.chapters
                ],
                "seconds": round(made.seconds, 3),
                "pieces": made.pieces,
                "spoken": made.spoken,
                "damaged": made.damaged,
                "warnings": [asdict(warning) for warning in made.warnings],
            }
        )
        return
    show_warnings(made.warnings)
    what = f"{made.files[0]}" if len(made.files) == 1 else f"{len(made.files)} files"
    remark(
        f"Wrote {what}: {len(made.chapters)} chapters, {clock(round(made.seconds))}; "
        f"spoke {made.spoken} of {made.pieces} pieces."
    )


def _tell_check(checked: BookCheck, as_json: bool) -> None:
    if as_json:
        chapters = [asdict(chapter) for chapter in checked.chapters]
        print_json({"pieces": checked.pieces, "missing": checked.missing, "chapters": chapters})
        return
    click.echo(f"{checked.missing} of {checked.pieces} pieces would be spoken.")
    rows = []
    for chapter in checked.chapters:
        shown = [_short(each.text) for each in chapter.missing[:SHOWN_PIECES]]
        more = len(chapter.missing) - len(shown)
        rows.append(
            (
                str(chapter.number),
                chapter.title,
                str(len(chapter.missing)),
                "\n".join([*shown, *([f"and {more} more"] if more else [])]),
            )
        )
    if rows:
        table((("", {}), ("Chapter", {}), ("Pieces", {"justify": "right"}), ("To be spoken", {})), rows)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
