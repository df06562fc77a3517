"""Writing one file of a book, with its chapter marks, and what stands beside it."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..atomic_file import atomic_write
from ..audio import Audio
from ..encoding import FORMATS, Chapter, Tags, open_encoder
from ..encoding.finishing import finish_file
from ..errors import TTSError
from ..loudness import Leveller
from ..text.markup import parse
from .captions import Captions
from .readalong import ReadAlong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ..encoding import Encoder
    from ..synthesizer import Word
    from .book import Book
    from .edition import Edition, OutputFile
    from .narration import Narration

__all__ = ["BookWriter", "MadeChapter", "Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a book is: of so many characters, how many are spoken, and how many are written to files."""

    chapter: str
    """The title of the chapter that is worked on."""
    spoken: int
    written: int
    total: int


@dataclass(frozen=True, slots=True)
class MadeChapter:
    """Where a chapter is to be found."""

    title: str
    file: Path
    start: float
    end: float
    """Seconds from the beginning of the file."""


class BookWriter:
    """
    Writes the files of one book, one after the other.

    Each is gone through twice: once to speak it, after which the length of every chapter is known
    and stands in the cache, and once to write it, with marks that are right from the first byte.
    """

    def __init__(
        self, book: Book, edition: Edition, narration: Narration, progress: Callable[[Progress], None]
    ) -> None:
        self._book = book
        self._edition = edition
        self._narration = narration
        self._progress = progress
        self._rate = narration.sample_rate
        self._rest = Audio.silence(edition.rest, self._rate)
        self._characters = book.characters
        self._spoken = self._written = 0
        self.files: list[Path] = []
        self.seconds = 0.0

    def check(self, output: OutputFile) -> None:
        """Refuse a file that could not be written when everything has been spoken."""
        titles = [self._book.chapters[chapter].title for chapter in output.chapters]
        marks = [Chapter(title, second, second + 1) for second, title in enumerate(titles)]
        self._encoder(output, self._tags(output, marks)).close()
        self._leveller()

    def made(self, output: OutputFile) -> list[MadeChapter]:
        """Speak and write a file; return its chapters."""
        lengths = [self._speak(chapter) for chapter in output.chapters]
        marks = self._marks(output, lengths)
        self._write(output, marks, lengths)
        self.files += output.places(self._edition)
        self.seconds += marks[-1].end
        return [MadeChapter(mark.title, output.file, mark.start, mark.end) for mark in marks]

    def _speak(self, chapter: int) -> int:
        """Have a chapter spoken; return how many samples it has."""
        length = 0
        for piece in self._narration.pieces(chapter):
            length += len(piece.audio)
            self._report(chapter, self._spoken + piece.span[1], self._written)
        self._spoken += len(self._book.chapters[chapter].text)
        return length

    def _marks(self, output: OutputFile, lengths: list[int]) -> list[Chapter]:
        """Lay the chapters end to end; the silence after one belongs to it, so that none begins with it."""
        marks = []
        begin = 0
        for index, (chapter, length) in enumerate(zip(output.chapters, lengths, strict=True)):
            end = begin + length + (len(self._rest) if index < len(lengths) - 1 else 0)
            marks.append(Chapter(self._book.chapters[chapter].title, begin / self._rate, end / self._rate))
            begin = end
        return marks

    def _write(self, output: OutputFile, marks: list[Chapter], lengths: list[int]) -> None:
        tags = self._tags(output, marks)
        with ExitStack() as files:
            captions = [
                Captions(kind, files.enter_context(atomic_write(output.beside(kind))))
                for kind in self._edition.captions
            ]
            page = None
            if self._edition.read_along:
                file = files.enter_context(atomic_write(output.beside("html")))
                page = ReadAlong(file, output.title, self._narration.labels[0].language, marks)
            with closing(self._encoder(output, tags)) as encoder, atomic_write(output.file) as out:
                leveller = self._leveller()

                def put(audio: Audio) -> None:
                    out.write(encoder.write(leveller.write(audio) if leveller else audio))

                for chapter, mark, length in zip(output.chapters, marks, lengths, strict=True):
                    words: list[Word] = []
                    if mark is not marks[0]:
                        put(self._rest)
                    for audio in self._heard(chapter, length, words if captions or page else None):
                        put(audio)
                    text = self._book.chapters[chapter].text
                    edits = parse(text).edits(len(text)) if self._narration.requests[chapter].markup else ()
                    begin = mark.start + encoder.delay
                    for each in captions:
                        each.add(words, text, begin, edits)
                    if page is not None:
                        page.add(mark.title, words, text, begin, edits)
                if leveller:
                    out.write(encoder.write(leveller.finish()))
                finish_file(out, encoder)
            if page is not None:
                page.finish(output.file, FORMATS[output.format].media_type)

    def _encoder(self, output: OutputFile, tags: Tags | None) -> Encoder:
        return open_encoder(
            output.format, sample_rate=self._rate, tags=tags, whole=True, **self._edition.encoding
        )

    def _leveller(self) -> Leveller | None:
        if self._edition.loudness is None:
            return None
        return Leveller(self._rate, self._edition.loudness)

    def _heard(self, chapter: int, length: int, words: list[Word] | None) -> Iterator[Audio]:
        """Read a chapter again, which is now in the cache, and keep its words where they are wanted."""
        heard = 0
        for piece in self._narration.pieces(chapter):
            heard += len(piece.audio)
            if words is not None:
                words.extend(piece.words)
            yield piece.audio
            self._report(chapter, self._spoken, self._written + piece.span[1])
        if heard != length:
            title = self._book.chapters[chapter].title
            raise TTSError(f"the chapter {title!r} changed while it was written; make the book again")
        self._written += len(self._book.chapters[chapter].text)

    def _tags(self, output: OutputFile, marks: list[Chapter]) -> Tags | None:
        if not FORMATS[output.format].tagged:
            return None
        book = self._book
        tags = replace(
            self._narration.labels[output.chapters[0]],
            title=output.title,
            album=book.title,
            date=book.date,
            cover=self._edition.cover or book.cover,
            chapters=tuple(marks) if output.track is None else (),
            track=output.track,
            tracks=None if output.track is None else len(book.chapters),
        )
        return replace(tags, artist=book.author) if book.author else tags

    def _report(self, chapter: int, spoken: int, written: int) -> None:
        title = self._book.chapters[chapter].title
        self._progress(Progress(title, spoken, written, self._characters))
