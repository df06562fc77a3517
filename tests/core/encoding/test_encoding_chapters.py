from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING, Any

import av
import mutagen.flac
import mutagen.mp3
import mutagen.mp4
import numpy as np
import pytest

from tts_core.audio import Audio
from tts_core.encoding import FORMATS, Chapter, Tags, encode, open_encoder, read_tags

if TYPE_CHECKING:
    from pathlib import Path

TAGGED = sorted(name for name, each in FORMATS.items() if each.tagged)


def sound(length: int = 6000) -> Audio:
    return Audio((0.3 * np.sin(np.arange(length) * 0.1)).astype(np.float32), 24000)


def written(name: str, tags: Tags | None, whole: bool) -> bytes:
    if whole:
        return encode(sound(), name, tags=tags)
    with closing(open_encoder(name, sample_rate=24000, tags=tags)) as encoder:
        return encoder.write(sound()) + encoder.finish()


def by_mutagen(name: str, tags: Tags) -> Any:
    kinds: dict[str, Any] = {"mp3": mutagen.mp3.MP3, "m4b": mutagen.mp4.MP4, "flac": mutagen.flac.FLAC}
    return kinds[name](io.BytesIO(encode(sound(), name, tags=tags)))


CHAPTERS = (Chapter("Über", 0.0, 0.1), Chapter("Two", 0.1, 0.25), Chapter("Ende", 0.25, 0.5))
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 300
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.mark.parametrize("cover", [JPEG, PNG], ids=["jpeg", "png"])
@pytest.mark.parametrize("name", TAGGED)
def test_chapters_and_cover_are_read_back(name: str, cover: bytes, tmp_path: Path) -> None:
    """The marks and the cover of a whole book come back as they were written, in every container."""
    tags = Tags(title="A book", chapters=CHAPTERS, cover=cover)
    file = tmp_path / "book"
    file.write_bytes(encode(sound(12000), name, tags=tags))

    read = read_tags(file)

    late = 1024 / 24000 if name == "aac" else 0  # ADTS cannot say what to skip, so the marks are moved.
    assert read.cover == cover
    assert [each.title for each in read.chapters] == [each.title for each in CHAPTERS]
    for found, meant in zip(read.chapters, CHAPTERS, strict=True):
        assert found.start == pytest.approx(meant.start + late, abs=0.001)
        assert found.end == pytest.approx(meant.end + late, abs=0.001)


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "streamed"])
@pytest.mark.parametrize("name", sorted(set(TAGGED) - {"wav", "aac"}))
def test_players_find_chapters_and_cover(name: str, whole: bool) -> None:
    """FFmpeg, on which most players are built, lists the chapters and sees the cover as a picture."""
    data = written(name, Tags(chapters=CHAPTERS, cover=JPEG), whole)

    late = 1105 / 24000 if name == "mp3" and not whole else 0
    with av.open(io.BytesIO(data), "r") as container:
        found = [
            (each["metadata"].get("title", ""), float(each["start"] * (each["time_base"] or 0)))
            for each in container.chapters()
        ]
        pictures = [stream for stream in container.streams.video if stream.disposition.attached_pic]
    assert [title for title, _ in found] == [each.title for each in CHAPTERS]
    assert [start for _, start in found] == pytest.approx([each.start + late for each in CHAPTERS], abs=0.001)
    assert len(pictures) == 1


def test_mutagen_finds_chapters_and_cover() -> None:
    """Mutagen lists them under the names that each standard gives them."""
    tags = Tags(chapters=CHAPTERS, cover=JPEG)

    mp3 = by_mutagen("mp3", tags)
    m4b = by_mutagen("m4b", tags)
    flac = by_mutagen("flac", tags)

    assert mp3["CTOC:toc0"].child_element_ids == ["chp0", "chp1", "chp2"]
    assert [str(mp3[f"CHAP:chp{n}"].sub_frames["TIT2"]) for n in range(3)] == ["Über", "Two", "Ende"]
    assert mp3["APIC:"].data == JPEG
    assert [(each.title, each.start) for each in m4b.chapters] == [
        ("Über", 0.0),
        ("Two", 0.1),
        ("Ende", 0.25),
    ]
    assert bytes(m4b["covr"][0]) == JPEG
    assert [(each.data, each.mime) for each in flac.pictures] == [(JPEG, "image/jpeg")]


def test_many_chapters_have_a_table_of_tables() -> None:
    """A long book's table of contents, which holds no more than 255 entries, is parted and loses none."""
    chapters = tuple(Chapter(str(number), number / 100, number / 100 + 0.01) for number in range(600))

    mp3 = by_mutagen("mp3", Tags(chapters=chapters))

    top = mp3["CTOC:toc0"].child_element_ids
    assert top == ["toc1", "toc2", "toc3"]
    assert [each for table in top for each in mp3[f"CTOC:{table}"].child_element_ids] == [
        f"chp{number}" for number in range(600)
    ]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"chapters": (Chapter("a", 0, 2), Chapter("b", 1, 3))}, "'b' begins before 'a' has ended"),
        ({"chapters": (Chapter("a", 1, 1),)}, "must end after it begins"),
        ({"chapters": (Chapter("a", -1, 1),)}, "must end after it begins"),
        ({"chapters": (Chapter("a\0", 0, 1),)}, "NUL"),
        ({"cover": b"GIF89a"}, "a JPEG or a PNG"),
    ],
)
def test_impossible_chapters_and_covers_are_refused(fields: dict[str, Any], why: str) -> None:
    """Marks that cross and images that players do not show are an error when the tags are made."""
    with pytest.raises(ValueError, match=why):
        Tags(**fields)
