from __future__ import annotations

import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
import soundfile

from tts_core import (
    Audio,
    Cancelled,
    Registry,
    SynthesisFailed,
    TTSError,
    UnknownVoice,
    UnsupportedLanguage,
    Utterance,
)
from tts_core.encoding import read_tags
from tts_core.longform import Book, ChapterText, Edition, Progress, check_book, make_book, read_book
from tts_core.loudness import loudness
from tts_core.testing import Gate, Recorder, decode, echo_model

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


def test_everything_is_said_once_and_in_order(tmp_path: Path) -> None:
    """The sound of a book is its whole text, and the model was asked for each piece once."""
    house = House()

    made = make_book(BOOK, tmp_path / "a.flac", registry=house.registry)

    assert heard(tmp_path / "a.flac").split() == f"{FIRST} {SECOND}".split()
    assert len(house.spoken) == made.spoken == made.pieces == PIECES


def test_made_again_it_speaks_nothing_and_is_the_same(tmp_path: Path) -> None:
    """A book that is made twice is spoken once, and both files are the same to the byte."""
    house = House()
    make_book(BOOK, tmp_path / "a.mp3", registry=house.registry)
    first = (tmp_path / "a.mp3").read_bytes()

    made = make_book(BOOK, tmp_path / "a.mp3", registry=house.registry)

    assert made.spoken == 0
    assert len(house.spoken) == PIECES
    assert (tmp_path / "a.mp3").read_bytes() == first


@pytest.mark.parametrize("extension", ["mp3", "opus", "m4b", "flac", "wav"])
def test_the_cache_changes_no_byte(tmp_path: Path, extension: str) -> None:
    """What is made of kept pieces is byte for byte what is made of fresh ones, wherever they are kept."""
    make_book(BOOK, tmp_path / f"a.{extension}", registry=House().registry)
    kept = Edition(cache=tmp_path / f"a.{extension}.pieces")
    house = House()

    made = make_book(BOOK, tmp_path / f"b.{extension}", kept, registry=house.registry)
    make_book(BOOK, tmp_path / f"c.{extension}", registry=House().registry)

    assert made.spoken == len(house.spoken) == 0
    fresh, reused, again = ((tmp_path / f"{name}.{extension}").read_bytes() for name in "abc")
    assert fresh == reused == again


def test_a_stopped_book_goes_on_where_it_was(tmp_path: Path) -> None:
    """After a failure in the middle only the rest is spoken, and the file is that of an unbroken run."""
    broken = House(fail_on="lamp")
    with pytest.raises(SynthesisFailed):
        make_book(BOOK, tmp_path / "a.mp3", registry=broken.registry)
    assert names(tmp_path) == ["a.mp3.pieces"]

    house = House()
    made = make_book(BOOK, tmp_path / "a.mp3", registry=house.registry)
    make_book(BOOK, tmp_path / "whole.mp3", registry=House().registry)

    assert set(house.spoken).isdisjoint(broken.spoken)
    assert sorted(house.spoken + broken.spoken) == sorted(set(house.spoken + broken.spoken))
    assert made.spoken == PIECES - len(broken.spoken)
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "whole.mp3").read_bytes()


def test_an_interrupted_book_leaves_no_file_and_keeps_what_was_spoken(tmp_path: Path) -> None:
    """Ctrl-C stops the model at once; what was spoken until then is not spoken again."""
    gate = Gate()
    held = House(gate=gate)
    gate.let(2)

    def interrupt(progress: Progress) -> None:
        if progress.spoken > len("Chapter One\n\n"):
            gate.arrived(3)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_book(BOOK, tmp_path / "a.mp3", registry=held.registry, progress=interrupt)
    assert names(tmp_path) == ["a.mp3.pieces"]
    assert len(held.spoken) == 2

    house = House()
    make_book(BOOK, tmp_path / "a.mp3", registry=house.registry)

    assert len(house.spoken) == PIECES - 2


def test_an_edited_sentence_costs_only_its_piece(tmp_path: Path) -> None:
    """Of a book that was changed in one place, one piece is spoken, and the old one is forgotten."""
    make_book(BOOK, tmp_path / "a.mp3", registry=House().registry)
    changed = edited("Ada", "Bob")
    house = House()

    checked = check_book(changed, tmp_path / "a.mp3", registry=house.registry)
    before = list(house.spoken)
    made = make_book(changed, tmp_path / "a.mp3", registry=house.registry)
    make_book(changed, tmp_path / "whole.mp3", registry=House().registry)

    assert before == []
    assert [(each.number, [piece.text for piece in each.missing]) for each in checked.chapters] == [
        (1, ["Then came Bob, with a lamp."])
    ]
    assert checked.missing == made.spoken == 1
    assert house.spoken == ["Then came Bob, with a lamp."]
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "whole.mp3").read_bytes()
    assert len(list((tmp_path / "a.mp3.pieces").rglob("*.piece"))) == PIECES


def test_a_check_of_a_finished_book_finds_nothing(tmp_path: Path) -> None:
    """What has just been made need not be spoken; asked for with another voice, all of it must."""
    house = House()
    make_book(BOOK, tmp_path / "a.mp3", registry=house.registry)

    same = check_book(BOOK, tmp_path / "a.mp3", registry=house.registry)
    other = check_book(BOOK, tmp_path / "a.mp3", registry=house.registry, voice="bob")

    assert (same.missing, same.pieces, same.chapters) == (0, PIECES, ())
    assert other.missing == PIECES
    assert len(house.spoken) == PIECES


def test_a_check_tells_where_the_missing_pieces_stand(tmp_path: Path) -> None:
    """The span of a missing piece is its place in the chapter."""
    checked = check_book(BOOK, tmp_path / "a.mp3", registry=House().registry)

    for chapter in checked.chapters:
        text = BOOK.chapters[chapter.number - 1].text
        assert [text[slice(*each.span)].strip() for each in chapter.missing] == [
            each.text for each in chapter.missing
        ]


def test_a_damaged_piece_is_spoken_again(tmp_path: Path) -> None:
    """A piece that changed on the disk is noticed, named in the result, and made anew."""
    make_book(BOOK, tmp_path / "a.mp3", registry=House().registry)
    whole = (tmp_path / "a.mp3").read_bytes()
    place = sorted((tmp_path / "a.mp3.pieces").rglob("*.piece"))[0]
    data = bytearray(place.read_bytes())
    data[-3] ^= 0x40
    place.write_bytes(data)
    house = House()

    missing = check_book(BOOK, tmp_path / "a.mp3", registry=house.registry).missing
    made = make_book(BOOK, tmp_path / "a.mp3", registry=house.registry)

    assert (missing, made.damaged, made.spoken) == (1, 1, 1)
    assert (tmp_path / "a.mp3").read_bytes() == whole


def test_a_shared_cache_is_never_tidied(tmp_path: Path) -> None:
    """Two books may share a named folder: neither takes away what the other needs."""
    edition = Edition(cache=tmp_path / "shared")
    house = House()
    other = edited("Chapter", "Section")

    for book in (BOOK, other, BOOK, other):
        make_book(book, tmp_path / "a.mp3", edition, registry=house.registry)

    assert len(house.spoken) == len(set(house.spoken))


def test_a_whimsical_model_makes_one_book(tmp_path: Path) -> None:
    """A model that never says a thing twice alike still makes a book whose marks fit, from what was kept."""
    count = iter(range(1000))
    lock = threading.Lock()

    def wordier(utterance: Utterance) -> Utterance:
        with lock:
            return replace(utterance, text=utterance.text + " again" * (next(count) % 5))

    chapters = (ChapterText("One", "Ho.\n\nHo.\n\nHo."), ChapterText("Two", "Ho.\n\nHey.\n\nHo."))
    house = House(twist=wordier, concurrency=4)

    made = make_book(replace(BOOK, chapters=chapters), tmp_path / "a.wav", registry=house.registry)

    assert sorted(house.spoken) == ["Hey.", "Ho."]
    assert soundfile.info(tmp_path / "a.wav").duration == pytest.approx(made.seconds, abs=1e-4)


def test_a_book_that_changes_under_the_writer_is_no_book(tmp_path: Path) -> None:
    """Where the kept pieces are taken away between speaking and writing, no wrong marks are written."""
    count = iter(range(1000))

    def wordier(utterance: Utterance) -> Utterance:
        return replace(utterance, text=utterance.text + " more" * next(count))

    def robbed(progress: Progress) -> None:
        if progress.spoken == progress.total and not progress.written:
            for place in (tmp_path / "a.mp3.pieces").rglob("*.piece"):
                place.unlink()

    with pytest.raises(TTSError, match="changed while it was written"):
        make_book(BOOK, tmp_path / "a.mp3", registry=House(twist=wordier).registry, progress=robbed)
    assert names(tmp_path) == ["a.mp3.pieces"]


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


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    """Progress never goes back, and ends when everything is spoken and written."""
    seen: list[Progress] = []

    make_book(BOOK, tmp_path / "a.mp3", registry=House().registry, progress=seen.append)

    pairs = [(each.spoken, each.written) for each in seen]
    assert pairs == sorted(pairs)
    assert pairs[-1] == (BOOK.characters, BOOK.characters)
    assert {each.total for each in seen} == {BOOK.characters}


def test_a_format_without_tags_says_so(tmp_path: Path) -> None:
    """What cannot hold chapter marks is written, with a warning."""
    made = make_book(BOOK, tmp_path / "a.pcm", registry=House().registry)

    assert [each.code for each in made.warnings] == ["untagged"]


def test_warnings_say_which_chapter(tmp_path: Path) -> None:
    """What is not spoken is named with the chapter it stands in."""
    made = make_book(edited("rain", "rain ☂"), tmp_path / "a.mp3", registry=House().registry)

    assert any(each.code == "dropped" and each.message.startswith("Chapter Two: ") for each in made.warnings)


def test_a_cancelled_piece_is_not_kept(tmp_path: Path) -> None:
    """What was stopped half-way is never found later as if it were whole."""
    gate = Gate()
    house = House(gate=gate)
    failed: list[BaseException] = []

    def stop(_: Progress) -> None:
        raise Cancelled("enough")

    def make() -> None:
        try:
            make_book(BOOK, tmp_path / "a.mp3", registry=house.registry, progress=stop)
        except Cancelled as error:
            failed.append(error)

    thread = threading.Thread(target=make)
    thread.start()
    gate.let(1)
    thread.join(20)

    assert failed
    assert len(list(tmp_path.rglob("*.piece"))) == len(house.spoken) == 1


def test_the_measure_of_a_model_is_used(tmp_path: Path) -> None:
    """A model that counts in units of its own is planned for in those, through the cache too."""
    house = House(measure=lambda text: 100 * len(text.split()), limit=200, best=200)

    make_book(BOOK, tmp_path / "a.mp3", registry=house.registry)

    assert max(len(text.split()) for text in house.spoken) <= 2


def test_several_at_once_as_the_model_allows(tmp_path: Path) -> None:
    """The cache does not hold up a model that speaks several pieces at once."""
    gate = Gate()
    house = House(gate=gate, concurrency=3, best=12, first=12, limit=40)
    thread = threading.Thread(target=lambda: make_book(BOOK, tmp_path / "a.mp3", registry=house.registry))
    thread.start()

    gate.arrived(1)
    gate.let(1)  # Nobody speaks beside the first.
    gate.arrived(4)
    gate.open()
    thread.join(20)

    assert house.recorder.peak == 3
    assert (tmp_path / "a.mp3").exists()
