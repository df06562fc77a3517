"""MP3: the frames of LAME, as libsndfile carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .id3 import id3
from .mp3frame import DECODER_DELAY, ENCODER_DELAY, Layer3
from .sndfile import SndfileWriter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .tags import Tags

__all__ = ["MP3", "VariableMP3", "open_mp3"]


def open_mp3(
    sample_rate: int,
    *,
    tags: Tags | None,
    whole: bool,
    bitrate: int | None = None,
    quality: float | None = None,
) -> MP3 | VariableMP3:
    """Open a stream of constant bit rate, unless a quality is asked for."""
    if quality is None:
        return MP3(sample_rate, tags=tags, whole=whole, bitrate=bitrate)
    if bitrate is not None:
        raise ValueError("mp3 takes a bitrate (constant) or a quality (variable bit rate), not both")
    if not whole:
        raise ValueError(
            "a streamed mp3 cannot have a variable bit rate: readers would guess a wrong length. "
            "Give a bitrate instead of a quality."
        )
    return VariableMP3(sample_rate, tags=tags, quality=quality)


class MP3:
    """
    Frames of constant bit rate.

    A whole file begins with a frame that says how long the sound is and what to cut off at both
    ends. In a stream it could only hold wrong numbers, which readers believe, so a stream goes
    without it; its `delay` and `padding` say what a reader cannot know then. LAME's own such frame is
    left out: it is missing at low bit rates, and it does not know of the frames that are trimmed here.
    """

    def __init__(self, sample_rate: int, *, tags: Tags | None, whole: bool, bitrate: int | None) -> None:
        self._layout = Layer3(sample_rate)
        self._bitrate = _usual(sample_rate) if bitrate is None else bitrate
        if self._bitrate not in self._layout.bitrates:
            has = ", ".join(map(str, self._layout.bitrates))
            raise ValueError(f"mp3 at {sample_rate} Hz has no bitrate of {bitrate} kbit/s; it has {has}")
        self.delay = 0 if whole else ENCODER_DELAY + DECODER_DELAY
        self.padding = 0
        self._whole = whole
        self._tags = b"" if tags is None else id3(tags, delay=self.delay / sample_rate)
        self._writer = _writer(sample_rate, _compression(sample_rate, self._bitrate), "CONSTANT")
        self._held: bytes | None = b""
        self._taken = 0
        self._bytes = 0

    def start(self) -> bytes:
        """Return the tags, and room for the first frame of a whole file."""
        return self.header()

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return the frames that are full."""
        self._taken += len(samples)
        return self._counted(self._without_info(self._writer.write(samples)))

    def flush(self) -> bytes:
        """Return the last frames. Of no samples at all, make some silence: an MP3 without frames is none."""
        made = b""
        if not self._taken:
            import numpy as np

            made = self._writer.write(np.zeros(1, dtype=np.float32))
        last = self._counted(self._trimmed(self._without_info(made + self._writer.finish())))
        if not self._whole:
            self.padding = self._frames(self._bytes) * self._layout.samples - self.delay - self._taken
        return last

    def header(self) -> bytes:
        """Return the tags, and the first frame of a whole file with the numbers so far."""
        if not self._whole:
            return self._tags
        frames = self._frames(self._bytes)
        return self._tags + self._layout.info(self._bitrate, frames, self._bytes, self._taken)

    def close(self) -> None:
        """Free the encoder."""
        self._writer.close()

    def _frames(self, size: int) -> int:
        """Return how many frames there are in so many bytes. They are padded so that this comes out even."""
        return round(size * 8 * self._layout.sample_rate / (self._layout.samples * self._bitrate * 1000))

    def _counted(self, data: bytes) -> bytes:
        self._bytes += len(data)
        return data

    def _without_info(self, data: bytes) -> bytes:
        """Leave out LAME's first frame, where there is one."""
        if self._held is None:
            return data
        self._held += data
        size = self._layout.size(self._bitrate)
        if len(self._held) < size:
            return b""
        data, self._held = self._held, None
        return data[size:] if self._layout.is_reserved(data, self._bitrate) else data

    def _trimmed(self, last: bytes) -> bytes:
        """Leave out the frames at the end that LAME made to be sure, and no sample reaches into."""
        # Readers do not believe in an MP3 of a single frame.
        needed = max(2, -(-(self._taken + ENCODER_DELAY + DECODER_DELAY) // self._layout.samples))
        for _ in range(self._frames(self._bytes + len(last)) - needed):
            for padding in (0, 1):
                size = self._layout.size(self._bitrate, padding)
                if last[-size:][:3] == self._layout.header(self._bitrate, padding):
                    last = last[:-size]
                    break
        return last


class VariableMP3:
    """Frames of variable bit rate, behind LAME's own first frame. Only for whole files."""

    delay = padding = 0

    def __init__(self, sample_rate: int, *, tags: Tags | None, quality: float) -> None:
        self._tags = b"" if tags is None else id3(tags)
        self._writer = _writer(sample_rate, quality / 10, "VARIABLE")
        self._taken = False

    def start(self) -> bytes:
        """Return the tags."""
        return self._tags

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return the frames that are full."""
        self._taken = True
        return self._writer.write(samples)

    def flush(self) -> bytes:
        """Return the last frames. Of no samples at all, make one: an MP3 without frames is none."""
        if self._taken:
            return self._writer.finish()
        import numpy as np

        return self._writer.write(np.zeros(1, dtype=np.float32)) + self._writer.finish()

    def header(self) -> bytes:
        """Return the tags and the beginning of LAME's first frame, as it was corrected."""
        return self._tags + self._writer.head

    def close(self) -> None:
        """Free the encoder."""
        self._writer.close()


def _writer(sample_rate: int, compression: float, mode: str) -> SndfileWriter:
    return SndfileWriter(sample_rate, "MP3", "MPEG_LAYER_III", compression=compression, bitrate_mode=mode)


def _usual(sample_rate: int) -> int:
    """Return a bit rate at which one voice is hardly told from the original."""
    return 128 if sample_rate >= 32000 else 96 if sample_rate >= 16000 else 48


def _compression(sample_rate: int, bitrate: int) -> float:
    """Return libsndfile's compression level, which spans the bit rates of the MPEG version."""
    low, high = (32, 320) if sample_rate >= 32000 else (8, 160) if sample_rate >= 16000 else (8, 64)
    # Half a kilobit more, because libsndfile rounds down and LAME then takes the nearest.
    return min(1.0, max(0.0, 1.0 - (bitrate + 0.5 - low) / (high - low)))
