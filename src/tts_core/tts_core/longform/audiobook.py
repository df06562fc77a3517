"""Making a book: every piece spoken once and kept, then the files written from what was kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from ..api import default_registry
from ..atomic_file import is_ordinary
from ..encoding import FORMATS
from ..synthesizer import SpeechWarning
from .bookwriter import BookWriter, Progress
from .cache import PieceCache
from .edition import Edition, cache_beside, output_files
from .narration import Narration
from .renderer import CachingRenderer, DryRun, Missing

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from ..registry import Registry
    from ..request import RequestFields
    from .book import Book
    from .bookwriter import MadeChapter
    from .edition import OutputFile

__all__ = ["BookCheck", "ChapterCheck", "MadeBook", "check_book", "make_book"]


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeBook:
    """What was made of a book."""

    files: tuple[Path, ...]
    """The sound, then what was written beside it."""
    chapters: tuple[MadeChapter, ...]
    seconds: float
    pieces: int
    """How many different pieces it is made of."""
    spoken: int
    """How many of them were spoken now; the others were there already."""
    damaged: int
    """How many had changed on the disk since they were kept, and were spoken again."""
    warnings: tuple[SpeechWarning, ...]


@dataclass(frozen=True, slots=True)
class ChapterCheck:
    """What of a chapter would have to be spoken."""

    number: int
    title: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class BookCheck:
    """What making a book would cost now."""

    pieces: int
    """How many different pieces it is made of."""
    chapters: tuple[ChapterCheck, ...]

    @property
    def missing(self) -> int:
        """How many pieces would be spoken."""
        return sum(len(chapter.missing) for chapter in self.chapters)


def make_book(
    book: Book,
    out: str | os.PathLike[str],
    edition: Edition | None = None,
    *,
    progress: Callable[[Progress], None] | None = None,
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> MadeBook:
    """
    Read *book* aloud into the file *out*, or, split, into a folder of that name.

    The further keywords are the fields of `Request`. What is spoken is kept as it comes: made again,
    after an interruption or an edit, a book costs only what is new, and is byte for byte what it
    would have been at once. Each file appears whole or not at all.
    """
    wanted, place = edition or Edition(), Path(out)
    outputs = output_files(book, place, wanted)
    _check_place(book, outputs, wanted)
    cache = PieceCache(wanted.cache or cache_beside(place))
    renderer = CachingRenderer(cache)
    with Narration(book, renderer, registry or default_registry(), fields, wanted.voices) as narration:
        writer = BookWriter(book, wanted, narration, progress or (lambda _: None))
        for output in outputs:
            writer.check(output)
        if wanted.split:
            place.mkdir(exist_ok=True)
        chapters = [chapter for output in outputs for chapter in writer.made(output)]
        warnings = [*book.warnings, *_lacking(outputs[0], narration.sample_rate)]
        for number, chapter in enumerate(book.chapters):
            warnings += [
                replace(warning, message=f"{chapter.title}: {warning.message}")
                for warning in narration.warnings(number)
            ]
    if wanted.cache is None:
        cache.keep_only(renderer.used)
    return MadeBook(
        files=tuple(writer.files),
        chapters=tuple(chapters),
        seconds=writer.seconds,
        pieces=len(renderer.used),
        spoken=renderer.spoken,
        damaged=cache.damaged,
        warnings=tuple(warnings),
    )


def check_book(
    book: Book,
    out: str | os.PathLike[str],
    edition: Edition | None = None,
    *,
    registry: Registry | None = None,
    **fields: Unpack[RequestFields],
) -> BookCheck:
    """
    Say what `make_book` with the same arguments would have to speak, and speak nothing.

    The model is loaded, because only it can say how much of a text it takes at once.
    """
    wanted, place = edition or Edition(), Path(out)
    output_files(book, place, wanted)
    renderer = DryRun(PieceCache(wanted.cache or cache_beside(place)))
    checked: list[ChapterCheck] = []
    with Narration(book, renderer, registry or default_registry(), fields, wanted.voices) as narration:
        for index, chapter in enumerate(book.chapters):
            for _ in narration.pieces(index):
                pass
            missing = tuple(renderer.take_missing())
            if missing:
                checked.append(ChapterCheck(index + 1, chapter.title, missing))
    return BookCheck(renderer.pieces, tuple(checked))


def _check_place(book: Book, outputs: list[OutputFile], edition: Edition) -> None:
    """Refuse a place that cannot be written to, or must not be, before hours are spent."""
    first = outputs[0].file
    if not edition.split and not first.parent.is_dir():
        raise FileNotFoundError(f"cannot write {first}: there is no folder {first.parent}")
    if not edition.split and not is_ordinary(first):
        raise ValueError(f"{first} is no file that a book could be written to")
    for place in (place for output in outputs for place in output.places(edition)):
        if book.source is not None and place.resolve() == book.source.resolve():
            raise ValueError(f"{place} is the book itself and would be written over; name another file")


def _lacking(output: OutputFile, sample_rate: int) -> list[SpeechWarning]:
    """Say what the format of a book cannot hold."""
    kind = FORMATS[output.format]
    warnings = []
    if not kind.tagged:
        message = f"{kind.name} holds no title, no chapter marks, no cover"
        warnings.append(SpeechWarning("untagged", message))
    if (rate := kind.rate_for(sample_rate)) < sample_rate:
        message = f"{kind.name} cannot hold audio of {sample_rate} Hz; it is resampled to {rate} Hz"
        warnings.append(SpeechWarning("resampled", message))
    return warnings
