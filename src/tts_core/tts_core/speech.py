"""What comes out: pieces as they are streamed, and the whole of them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .atomic_file import atomic_write, is_ordinary
from .provenance import default_tags, tags_of

if TYPE_CHECKING:
    import os

    from .audio import Audio
    from .captions import Edit
    from .encoding import Tags
    from .playback import Playback
    from .receipt import Receipt
    from .synthesizer import SpeechWarning, Word

__all__ = ["Delivered", "Piece", "Speech"]


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
    edits: tuple[Edit, ...] = ()
    """Where the text is markup, and what is shown there instead."""

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.audio.duration

    def tags(self, *, receipt: bool = False) -> Tags:
        """Return what a file of this speech says about itself, with its whole receipt if that is wanted."""
        return tags_of(self.receipt, embedded=receipt)

    def encode(
        self,
        format: str = "wav",  # noqa: A002  (the field's own word)
        *,
        tags: Tags | None = None,
        receipt: bool = False,
        **options: Any,
    ) -> bytes:
        """
        Return the speech as a whole file of this format, with exact sizes and headers.

        The file says that it is synthetic speech and by whom, unless *tags* say otherwise; with
        *receipt* it also holds all that is needed to make it again.
        """
        from .encoding import encode

        return encode(self.audio, format, tags=self._labels(format, tags, receipt), **options)

    def save(
        self,
        path: str | os.PathLike[str],
        format: str | None = None,  # noqa: A002  (the field's own word)
        *,
        tags: Tags | None = None,
        receipt: bool = False,
        **options: Any,
    ) -> Path:
        """
        Write the speech to *path*, in the format that its extension names, and return the path.

        The file is written beside its place and moved there when it is whole. What can be asked for
        is what `encode` takes.
        """
        from .encoding import format_of, open_encoder
        from .encoding.finishing import finish_file

        target = Path(path)
        name = format or format_of(target)
        labels = self._labels(name, tags, receipt)
        encoder = open_encoder(
            name, sample_rate=self.audio.sample_rate, tags=labels, whole=is_ordinary(target), **options
        )
        with closing(encoder), atomic_write(target) as file:
            for block in self.audio.blocks():
                file.write(encoder.write(block))
            finish_file(file, encoder)
        return target

    def _labels(self, name: str, tags: Tags | None, receipt: bool) -> Tags | None:
        if receipt:
            return replace(tags or self.tags(), receipt=self.receipt.as_json())
        return tags or default_tags(name, self.receipt)

    def play(self, *, device: str | None = None, wait: bool = True) -> Playback:
        """
        Play the speech on the device of that name, or the system's own: to its end, or beside what follows.

        With `wait=False` it goes on while the program does; what is returned pauses, seeks and stops it.
        """
        from .playback import played

        return played([self], self.audio.sample_rate, device=device, text=lambda: self.text, wait=wait)

    def resampled(self, sample_rate: int) -> Speech:
        """Return the same speech at another sample rate."""
        return replace(self, audio=self.audio.resampled(sample_rate))

    def captions(
        self, kind: str = "srt", *, word_cues: bool = False, offset: float = 0.0, **layout: Any
    ) -> str:
        """
        Return captions in the caller's own words: srt, vtt, lrc, audacity or json.

        *word_cues* puts the time of every word into WebVTT; *offset* is for files whose sound comes
        later than it was made; *layout* are the fields of `tts_core.captions.Layout`.
        """
        from .captions import Layout, captions

        return captions(
            kind,
            self.words,
            self.text,
            layout=Layout(**layout),
            word_cues=word_cues,
            offset=offset,
            duration=self.duration,
            edits=self.edits,
        )

    def srt(self, **layout: Any) -> str:
        """Return SubRip captions in the caller's own words."""
        return self.captions("srt", **layout)

    def vtt(self, **layout: Any) -> str:
        """Return WebVTT captions in the caller's own words."""
        return self.captions("vtt", **layout)

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
