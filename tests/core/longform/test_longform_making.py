from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import soundfile

from tts_core import (
    Audio,
    Cancelled,
    Registry,
    SynthesisFailed,
    TTSError,
    Utterance,
)
from tts_core.longform import Book, ChapterText, Edition, Progress, check_book, make_book
from tts_core.testing import Gate, Recorder, decode, echo_model

if TYPE_CHECKING:
    from pathlib import Path

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


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    """Progress never goes back, and ends when everything is spoken and written."""
    seen: list[Progress] = []

    make_book(BOOK, tmp_path / "a.mp3", registry=House().registry, progress=seen.append)

    pairs = [(each.spoken, each.written) for each in seen]
    assert pairs == sorted(pairs)
    assert pairs[-1] == (BOOK.characters, BOOK.characters)
    assert {each.total for each in seen} == {BOOK.characters}


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
