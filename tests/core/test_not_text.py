"""What is no text is refused by what it is, never read aloud."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tts_core import Registry
from tts_core.cli import Commands
from tts_core.longform import read_book
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from pathlib import Path

NO_TEXT = {
    "pdf": (b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n", "is a PDF"),
    "rtf": (b"{\\rtf1\\ansi Hello, world.}", "is an RTF document"),
    "docx": (b"PK\x03\x04" + bytes(40), "is a ZIP archive"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "old document"),
    "gzip": (b"\x1f\x8b\x08" + bytes(40), "packed with gzip"),
    "noise": (hashlib.sha512(b"noise").digest() * 4, "is no text: byte"),
    "wide without a mark": ("Hello, world.".encode("utf-16-le"), "is no text: byte"),
}


@pytest.mark.parametrize("kind", NO_TEXT)
def test_what_is_no_text_is_not_read_aloud(tmp_path: Path, kind: str) -> None:
    """A document of another kind in a file called .txt is refused by what it is, by `say` and as a book."""
    data, says = NO_TEXT[kind]
    file = tmp_path / "letter.txt"
    file.write_bytes(data)

    with pytest.raises(ValueError, match=says) as caught:
        read_book(file)
    done = CliRunner().invoke(Commands(Registry([echo_model()])), ["say", "-m", "echo", "-f", str(file)])

    assert "iconv" not in str(caught.value)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "letter.txt" in done.stderr


@pytest.mark.parametrize("name", ["latin1", "cp1252", "koi8-r", "shift-jis"])
def test_a_text_in_another_encoding_is_told_how_to_convert(tmp_path: Path, name: str) -> None:
    """A text that is none in UTF-8 is told apart from what is no text at all."""
    file = tmp_path / "letter.txt"
    file.write_bytes(
        {"koi8-r": "привет, мир", "shift-jis": "こんにちは"}.get(name, "Grüße, señor").encode(name)
    )

    with pytest.raises(ValueError, match="iconv"):
        read_book(file)


def test_a_wide_text_is_a_book(tmp_path: Path) -> None:
    """UTF-16 with its mark is text, however many zeros there are in it."""
    file = tmp_path / "letter.txt"
    file.write_bytes("Hello, world.".encode("utf-16"))

    assert read_book(file).chapters[0].text == "Hello, world."
    done = CliRunner().invoke(Commands(Registry([echo_model()])), ["say", "-m", "echo", "-f", str(file)])
    assert "iconv -f UTF-16 -t UTF-8" in done.stderr
