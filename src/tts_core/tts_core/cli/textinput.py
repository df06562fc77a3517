"""Where the text comes from: the arguments, a file, or standard input."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

import click

from ..not_text import refuse_what_is_no_text

__all__ = ["text_from"]


def text_from(words: tuple[str, ...], file: Path | None) -> str:
    """
    Return the words of the command line, or what the file or, without either, standard input holds.

    `-` stands for standard input, in the place of the words or of the file.
    """
    if words and file is not None:
        raise click.UsageError("give the text, or a file with -f, not both", click.get_current_context())
    if words and words != ("-",):
        return _decoded(" ".join(words).encode(errors="surrogateescape"), "the command line")
    if file is not None and file != Path("-"):
        return _decoded(file.read_bytes(), str(file))
    if sys.stdin is None:  # Python says so when the shell closed it: `<&-`.
        raise ValueError("there is no standard input to read the text from; give the text, or a file with -f")
    if sys.stdin.isatty():
        click.echo("Type the text and end it with Ctrl-D.", err=True)
    return _decoded(sys.stdin.buffer.read(), "standard input")


def _decoded(data: bytes, where: str) -> str:
    """Read *data* as UTF-8, and never guess at another encoding: guesses are heard as wrong letters."""
    refuse_what_is_no_text(data, where)
    named = "UTF-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "LATIN1"
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{where} is not UTF-8 text (byte {error.start + 1} is {data[error.start]:#04x}); "
            f"convert it, for example with: iconv -f {named} -t UTF-8"
        ) from error
