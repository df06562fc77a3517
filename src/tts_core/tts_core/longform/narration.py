"""A book being read: its chapters as requests, checked before the first is spoken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from ..api import stream
from ..card import LoadOptions
from ..pipeline.resolve import model_for_all
from ..provenance import tags_of
from ..request import Request
from .renderer import caching_registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import TracebackType

    from ..encoding import Tags
    from ..registry import Registry
    from ..speech import Piece
    from ..synthesizer import SpeechWarning
    from .book import Book
    from .renderer import Renderer

__all__ = ["Narration"]

_NO_LANGUAGE = ("", "und", "mul", "zxx", "mis")
"""Tags that say that there is no language to be said."""


class Narration:
    """
    The chapters of *book*, each of which can be had as often as it is wanted.

    Making one refuses whatever is wrong with any chapter: hours later would be too late.
    """

    def __init__(
        self,
        book: Book,
        renderer: Renderer,
        registry: Registry,
        fields: Mapping[str, Any],
        voices: Mapping[int, str],
    ) -> None:
        asked = dict(fields)
        readers = [voices.get(number) for number in range(1, len(book.chapters) + 1)]
        manners = [_chapter_fields(asked, book.language, voice) for voice in dict.fromkeys(readers)]
        model = model_for_all([Request(text="one", **each) for each in manners or [asked]], registry)
        asked["model"] = model.card.id
        load = asked.get("load") or LoadOptions()
        self.sample_rate = model.card.sample_rate
        self._registry = caching_registry(renderer, model, registry, load)
        asked["load"] = replace(load, isolated=False)  # The model is, not what looks into the cache.
        self.requests = [
            Request(text=chapter.text, **_chapter_fields(asked, book.language, voices.get(number)))
            for number, chapter in enumerate(book.chapters, 1)
        ]
        self._warnings: dict[int, tuple[SpeechWarning, ...]] = {}
        self.labels: list[Tags] = []
        """Who reads each chapter, in which language, and with what."""
        try:
            for request in self.requests:
                with stream(request, registry=self._registry) as checked:
                    self.labels.append(tags_of(checked.receipt))
                    self.sample_rate = checked.sample_rate
        except BaseException:
            self._registry.close()
            raise

    def pieces(self, chapter: int) -> Iterator[Piece]:
        """Read a chapter, counted from 0."""
        with stream(self.requests[chapter], registry=self._registry) as speech:
            speech.patient = True
            yield from speech
            self._warnings[chapter] = speech.warnings

    def warnings(self, chapter: int) -> tuple[SpeechWarning, ...]:
        """Return what should be known about a chapter that was read to its end."""
        return self._warnings.get(chapter, ())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._registry.close()


def _chapter_fields(asked: Mapping[str, Any], language: str | None, voice: str | None) -> dict[str, Any]:
    """Say how a chapter is read: as was asked, by its own voice, else by a voice of the book's language."""
    if voice is not None:
        return {**asked, "voice": voice}
    known = language is not None and language.lower() not in _NO_LANGUAGE
    if known and asked.get("voice") is None and asked.get("language") is None:
        return {**asked, "language": str(language).replace("_", "-")}
    return dict(asked)
