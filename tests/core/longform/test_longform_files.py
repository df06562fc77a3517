from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
import soundfile

from tts_core import (
    Audio,
    Registry,
    SynthesisFailed,
    UnknownVoice,
    UnsupportedLanguage,
    Voice,
)
from tts_core.encoding import read_tags
from tts_core.longform import Book, ChapterText, Edition, make_book, read_book
from tts_core.loudness import loudness
from tts_core.testing import Recorder, decode, echo_model

if TYPE_CHECKING:
    from pathlib import Path

JPEG = b"\xff\xd8\xff\xe0" + b"picture"
FIRST = "Chapter One\n\nIt was night. Nobody spoke.\n\nThen came Ada, with a lamp."
SECOND = "Chapter Two\n\nMorning came. So did the rain."
BOOK = Book(
    title="A Tale",
    author="A. Writer",
    date="2026",
    chapters=(ChapterText("Chapter One", FIRST), ChapterText("Chapter Two", SECOND)),
)
PIECES = 5


class House:
    """An echo model that counts what it was asked, and can be told to fail or to wait."""

    def __init__(self, **changes: Any) -> None:
        self.recorder = Recorder()
        self.registry = Registry([echo_model(recorder=self.recorder, listed=True, **changes)])

    @property
    def spoken(self) -> list[str]:
        return [utterance.text for utterance in self.recorder.spoken]


def heard(file: Path) -> str:
    samples, rate = soundfile.read(file, dtype="float32")
    return " ".join(each.text for each in decode(Audio(samples, rate)))


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def edited(old: str, new: str) -> Book:
    chapters = tuple(replace(each, text=each.text.replace(old, new)) for each in BOOK.chapters)
    return replace(BOOK, chapters=chapters)


@pytest.mark.parametrize("extension", ["m4b", "mp3", "opus", "flac", "ogg"])
def test_marks_cover_and_words_about_it(tmp_path: Path, extension: str) -> None:
    """FFmpeg finds the chapters where they begin, the cover and the title, in every container."""
    place = tmp_path / f"a.{extension}"
    made = make_book(replace(BOOK, cover=JPEG), place, registry=House().registry)

    with av.open(str(place), "r") as container:
        chapters: list[Any] = container.chapters()
        found = [(each["metadata"]["title"], float(each["start"] * each["time_base"])) for each in chapters]
        pictures = [stream for stream in container.streams.video if stream.disposition.attached_pic]
        duration = float((container.duration or 0) / 1_000_000)
    assert [title for title, _ in found] == ["Chapter One", "Chapter Two"]
    assert [start for _, start in found] == pytest.approx([each.start for each in made.chapters], abs=0.002)
    assert len(pictures) == 1
    assert duration == pytest.approx(made.seconds, abs=0.06)
    tags = read_tags(place)
    assert (tags.title, tags.artist, tags.date, tags.model, tags.synthetic) == (
        "A Tale",
        "A. Writer",
        "2026",
        "echo",
        True,
    )


def test_a_mark_stands_where_its_chapter_sounds(tmp_path: Path) -> None:
    """From its mark on, and not before, a chapter is heard."""
    made = make_book(BOOK, tmp_path / "a.wav", Edition(rest=1.5), registry=House().registry)
    samples, rate = soundfile.read(tmp_path / "a.wav", dtype="float32")

    first, second = made.chapters
    begin = round(second.start * rate)
    said = decode(Audio(samples[begin:], rate))

    assert " ".join(each.text for each in said) == " ".join(SECOND.split())
    assert said[0].start < 0.1
    assert not np.any(np.abs(samples[begin - round(1.4 * rate) : begin]) > 1e-3)
    assert (first.start, first.end) == (0.0, second.start)
    assert second.end == pytest.approx(len(samples) / rate)


def test_a_book_can_be_made_as_loud_as_wanted(tmp_path: Path) -> None:
    """At a target the sound is that loud, as long as before, and costs no new piece."""
    house = House()
    plain = make_book(BOOK, tmp_path / "a.wav", registry=house.registry)
    cache = tmp_path / "a.wav.pieces"

    made = make_book(BOOK, tmp_path / "b.wav", Edition(loudness=-30.0, cache=cache), registry=house.registry)

    samples, rate = soundfile.read(tmp_path / "b.wav", dtype="float32")
    assert loudness(Audio(samples, rate)) == pytest.approx(-30.0, abs=1.0)
    assert soundfile.info(tmp_path / "a.wav").frames == len(samples)
    assert (made.seconds, made.spoken) == (plain.seconds, 0)


def test_a_file_per_chapter(tmp_path: Path) -> None:
    """Split, a book is a folder of files in order, each with its own title and number."""
    chapters = (*BOOK.chapters, ChapterText('What: "a/b" \\ ..?', "The end."))
    out = tmp_path / "out"

    made = make_book(
        replace(BOOK, chapters=chapters),
        out,
        Edition(split=True, format="opus", captions=["srt"]),
        registry=House().registry,
    )

    assert names(out) == [
        "01 - Chapter One.opus",
        "01 - Chapter One.srt",
        "02 - Chapter Two.opus",
        "02 - Chapter Two.srt",
        "03 - What a b.opus",
        "03 - What a b.srt",
    ]
    tags = read_tags(made.chapters[1].file)
    assert (tags.title, tags.album, tags.track, tags.tracks, tags.chapters) == (
        "Chapter Two",
        "A Tale",
        2,
        3,
        (),
    )
    assert heard(made.chapters[1].file) == " ".join(SECOND.split())


def test_files_of_finished_chapters_stay(tmp_path: Path) -> None:
    """Split, a book that fails in its second chapter leaves the first whole, and nothing else."""
    out = tmp_path / "out"

    with pytest.raises(SynthesisFailed):
        make_book(BOOK, out, Edition(split=True), registry=House(fail_on="rain").registry)

    assert names(out) == ["01 - Chapter One.mp3"]


def test_voices_by_chapter_and_by_markup(tmp_path: Path) -> None:
    """A chapter may have its own reader, and within a text the markup says who speaks."""
    house = House()
    chapters = (*BOOK.chapters, ChapterText("Three", "One. [voice bob]Two.[/voice]"))

    make_book(
        replace(BOOK, chapters=chapters, language="en-US"),
        tmp_path / "a.mp3",
        Edition(voices={2: "eva"}),
        registry=house.registry,
        markup=True,
    )

    said = {utterance.text: utterance.voice for utterance in house.recorder.spoken}
    assert said["Chapter One"] == "ada"
    assert said["Chapter Two"] == "eva"
    assert (said["One."], said["Two."]) == ("ada", "bob")


def test_the_model_of_a_book_has_all_its_readers(tmp_path: Path) -> None:
    """The model that ranks first does not read a book whose second chapter is for a voice of another."""
    house = House()
    alone = echo_model("alone", rank=1000, listed=True, voices=(Voice(id="solo"),), default_voice="solo")
    house.registry.register(alone)

    make_book(BOOK, tmp_path / "a.mp3", Edition(voices={2: "eva"}), registry=house.registry)

    said = {utterance.text: utterance.voice for utterance in house.recorder.spoken}
    assert (said["Chapter One"], said["Chapter Two"]) == ("ada", "eva")


def test_a_book_is_read_in_its_language(tmp_path: Path) -> None:
    """Without a voice or a language asked for, the book's own language chooses the voice, or is refused."""
    house = House()
    make_book(replace(BOOK, language="de"), tmp_path / "a.mp3", registry=house.registry)

    make_book(replace(BOOK, language="und"), tmp_path / "b.mp3", registry=house.registry)

    assert [utterance.voice for utterance in house.recorder.spoken] == ["eva"] * PIECES + ["ada"] * PIECES
    with pytest.raises(UnsupportedLanguage):
        make_book(replace(BOOK, language="fr"), tmp_path / "a.mp3", registry=house.registry)


@pytest.mark.parametrize(
    ("out", "edition", "fields", "error"),
    [
        ("a.mp3", Edition(voices={2: "nobody"}), {}, UnknownVoice),
        ("a.mp3", Edition(voices={3: "bob"}), {}, ValueError),
        ("a.mp3", Edition(encoding={"bitrate": 7}), {}, ValueError),
        ("a.mp3", Edition(loudness=3.0), {}, ValueError),
        ("a.xyz", Edition(), {}, ValueError),
        ("gone/a.mp3", Edition(), {}, FileNotFoundError),
        ("", Edition(), {}, ValueError),
        ("a.mp3", Edition(), {"speed": 0}, ValueError),
    ],
)
def test_what_cannot_be_is_refused_before_a_word_is_spoken(
    tmp_path: Path, out: str, edition: Edition, fields: Any, error: type[Exception]
) -> None:
    """Whatever is wrong with the last chapter or the file is said at once and not hours later."""
    house = House()

    with pytest.raises(error):
        make_book(BOOK, tmp_path / out, edition, registry=house.registry, **fields)

    assert house.recorder.begun == []
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("book", "why"),
    [
        (replace(BOOK, cover=b"GIF89a"), "a JPEG or a PNG"),
        (replace(BOOK, title="A\0Tale"), "NUL"),
        (replace(BOOK, chapters=(ChapterText("On\0e", "One."),)), "NUL"),
    ],
)
def test_what_no_file_could_hold_is_refused_before_a_word_is_spoken(
    tmp_path: Path, book: Book, why: str
) -> None:
    """A cover or a title that cannot be written is said at once and not hours later."""
    house = House()

    with pytest.raises(ValueError, match=why):
        make_book(book, tmp_path / "a.mp3", registry=house.registry)

    assert house.recorder.begun == []


def test_nothing_is_written_over_the_book(tmp_path: Path) -> None:
    """A page that would have the name of the book it was made from is refused, and the book is as it was."""
    place = tmp_path / "tale.html"
    place.write_text("<h1>One</h1><p>It was night.</p>", "utf-8")
    house = House()

    with pytest.raises(ValueError, match="is the book itself"):
        make_book(read_book(place), tmp_path / "tale.mp3", Edition(read_along=True), registry=house.registry)

    assert house.recorder.begun == []
    assert place.read_text("utf-8").startswith("<h1>")


@pytest.mark.parametrize(("name", "value"), [("captions", ["ass"]), ("rest", -1.0), ("rest", float("nan"))])
def test_an_edition_that_cannot_be_is_refused(name: str, value: Any) -> None:
    """An impossible edition is a ValueError when it is made."""
    with pytest.raises(ValueError, match=r"no captions|rest between"):
        Edition(**{name: value})


def test_captions_run_through_the_whole_book(tmp_path: Path) -> None:
    """Cues are numbered through, rise, hold every word, show no markup, and begin with their chapters."""
    marked = edited("Nobody", "[voice bob]Nobody[/voice]")

    made = make_book(
        marked, tmp_path / "a.mp3", Edition(captions=["srt", "vtt"]), registry=House().registry, markup=True
    )

    blocks = (tmp_path / "a.srt").read_text("utf-8").strip().split("\n\n")
    assert [block.split("\n")[0] for block in blocks] == [str(number + 1) for number in range(len(blocks))]
    text = " ".join(" ".join(block.split("\n")[2:]) for block in blocks)
    assert text.split() == f"{FIRST} {SECOND}".split()
    vtt = (tmp_path / "a.vtt").read_text("utf-8")
    assert vtt.count("WEBVTT") == 1
    stamps = [float(m) * 60 + float(s) for m, s in re.findall(r"00:(\d\d):(\d\d\.\d{3}) -->", vtt)]
    assert stamps == sorted(stamps)
    assert len(stamps) == len(blocks)
    second = vtt.index("Chapter Two")
    (start,) = re.findall(r"00:00:(\d\d\.\d{3}) -->", vtt[:second])[-1:]
    assert made.chapters[1].start <= float(start) < made.chapters[1].start + 0.5


def test_the_page_lights_every_word_and_asks_nobody(tmp_path: Path) -> None:
    """The read-along page holds the sound and each word with its time, and refers to no other place."""
    odd = edited("lamp", "l<a>mp & co")

    made = make_book(odd, tmp_path / "a.mp3", Edition(read_along=True), registry=House().registry)

    page = (tmp_path / "a.html").read_text("utf-8")
    assert (tmp_path / "a.html") in made.files
    lit = re.findall(r'<span data-t="(\d+) (\d+)">([^<]*)</span>', page)
    assert [word for _, _, word in lit][:5] == ["Chapter", "One", "It", "was", "night"]
    starts = [int(start) for start, _, _ in lit]
    assert starts == sorted(starts)
    assert int(lit[-1][1]) / 1000 <= made.seconds
    assert "<a>" not in page
    addresses = re.findall(r'(?:src|href)="([^"]{0,40})', page)
    assert {each.partition(",")[0] for each in addresses} == {
        "#chapter-1",
        "#chapter-2",
        "data:audio/mpeg;base64",
    }
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src 'none'" in page


def test_a_long_sound_is_played_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page does not hold what a browser could not hold; it then plays the file beside it."""
    monkeypatch.setattr("tts_core.longform.readalong.EMBEDDED", 1000)

    make_book(BOOK, tmp_path / "a b.mp3", Edition(read_along=True), registry=House().registry)

    assert 'src="a%20b.mp3"' in (tmp_path / "a b.html").read_text("utf-8")


def test_a_format_without_tags_says_so(tmp_path: Path) -> None:
    """What cannot hold chapter marks is written, with a warning."""
    made = make_book(BOOK, tmp_path / "a.pcm", registry=House().registry)

    assert [each.code for each in made.warnings] == ["untagged"]


def test_warnings_say_which_chapter(tmp_path: Path) -> None:
    """What is not spoken is named with the chapter it stands in."""
    made = make_book(edited("rain", "rain ☂"), tmp_path / "a.mp3", registry=House().registry)

    assert any(each.code == "dropped" and each.message.startswith("Chapter Two: ") for each in made.warnings)
