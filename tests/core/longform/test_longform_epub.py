from __future__ import annotations

import subprocess
import sys
import textwrap
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts_core.longform import Book, read_book

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
JPEG = b"\xff\xd8\xff\xe0" + b"picture"
NAV = (
    '<?xml version="1.0"?><!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol>{}</ol></nav></body></html>'
)
NCX = (
    '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" '
    '"http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/">'
    "<navMap>{}</navMap></ncx>"
)


def page(body: str, title: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


def package(items: str, spine: str, *, more: str = "", toc: str = "") -> str:
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The <![CDATA[Book]]></dc:title>'
        "<dc:creator>A. Writer</dc:creator><dc:creator>B. Other</dc:creator><dc:language>en-GB</dc:language>"
        f"<dc:date>2026-11-20T00:00:00Z</dc:date>{more}</metadata>"
        f"<manifest>{items}</manifest><spine{toc}>{spine}</spine></package>"
    )


def item(key: str, href: str, kind: str = "application/xhtml+xml", properties: str = "") -> str:
    return f'<item id="{key}" href="{href}" media-type="{kind}" properties="{properties}"/>'


def spine(*keys: str) -> str:
    return "".join(f'<itemref idref="{key}"/>' for key in keys)


def epub(folder: Path, files: Mapping[str, str | bytes], container: str = CONTAINER) -> Path:
    place = folder / "book.epub"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", container)
        for name, data in files.items():
            archive.writestr(name, data)
    return place


def titles(book: Book) -> list[str]:
    return [chapter.title for chapter in book.chapters]


def two_chapters(folder: Path, **changed: str | bytes) -> Path:
    files: dict[str, str | bytes] = {
        "OPS/book.opf": package(item("a", "one.xhtml") + item("b", "two.xhtml"), spine("a", "b")),
        "OPS/one.xhtml": page("<h1>First</h1><p>One.</p>"),
        "OPS/two.xhtml": page("<h1>Second</h1><p>Two.</p>"),
    }
    return epub(
        folder, files | {name.replace("__", "/").replace("_", "."): data for name, data in changed.items()}
    )


def test_a_book_of_epub_3(tmp_path: Path) -> None:
    """The contents name the chapters, parts hold chapters of other files, and the cover comes along."""
    contents = (
        '<li><a href="part.xhtml">Part One</a><ol><li><a href="a%20b.xhtml">First</a>'
        '<ol><li><a href="a%20b.xhtml#x">A section</a></li></ol></li></ol></li>'
        '<li><span>No link</span><ol><li><a href="text/two.xhtml#here">Second</a></li></ol></li>'
    )
    items = (
        item("nav", "nav.xhtml", properties="nav")
        + item("t", "title.xhtml")
        + item("p", "part.xhtml")
        + item("a", "a%20b.xhtml")
        + item("b", "text/two.xhtml")
        + item("c", "cover.jpg", "image/jpeg", "cover-image")
    )
    place = epub(
        tmp_path,
        {
            "OPS/book.opf": package(items, spine("t", "p", "a", "b")),
            "OPS/nav.xhtml": NAV.format(contents),
            "OPS/title.xhtml": page("<p>The Book, by me</p>"),
            "OPS/part.xhtml": page("<h1>Part One</h1>"),
            "OPS/a b.xhtml": page('<h2>First</h2><p id="x">One.</p>'),
            "OPS/text/two.xhtml": page('<p>Still one.</p><h2 id="here">Second</h2><p>Two.</p>'),
            "OPS/cover.jpg": JPEG,
        },
    )

    book = read_book(place)

    assert (book.title, book.author, book.language, book.date) == (
        "The Book",
        "A. Writer, B. Other",
        "en-GB",
        "2026-11-20",
    )
    assert [(each.title, each.text) for each in book.chapters] == [
        ("The Book", "The Book, by me"),
        ("Part One", "Part One"),
        ("First", "First\n\nOne.\n\nStill one."),
        ("Second", "Second\n\nTwo."),
    ]
    assert book.cover == JPEG


def test_a_book_of_epub_2(tmp_path: Path) -> None:
    """The NCX of old books, which names a DTD, is read without fetching it; several chapters share a file."""
    points = "".join(
        f'<navPoint><navLabel><text>{title}</text></navLabel><content src="all.html#{anchor}"/></navPoint>'
        for title, anchor in (("First", "c1"), ("Second", "c2"))
    )
    items = (
        item("ncx", "toc.ncx", "application/x-dtbncx+xml")
        + item("a", "all.html")
        + item("img", "c.png", "image/png")
    )
    opf = package(items, spine("a"), more='<meta name="cover" content="img"/>', toc=' toc="ncx"')
    body = '<h2 id="c1">I</h2><p>One.</p><a name="c2"></a><h2>II</h2><p>Two.</p>'
    cover = b"\x89PNG\r\n\x1a\n..."
    files: dict[str, str | bytes] = {
        "OPS/book.opf": opf,
        "OPS/toc.ncx": NCX.format(points),
        "OPS/all.html": page(body),
        "OPS/c.png": cover,
    }

    book = read_book(epub(tmp_path, files))

    assert [(each.title, each.text) for each in book.chapters] == [
        ("First", "I\n\nOne."),
        ("Second", "II\n\nTwo."),
    ]
    assert book.cover == cover


def test_without_contents_every_page_is_a_chapter(tmp_path: Path) -> None:
    """A book that lists no chapters has one for each page of its reading order."""
    assert titles(read_book(two_chapters(tmp_path))) == ["First", "Second"]


def test_what_is_not_read_of_a_book_is_named(tmp_path: Path) -> None:
    """Pages outside of the reading order, and what is no text, end in warnings."""
    items = item("a", "one.xhtml") + item("n", "notes.xhtml") + item("s", "page.svg", "image/svg+xml")
    opf = package(items, spine("a", "s") + '<itemref idref="n" linear="no"/>')
    files = {
        "OPS/book.opf": opf,
        "OPS/one.xhtml": page("<p>One.</p>"),
        "OPS/notes.xhtml": page("<p>A note.</p>"),
        "OPS/page.svg": "<svg/>",
    }

    book = read_book(epub(tmp_path, files))

    assert titles(book) == ["The Book"]
    said = " ".join(map(str, book.warnings))
    assert "OPS/page.svg, which is no text" in said
    assert "OPS/notes.xhtml, which stands outside of the reading order" in said


def test_protected_books_are_refused(tmp_path: Path) -> None:
    """Encrypted pages are no text; encrypted fonts do no harm."""
    encryption = (
        '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:CipherData>'
        '<enc:CipherReference URI="{}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    fonts = {"META-INF/encryption.xml": encryption.format("OPS/font.otf")}

    assert len(read_book(two_chapters(tmp_path, **fonts)).chapters) == 2
    for place in ("OPS/two.xhtml", "OPS/tw%6F.xhtml", "/OPS/two.xhtml"):
        pages = {"META-INF/encryption.xml": encryption.format(place)}
        with pytest.raises(ValueError, match="protected by DRM"):
            read_book(two_chapters(tmp_path, **pages))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much a file unpacks to, not more than a bound is read of it."""
    monkeypatch.setattr("tts_core.longform.archive.LARGEST", 100_000)
    place = two_chapters(tmp_path, **{"OPS/two.xhtml": b"<p>" + b"bomb " * 200_000})

    with pytest.raises(ValueError, match=r"'OPS/two.xhtml' is too large"):
        read_book(place)


def test_all_files_together_have_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book of many files that are each small enough cannot fill the memory either."""
    monkeypatch.setattr("tts_core.longform.archive.MOST", 1000)

    with pytest.raises(ValueError, match="unfolds to more than"):
        read_book(two_chapters(tmp_path))


@pytest.mark.parametrize(
    "href", ["../../../secret.xhtml", "/etc/passwd", "file:///etc/passwd", "http://x/y.xhtml"]
)
def test_nothing_outside_of_the_archive_is_opened(tmp_path: Path, href: str) -> None:
    """A reference that climbs out of the book, or leads to another computer, leads nowhere."""
    (tmp_path / "secret.xhtml").write_text("<p>secret</p>", "utf-8")
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    files = {"OPS/book.opf": package(item("a", href), spine("a"))}

    with pytest.raises(ValueError, match=r"lacks the file|is not in it"):
        read_book(epub(folder, files))


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><container>&a;</container>'
DEEP = "<a>" * 5000 + "</a>" * 5000


@pytest.mark.parametrize(
    ("container", "why"),
    [
        (ENTITIES, "holds a DOCTYPE with declarations"),
        (DEEP, "nested more than 100 deep"),
        ("<container>", "not well-formed"),
        ("<container/>", "names no package"),
        (CONTAINER.replace("book.opf", "gone.opf"), "lacks the file 'OPS/gone.opf'"),
    ],
)
def test_harmful_and_broken_descriptions_are_refused(tmp_path: Path, container: str, why: str) -> None:
    """What describes the book opens nothing, and says what is wrong with it."""
    with pytest.raises(ValueError, match=why):
        read_book(epub(tmp_path, {}, container))


def test_a_reading_order_that_names_nothing_is_refused(tmp_path: Path) -> None:
    """A chapter that is not there is an error and not a shorter book."""
    with pytest.raises(ValueError, match="names what is not there"):
        read_book(epub(tmp_path, {"OPS/book.opf": package("", spine("ghost"))}))


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    """A file that only calls itself an EPUB is answered with what it is not."""
    place = tmp_path / "book.epub"
    place.write_bytes(b"hello")

    with pytest.raises(ValueError, match="is not an EPUB"):
        read_book(place)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    """A page whose bytes were changed on the way is an error that names it."""
    place = two_chapters(tmp_path)
    data = bytearray(place.read_bytes())
    with zipfile.ZipFile(place) as archive:
        info = archive.getinfo("OPS/two.xhtml")
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + 20] = bytes(20)
    place.write_bytes(data)

    with pytest.raises(ValueError, match=r"'OPS/two.xhtml' cannot be unpacked"):
        read_book(place)


def memory_for(place: Path) -> tuple[str, int]:
    """Read a book in a process of its own; return what is said to it, and how many MB it took at most."""
    code = """
        import resource, sys
        from pathlib import Path
        from tts_core.longform import read_book
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            answer = f"read {sum(len(chapter.text) for chapter in read_book(Path(sys.argv[1])).chapters)}"
        except ValueError as refused:
            answer = str(refused)
        print(answer)
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(place)], capture_output=True, text=True, check=True
    )
    answer, megabytes = done.stdout.splitlines()
    return answer, int(megabytes)


ONE = item("a", "a.xhtml")
BOMBS: dict[str, tuple[dict[str, str], str]] = {
    "a page that is named ten thousand times": (
        {
            "OPS/book.opf": package(ONE, spine("a") * 10_000),
            "OPS/a.xhtml": page("many " * 1700),
        },
        "'OPS/a.xhtml' is too large, or named too often",
    ),
    "a hundred thousand references": (
        {"OPS/book.opf": package(ONE, spine("a") * 100_000), "OPS/a.xhtml": page("One.")},
        "more than 20000 pages",
    ),
    "a page of empty elements": (
        {
            "OPS/book.opf": package(ONE, spine("a")),
            "OPS/a.xhtml": page("<p id='a'>b</p>" * 10**6),
        },
        "unfolds to more than",
    ),
    "a package of a million items": (
        {"OPS/book.opf": package('<item id="a"/>' * 10**6, spine("a"))},
        "unfolds to more than",
    ),
    "a package of half a million tiny elements": (
        {"OPS/book.opf": package("<i/>" * 500_000, spine("a"))},
        "more than 200000 elements",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of memory otherwise")
@pytest.mark.parametrize("name", BOMBS)
def test_a_small_book_unfolds_to_no_large_one(tmp_path: Path, name: str) -> None:
    """A few kilobytes that unfold to more than a book are refused, with the reason, in little memory."""
    files, says = BOMBS[name]
    place = epub(tmp_path, files)

    answer, megabytes = memory_for(place)

    assert place.stat().st_size < 70_000
    assert says in answer
    assert megabytes < 250


def test_a_page_may_be_named_twice(tmp_path: Path) -> None:
    """A page that the reading order names again is read again, as it says."""
    opf = package(item("a", "one.xhtml"), spine("a", "a"))

    book = read_book(epub(tmp_path, {"OPS/book.opf": opf, "OPS/one.xhtml": page("<h1>One</h1>")}))

    assert titles(book) == ["One", "One"]


WHOLE = {
    "OPS/book.opf": package(
        item("nav", "nav.xhtml", properties="nav") + item("a", "one.xhtml") + item("b", "two.xhtml"),
        spine("a", "b"),
    ),
    "OPS/nav.xhtml": NAV.format('<li><a href="one.xhtml">One</a></li><li><a href="two.xhtml#x">Two</a></li>'),
    "OPS/one.xhtml": page("<h1>One</h1><p>a</p>"),
    "OPS/two.xhtml": page('<p id="x">b</p>'),
}
SCRAPS = ('"', "<", ">", "&", "../", "//[", "%00", "\0", ":", "#", "[", "&#0;", "<!DOCTYPE x>", 'href="')


def answer(place: Path) -> str:
    """Say what is said to a book: that it was read, with words in it, or why it was not."""
    try:
        book = read_book(place)
    except ValueError as refused:
        return str(refused)
    return f"read {place}" if book.chapters else "read, and found nothing"


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1), st.integers(0, 30), st.sampled_from(SCRAPS))
def test_a_broken_page_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: float, lost: int, scrap: str
) -> None:
    """Whatever is broken in a book, it is read all the same or refused with its name, and nothing else."""
    text = WHOLE[name]
    place = int(at * len(text))
    broken = {**WHOLE, name: text[:place] + scrap + text[place + lost :]}

    assert "book.epub" in answer(epub(tmp_path_factory.mktemp("epub"), broken))


@settings(max_examples=80, deadline=None)
@given(st.floats(0, 0.999), st.integers(0, 255))
def test_a_changed_byte_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: float, byte: int
) -> None:
    """Whichever byte of the archive was changed on the way, the book is read or refused by its name."""
    place = epub(tmp_path_factory.mktemp("epub"), WHOLE)
    data = bytearray(place.read_bytes())
    data[int(at * len(data))] = byte
    place.write_bytes(data)

    assert "book.epub" in answer(place)


def test_an_archive_of_a_later_kind_is_refused(tmp_path: Path) -> None:
    """An archive that needs what is not known here says so."""
    place = epub(tmp_path, WHOLE)
    data = bytearray(place.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 6] = 200
    place.write_bytes(data)

    with pytest.raises(ValueError, match="is not an EPUB, or is damaged"):
        read_book(place)
