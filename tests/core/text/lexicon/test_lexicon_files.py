"""Lexicons in files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tts_core.text.lexicon import Entry, Lexicon

if TYPE_CHECKING:
    from pathlib import Path

PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">
  <metadata><x:creator xmlns:x="urn:x">Ann</x:creator></metadata>
  <lexeme>
    <grapheme>tomato</grapheme>
    <phoneme>təˈmeɪtoʊ</phoneme>
    <phoneme prefer="true">təˈmɑːtoʊ</phoneme>
    <example>a tomato</example>
  </lexeme>
  <lexeme><grapheme>SQL</grapheme><grapheme>S.Q.L.</grapheme><alias> sequel </alias></lexeme>
</lexicon>
"""


def written(folder: Path, name: str, text: str) -> Path:
    """Write a lexicon file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "entries"),
    [
        ("a.json", '{"GIF": "jif", "nginx": "/ɛn/"}', [Entry("GIF", say="jif"), Entry("nginx", ipa="ɛn")]),
        ("a.json", '{"us": {"say": "uss", "case": "exact"}}', [Entry("us", say="uss", case="exact")]),
        (
            "a.json",
            '[\n{"word": "a", "ipa": "b"},\n{"word": "c", "reading": "d"}]',
            [Entry("a", ipa="b"), Entry("c", say="d")],
        ),
        ("a.json", " { } ", []),
        (
            "a.csv",
            "GIF,jif\n\nnginx,/ɛn/,exact\n",
            [Entry("GIF", say="jif"), Entry("nginx", ipa="ɛn", case="exact")],
        ),
        ("a.CSV", "\ufeffWord,IPA\r\nGIF,dʒɪf\r\n", [Entry("GIF", ipa="dʒɪf")]),
        ("a.csv", '"New York, NY","the city, that is"', [Entry("New York, NY", say="the city, that is")]),
        ("a.csv", "word,case,say\na,exact,b", [Entry("a", say="b", case="exact")]),
        (
            "a.pls",
            PLS,
            [Entry("tomato", ipa="təˈmɑːtoʊ"), Entry("SQL", say="sequel"), Entry("S.Q.L.", say="sequel")],
        ),
    ],
)
def test_every_format_holds_the_same_entries(
    tmp_path: Path, name: str, text: str, entries: list[Entry]
) -> None:
    """JSON, CSV and PLS are read to the entries that are written in them."""
    assert list(Lexicon.load(written(tmp_path, name, text)).entries) == entries


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.txt", "a b", "a.txt: a lexicon is a .json, .csv or .pls file"),
        ("a.json", '{"a": "b",\n!}', "a.json:2: this is not JSON"),
        ("a.json", '"a"', "a.json:1: a lexicon is an object"),
        ("a.json", '{\n"a": "b",\n\n"c": ""}', "a.json:4: the reading of 'c' is empty"),
        ("a.json", '{"a": "b",\n"a": "c"}', "a.json:2: 'a' has another reading in line 1"),
        ("a.json", '{\n"a": {"sai": "b"}}', "a.json:2: an entry has no 'sai'. Known: word"),
        ("a.json", '{"a": {"word": "b", "say": "c"}}', "names its word twice"),
        ("a.json", '{"a": ["b"]}', "must be text, not"),
        ("a.json", '[{"word": "a", "say": "b"},\n"c"]', "a.json:2: 'c' is no entry"),
        ("a.json", '[{"word": "a", "reading": "b", "ipa": "c"}]', "'a' has two readings"),
        ("a.json", "[" * 200_000, "nested too deeply|not JSON"),
        ("a.csv", "a,b\nc\n", "a.csv:2: the entry for 'c' must have"),
        ("a.csv", "a,b,any,d", "a.csv:1: there are 4 columns"),
        ("a.csv", 'a,b\n"c', "a.csv:2: this is not CSV"),
        ("a.csv", "a,b\n,c", "a.csv:2: a lexicon entry has no word"),
        ("a.csv", "a,b\nA,c,any", "a.csv:2: 'A' has another reading in line 1"),
        ("a.pls", "<lexicon>\n<lexeme></lexicon>", "a.pls:2: this is not well-formed XML: mismatched tag"),
        ("a.pls", PLS.replace('"ipa"', '"x-sampa"'), "a.pls:6: the alphabet 'x-sampa' is not supported"),
        (
            "a.pls",
            PLS.replace("<alias> sequel </alias>", ""),
            "a.pls:10: <lexeme> has no <phoneme> or <alias>",
        ),
        ("a.pls", PLS.replace("SQL", " "), "a.pls:10: <grapheme> is empty"),
        ("a.pls", PLS.replace("<lexeme>", '<lexeme role="x:verb">'), "a.pls:4: roles are not supported"),
        ("a.pls", PLS.replace("example>", "note>"), "a.pls:8: <note> is not of a pronunciation lexicon"),
        ("a.pls", "<lexicon>\nword</lexicon>", "text stands in <lexicon>"),
        ("a.pls", "<lexicon><phoneme/></lexicon>", "<phoneme> cannot stand here"),
        ("a.xml", '<!DOCTYPE lexicon [<!ENTITY a "b">]><lexicon/>', "a.xml:1: a DOCTYPE is not allowed"),
        ("a.pls", "<?style x?><lexicon/>", "a processing instruction is not allowed"),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_line(
    tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    """A file that cannot be followed is an error with its name, the line, and what is wrong."""
    with pytest.raises(ValueError, match=complaint):
        Lexicon.load(written(tmp_path, name, text))


def test_a_file_must_be_utf8(tmp_path: Path) -> None:
    """A file in another encoding is refused with the first line that shows it."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\nc,caf\xe9\n")

    with pytest.raises(ValueError, match=r"a\.csv:2: this is not UTF-8"):
        Lexicon.load(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """The operating system's own error names the file."""
    with pytest.raises(FileNotFoundError):
        Lexicon.load(tmp_path / "none.json")
