from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core.longform import Book, read_book
from tts_core.longform.headings import has_words
from tts_core.longform.webpage import read_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def book(folder: Path, name: str, text: str | bytes) -> Book:
    place = folder / name
    place.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_book(place)


def titles(read: Book) -> list[str]:
    return [chapter.title for chapter in read.chapters]


TALE = """A Tale

by somebody

CHAPTER I
Down the Hole

Alice was tired. In chapter 2 she sleeps.

Chapter 2.

She sleeps.

Epilogue

Over.
"""


def test_plain_text_has_chapters_where_lines_say_so(folder: Path) -> None:
    """A line such as "Chapter 2" that stands alone begins a chapter; the words within a sentence do not."""
    read = book(folder, "tale.txt", TALE)

    assert titles(read) == ["tale", "CHAPTER I Down the Hole", "Chapter 2.", "Epilogue"]
    assert read.chapters[1].text == "CHAPTER I\nDown the Hole\n\nAlice was tired. In chapter 2 she sleeps."


def test_a_part_goes_with_the_chapter_behind_it(folder: Path) -> None:
    """A heading that only a heading follows is said at the beginning of that chapter."""
    read = book(folder, "tale.txt", "Chapter 1\n\nOne.\n\nPart Two\n\nChapter 2\n\nTwo.\n")

    assert [(each.title, each.text) for each in read.chapters] == [
        ("Chapter 1", "Chapter 1\n\nOne."),
        ("Chapter 2", "Part Two\n\nChapter 2\n\nTwo."),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_every_system_are_line_ends(folder: Path, end: str) -> None:
    """Windows and old Macintosh texts have the same chapters."""
    assert titles(book(folder, "tale.txt", TALE.replace("\n", end))) == titles(book(folder, "tale.txt", TALE))


def test_a_text_without_headings_is_one_chapter(folder: Path) -> None:
    """Where nothing says otherwise, the whole text is one chapter named for its file."""
    read = book(folder, "note.txt", "Just some words.")

    assert [(each.title, each.text) for each in read.chapters] == [("note", "Just some words.")]


def test_markdown_has_chapters_at_its_highest_headings(folder: Path) -> None:
    """Both kinds of headings count, those in blocks of code do not, deeper ones stay within."""
    text = "# One **bold** [link](x)\n\n```\n# no\n```\n\nTwo\n===\n\nb\n\n## Within\n\nc\n\n# Three #\n\nd\n"

    assert titles(book(folder, "a.md", text)) == ["One bold link", "Two", "Three"]


def test_a_single_highest_heading_is_the_title(folder: Path) -> None:
    """A heading above all others names the book, and chapters begin one level deeper."""
    read = book(folder, "a.md", "# The Book\n\nFor you.\n\n## One\n\na\n\n### x\n\n## Two\n\nb")

    assert read.title == "The Book"
    assert titles(read) == ["The Book", "One", "Two"]
    assert read.chapters[0].text == "# The Book\n\nFor you."


def test_front_matter_is_about_the_book(folder: Path) -> None:
    """What stands between dashes before a Markdown text is known and not spoken."""
    read = book(folder, "a.md", "---\ntitle: 'Big: Deal'\nauthor: Me\nlang: en-GB\ndate: 2026\n---\nWords.\n")

    assert (read.title, read.author, read.language, read.date) == ("Big: Deal", "Me", "en-GB", "2026")
    assert [each.text for each in read.chapters] == ["Words."]


PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>My  page</title><meta name="author" content="A. B.">
<style>p { color: red }</style><script>let x = "<p>no</p>";</script></head>
<body><nav><ol><li>One<li>Two</ol></nav>
<h1>The   <b>Book</b></h1><p>Fish &amp; chips&#33;<br>Next line.</p><!-- never -->
<h2 id="one">One</h2><table><tr><td>A</td><td>B</td></tr></table><ul><li>x<li>y</ul>
<p hidden>secret</p><img src="c.png" alt="a cat"><p>Note<sup><a epub:type="noteref" href="#n">1</a></sup>.</p>
<h2>Two</h2><pre>  a
    b</pre></body></html>"""


def test_a_page_is_read_as_people_would(folder: Path) -> None:
    """Blocks are paragraphs, cells are parted, code keeps its lines, and nobody hears scripts."""
    read = book(folder, "page.html", PAGE)

    assert (read.title, read.author, read.language) == ("My page", "A. B.", "en-GB")
    assert [each.text for each in read.chapters] == [
        "The Book\n\nFish & chips!\nNext line.",
        "One\n\nA, B\n\nx\n\ny\n\nNote.",
        "Two\n\n  a\n    b",
    ]


def test_what_a_page_holds_beyond_words_is_named(folder: Path) -> None:
    """Contents, pictures and references are not read, and a warning names each."""
    said = " ".join(str(each) for each in book(folder, "page.html", PAGE).warnings)

    assert "the table of contents: 'One Two'" in said
    assert "a picture, described as 'a cat'" in said
    assert "a reference to a note: '1'" in said


def test_what_an_open_element_swallows_is_named(folder: Path) -> None:
    """A page that never closes what is not read does not lose its end in silence."""
    read = book(folder, "page.html", "<p>Begin.</p><nav><p>All the rest of it")

    assert "never closed" in str(read.warnings[0])


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>a<![CDATA[ < b]]> c</p>", "a < b c"),
        ("<p>a<![if IE]> b<![endif]></p>", "a b"),
        ("<p>a</p><![<!", "a\n\n<![<!"),
        ("<p>a</p> 1 < 2 &amp; 3 <a href='x", "a\n\n1 < 2 & 3 <a href='x"),
        ("a<br/>b", "a\nb"),
        ("<p/>a", "a"),
    ],
)
def test_what_is_odd_in_a_page_costs_no_words(markup: str, said: str) -> None:
    """Sections, conditions and tags without an end leave the words around them as they are."""
    assert read_page(markup).text == said


@pytest.mark.parametrize("opening", ["<a ", "<a b='", "<![", "<!--", "</a ", "</", "<"])
def test_a_page_of_unclosed_tags_is_read_at_once(opening: str) -> None:
    """What never ends is text, and html.parser is not let to look for the end from each beginning anew."""
    markup = opening * 30_000

    assert read_page(markup).text == " ".join(markup.split())


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.html", b'<meta charset="latin-1"><p>caf\xe9</p>', "café"),
        ("a.html", b"\xef\xbb\xbf<p>caf\xc3\xa9</p>", "café"),
        ("a.html", "\ufeff<p>café</p>".encode("utf-16-le"), "café"),
        ("a.txt", b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
    ],
)
def test_encodings_are_taken_from_what_says_so(folder: Path, name: str, data: bytes, said: str) -> None:
    """A byte order mark or a page's own word decides how it is read."""
    assert book(folder, name, data).chapters[0].text == said


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b"caf\xe9", "is not utf-8 text"),
        ("a.html", b'<meta charset="martian"><p>x', "'martian', which is not known"),
        ("a.pdf", b"%PDF", "cannot tell what kind of book"),
        ("a.txt", b" \n... \n", "no text that could be read aloud"),
        ("a.html", b"<p></p><hr>", "no text that could be read aloud"),
    ],
)
def test_what_cannot_be_read_is_refused(folder: Path, name: str, data: bytes, why: str) -> None:
    """Nothing is guessed: the error says what is wrong."""
    with pytest.raises(ValueError, match=why):
        book(folder, name, data)


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="<>&\0"), max_size=12)
MARKUP = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<h1>",
                "</h1>",
                "<h2 id=a>",
                "</h2>",
                "<br>",
                "<pre>",
                "</pre>",
                "<td>",
                "<b>",
                "</b>",
            ]
        ),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_no_word_of_a_page_is_lost(parts: list[str]) -> None:
    """Whatever the tags, every word between them is in the text, in order, and headings are where it says."""
    page = read_page("".join(parts))

    written = "".join(part for part in parts if not part.startswith("<"))
    assert "".join(page.text.replace(", ", "").split()) == "".join(written.replace(", ", "").split())
    for heading in page.headings:
        assert " ".join(page.text[heading.start : heading.end].split()) == heading.title


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Chapter 1", "Prologue", "Some words.", "", "  ", "PART II", "…"]), max_size=14)
)
def test_chapters_hold_the_whole_text(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    """The chapters of a text, joined, are the text; none is without words."""
    place = tmp_path_factory.mktemp("book") / "a.txt"
    place.write_text("\n".join(lines), "utf-8")
    if not has_words("".join(lines)):
        return

    read = read_book(place)

    # What has no words before the first or between two headings belongs to no chapter, and is silent.
    kept = "".join("".join(each.text.split()) for each in read.chapters).replace("…", "")
    assert kept == "".join("".join(lines).split()).replace("…", "")
    assert all(has_words(each.text) for each in read.chapters)
