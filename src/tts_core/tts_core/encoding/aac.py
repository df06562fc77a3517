"""AAC by way of PyAV: in ADTS, and in MP4 whole or in fragments."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import EncodingUnavailable
from .buffers import SeekableBuffer, WriteBuffer
from .id3 import id3
from .mp4 import boxes, sound_end, with_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .chapters import Chapter
    from .tags import Tags

__all__ = ["ADTS", "MP4"]

_FRAME = 1024
"""Samples in a frame."""
_DELAY = 1024
"""Samples of silence that FFmpeg's AAC encoder begins with."""


class _Encoder:
    """FFmpeg's AAC encoder and the container that it writes to."""

    def __init__(
        self,
        name: str,
        container: str,
        sample_rate: int,
        bitrate: int | None,
        sink: WriteBuffer,
        *,
        chapters: Sequence[Chapter] = (),
        **options: str,
    ) -> None:
        try:
            import av
        except ModuleNotFoundError as missing:
            raise EncodingUnavailable(
                name, "AAC needs PyAV, which is not installed", 'pip install "tts-core[aac]"'
            ) from missing
        limit = 6 * sample_rate // 1000
        wanted = min(128, limit // 2) if bitrate is None else bitrate
        if wanted > limit:
            raise ValueError(f"{name} at {sample_rate} Hz ends at {limit} kbit/s; {wanted} is more")
        self._frame_type = av.AudioFrame
        self._rate = sample_rate
        self._container = av.open(sink, "w", format=container, container_options=options)
        self._stream = self._container.add_stream("aac", rate=sample_rate, layout="mono")
        self._stream.bit_rate = wanted * 1000
        if chapters:
            self._container.set_chapters(
                [_ffmpeg(number, chapter) for number, chapter in enumerate(chapters)]
            )
        self._taken = self._given = self._packets = 0
        self._closed = False

    def write(self, samples: NDArray[np.float32]) -> None:
        frame = self._frame_type.from_ndarray(samples[None, :], format="fltp", layout="mono")
        frame.sample_rate = self._rate
        frame.pts = self._taken
        self._taken += len(samples)
        self._mux(self._stream.encode(frame))

    def finish(self) -> None:
        """Let the last packets out. Of no samples at all, make one: no container holds nothing."""
        self._given = self._taken
        if not self._taken:
            import numpy as np

            self.write(np.zeros(1, dtype=np.float32))
        self._mux(self._stream.encode(None))
        self.close()

    @property
    def padding(self) -> int:
        """Samples with which the last frame was filled up."""
        return self._packets * _FRAME - _DELAY - self._given if self._packets else 0

    def _mux(self, packets: Iterable[Any]) -> None:
        for packet in packets:
            self._packets += 1
            self._container.mux(packet)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._container.close()


def _ffmpeg(number: int, chapter: Chapter) -> Any:
    start, end = chapter.milliseconds
    metadata = {"title": chapter.title}
    return {"id": number, "start": start, "end": end, "time_base": Fraction(1, 1000), "metadata": metadata}


class ADTS:
    """AAC frames that each say what they are. Nothing says how much silence comes before the sound."""

    delay = _DELAY
    padding = 0

    def __init__(self, sample_rate: int, *, tags: Tags | None, bitrate: int | None = None) -> None:
        self._sink = WriteBuffer()
        self._tags = b"" if tags is None else id3(tags, delay=_DELAY / sample_rate)
        self._encoder = _Encoder("aac", "adts", sample_rate, bitrate, self._sink)

    def start(self) -> bytes:
        """Return the tags."""
        return self._tags

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return the frames that are full."""
        self._encoder.write(samples)
        return self._sink.take()

    def flush(self) -> bytes:
        """Return the last frames."""
        self._encoder.finish()
        self.padding = self._encoder.padding
        return self._sink.take()

    def header(self) -> bytes:
        """Return nothing: the frames stand for themselves."""
        return b""

    def close(self) -> None:
        """Free the encoder."""
        self._encoder.close()


class MP4:
    """
    An edit list says what to skip, so that the sound begins with its first sample.

    A whole file has its index, with exact counts, at the end. A stream has an empty index at the
    beginning and its sound in fragments: where it ends was not known when its edit list was written, so
    that the last frame is heard to its end.
    """

    delay = padding = 0

    def __init__(
        self, name: str, sample_rate: int, *, tags: Tags | None, whole: bool, bitrate: int | None = None
    ) -> None:
        self._tags = tags
        self._buffer = SeekableBuffer()
        self._whole = whole
        self._opened = whole
        self._held = b""
        # The timescale of the whole is that of the sound, or the edit list would cut at milliseconds.
        options = {"movie_timescale": str(sample_rate), "brand": "M4B " if name == "m4b" else "M4A "}
        sink: WriteBuffer = self._buffer
        if not whole:
            sink = self._sink = WriteBuffer()
            # Without its last box, which points to the fragments by numbers that our tags would make wrong.
            options["movflags"] = "empty_moov+delay_moov+default_base_moof+skip_trailer"
            options["frag_duration"] = "250000"
        self._taker = sink
        self._encoder = _Encoder(
            name, "ipod", sample_rate, bitrate, sink, chapters=tags.chapters if tags else (), **options
        )

    def start(self) -> bytes:
        """Return nothing: the container begins with the first samples."""
        return b""

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return what is ready of the sound."""
        self._encoder.write(samples)
        return self._with_index(self._taker.take())

    def flush(self) -> bytes:
        """Return the rest of the sound, and the index of a whole file."""
        self._encoder.finish()
        last = self._taker.take()
        if not self._whole:
            self.padding = self._encoder.padding
            return self._with_index(last)
        index = sound_end(self._buffer.head) - (self._buffer.end - len(last))
        return last[:index] + with_tags(last[index:], self._tags)

    def header(self) -> bytes:
        """Return the beginning of the file with the true size of the sound."""
        return bytes(
            self._buffer.head[: next(box.body for box in boxes(self._buffer.head) if box.name == b"mdat")]
        )

    def close(self) -> None:
        """Free the encoder."""
        self._encoder.close()

    def _with_index(self, data: bytes) -> bytes:
        """Put our tags into the index of a stream, when it has come whole."""
        if self._opened:
            return data
        self._held += data
        for box in boxes(self._held):
            if box.name == b"moov" and box.end <= len(self._held):
                self._opened = True
                index = with_tags(self._held[box.start : box.end], self._tags)
                return self._held[: box.start] + index + self._held[box.end :]
        return b""
