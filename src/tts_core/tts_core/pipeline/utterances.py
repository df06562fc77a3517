"""What a synthesizer is given for a stretch of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..synthesizer import Pronunciation, Utterance

if TYPE_CHECKING:
    from ..cancel import CancelToken
    from ..text.spans import Spoken
    from .chunker import Chunk
    from .resolve import ResolvedRequest

__all__ = ["leading", "utterance_of"]


def leading(text: str) -> int:
    """Count the white space before *text*, which an utterance is given without."""
    return len(text) - len(text.lstrip())


def utterance_of(
    resolved: ResolvedRequest, chunk: Chunk, cancel: CancelToken, before: str = "", after: str = ""
) -> Utterance:
    """Make the utterance of a chunk: its words, in the manner of the request and of its own."""
    return Utterance(
        text=chunk.spoken.text.strip(),
        voice=chunk.voice or resolved.voice_id,
        sample=None if chunk.voice else resolved.sample,
        speed=resolved.speed * chunk.rate,
        language=chunk.language or resolved.language,
        options=resolved.options,
        phonemes=_readings(chunk.spoken),
        span=chunk.spoken.span,
        continues=chunk.continues,
        before=before,
        after=after,
        cancel=cancel,
    )


def _readings(spoken: Spoken) -> tuple[Pronunciation, ...]:
    """Return the caller's readings within *spoken*, placed in the utterance's text."""
    found = []
    offset = -leading(spoken.text)
    for token in spoken.tokens:
        if token.phonemes is not None:
            found.append(Pronunciation(offset, offset + len(token.text), token.phonemes))
        offset += len(token.text)
    return tuple(found)
