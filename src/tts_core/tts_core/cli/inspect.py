"""`tts-core inspect`: what a file of speech says about itself."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .help import Example, Teaching
from .output import as_json, clock, print_json, table

if TYPE_CHECKING:
    from ..encoding import Tags
    from ..receipt import Receipt

__all__ = ["command"]

KEYS = {
    "file": "the file that was read",
    "synthetic": "whether it says that a machine spoke",
    "clone": "whether it says that the voice was cloned from a sample",
    "voice": "who speaks, or null",
    "title, artist, album, date, language, comment, model, encoder": "its tags, or null",
    "track, tracks": "numbers, or null",
    "chapters": "a list of: title, start, end (seconds)",
    "cover": "how many bytes its picture has, or null",
    "receipt": "all that is needed to make it again, or null",
}

EXAMPLES = (
    Example("tts-core inspect hello.mp3", "see who spoke, and with what"),
    Example("tts-core inspect book.m4b --json | jq .chapters", "list the chapters"),
)

LONGEST = 300


@click.command("inspect", cls=Teaching, keys=KEYS, examples=EXAMPLES)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
def command(file: Path, as_json: bool) -> None:
    """Show what FILE says about itself: its tags, its chapters, and its receipt."""
    from ..encoding import read_tags
    from ..longform.receipts import receipt_from

    tags = read_tags(file)
    receipt = None if tags.receipt is None else receipt_from(tags.receipt, str(file))
    if as_json:
        print_json({"file": str(file), **_plain(tags), "receipt": receipt and receipt.as_dict()})
        return
    told = _plain(tags)
    if told["artist"] == told["voice"]:  # Players show the voice as the artist; here it is called what it is.
        del told["artist"]
    rows = [(name, _shown(value)) for name, value in told.items() if value not in (None, [])]
    table((("", {"no_wrap": True}), ("", {})), rows, headings=False)
    if tags.chapters:
        click.echo("\nChapters")
        table(
            (("Begins", {"justify": "right"}), ("Title", {})),
            [(clock(chapter.start), chapter.title) for chapter in tags.chapters],
        )
    if receipt is not None:
        click.echo("\nReceipt")
        table((("", {"no_wrap": True}), ("", {})), _receipt(receipt), headings=False)


def _plain(tags: Tags) -> dict[str, Any]:
    plain: dict[str, Any] = {
        field.name: getattr(tags, field.name)
        for field in fields(tags)
        if field.name not in ("chapters", "cover", "receipt")
    }
    plain["chapters"] = [asdict(chapter) for chapter in tags.chapters]
    plain["cover"] = None if tags.cover is None else len(tags.cover)
    return plain


def _receipt(receipt: Receipt) -> list[tuple[str, str]]:
    return [(name, _shown(value)) for name, value in receipt.as_dict().items() if value not in (None, "", {})]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return str(len(value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
