"""What comes out: pieces as they are streamed, and the whole of them."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .audio import Audio
    from .receipt import Receipt
    from .synthesizer import SpeechWarning, Word

__all__ = ["Delivered", "Piece", "Speech", "save_bytes"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """
    One streamed result.

    The rest that follows the piece before is part of this piece's audio, so that pieces played one
    behind the other are the whole speech, and the first sound is never held back for a pause.
    """

    index: int
    audio: Audio
    text: str
    """The caller's text of this piece, as written. The texts of all pieces make up the whole text."""
    span: tuple[int, int]
    """Where that is in the caller's text."""
    start: float
    """Seconds from the beginning of the whole speech to the beginning of this audio."""
    words: tuple[Word, ...] = ()
    """Spans in the caller's text, times from the beginning of the whole speech."""
    warnings: tuple[SpeechWarning, ...] = ()

    @property
    def end(self) -> float:
        """Seconds from the beginning of the whole speech to the end of this audio."""
        return self.start + self.audio.duration


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """What a stream had handed out when it was stopped: enough to know what was heard."""

    pieces: int = 0
    samples: int = 0
    seconds: float = 0.0
    span: tuple[int, int] = (0, 0)
    text: str = ""
    """The caller's text up to the end of the last piece that was handed out."""
    last_word: Word | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Speech:
    """The whole result of one request."""

    text: str
    """The caller's text, as written."""
    audio: Audio
    words: tuple[Word, ...]
    warnings: tuple[SpeechWarning, ...]
    receipt: Receipt

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.audio.duration

    def encode(self, format: str = "wav", **options: Any) -> bytes:  # noqa: A002  (the field's own word)
        """Return the speech as a whole file of this format, with exact sizes and headers."""
        from .encoding import encode

        return encode(self.audio, format, **options)

    def save(self, path: str | os.PathLike[str], format: str | None = None, **options: Any) -> Path:  # noqa: A002
        """
        Write the speech to *path*, in the format that its extension names, and return the path.

        The file is written beside its place and moved there when it is whole.
        """
        from .encoding import format_of

        target = Path(path)
        return save_bytes(target, self.encode(format or format_of(target), **options))

    def resampled(self, sample_rate: int) -> Speech:
        """Return the same speech at another sample rate."""
        return replace(self, audio=self.audio.resampled(sample_rate))

    def srt(self, **layout: Any) -> str:
        """Return SubRip captions in the caller's own words."""
        from .captions import Layout, srt

        return srt(self.words, self.text, layout=Layout(**layout))

    def vtt(self, **layout: Any) -> str:
        """Return WebVTT captions in the caller's own words."""
        from .captions import Layout, vtt

        return vtt(self.words, self.text, layout=Layout(**layout))

    def _repr_html_(self) -> str:
        """Show a player where a notebook shows values."""
        import base64
        import html

        data = base64.b64encode(self.encode("wav")).decode("ascii")
        said = html.escape(self.text if len(self.text) <= 300 else f"{self.text[:300]}…")
        return (
            f'<figure><audio controls src="data:audio/wav;base64,{data}"></audio>'
            f"<figcaption>{said}</figcaption></figure>"
        )


def save_bytes(target: Path, data: bytes) -> Path:
    """Write *data* so that *target* is whole or untouched, whatever happens on the way."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise
    return target


def _umask() -> int:
    """Read the mask that ordinary new files get; a temporary file has none but the owner's rights."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
