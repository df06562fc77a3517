"""Audio in, bytes out: whole or as it comes, in every format."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, final

from ..synthesizer import SpeechWarning
from .formats import find_format

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from ..audio import Audio
    from .codec import Codec
    from .formats import Format
    from .tags import Tags

__all__ = ["Encoder", "encode", "open_encoder"]


class Encoder(Protocol):
    """
    One coded stream, from its first byte to its last.

    Everything that `write` and `finish` return, joined, is the stream. The encoder holds memory of
    a foreign library until it is finished or closed: `contextlib.closing` frees it when whatever
    the bytes go to breaks.
    """

    @property
    def sample_rate(self) -> int:
        """The rate that is written: the caller's, or the one it was resampled to."""
        ...

    @property
    def delay(self) -> float:
        """
        Seconds by which the sound comes later in what was written than in what was given.

        Zero wherever the container can tell readers what to skip.
        """
        ...

    @property
    def padding(self) -> float:
        """
        Seconds of silence behind the sound in what was written; known when the stream is finished.

        Zero wherever the container can tell readers where the sound ends.
        """
        ...

    @property
    def warnings(self) -> tuple[SpeechWarning, ...]:
        """What the caller should know about the result."""
        ...

    def write(self, audio: Audio) -> bytes:
        """Take more audio, of the rate the encoder was opened for, and return the bytes that are ready."""
        ...

    def finish(self) -> bytes:
        """Return the last bytes and free the encoder. To be called once."""
        ...

    def header(self) -> bytes:
        """
        Return, after `finish`, what the first bytes of a whole file must be overwritten with.

        Empty where nothing has to be corrected, and for every stream.
        """
        ...

    def close(self) -> None:
        """Free the encoder without finishing the stream. May be called more than once."""
        ...


def open_encoder(
    format: str,  # noqa: A002  (the field's own word)
    *,
    sample_rate: int,
    tags: Tags | None = None,
    whole: bool = False,
    **options: object,
) -> Encoder:
    """
    Open an encoder for audio of *sample_rate*.

    A stream goes to something that cannot seek: its bytes are final. A *whole* file goes to
    something that can: when it is finished, its first bytes are overwritten with `header()`, and
    then every size and count in it is exact.
    """
    chosen = find_format(format)
    checked = chosen.checked(options)
    if not isinstance(sample_rate, int) or sample_rate <= 0:
        raise ValueError(f"the sample rate must be a positive whole number, not {sample_rate!r}")
    if tags is not None and not chosen.tagged:
        raise ValueError(f"the format {format!r} is nothing but samples and cannot carry tags")
    rate = chosen.rate_for(sample_rate)
    return _Encoder(chosen, sample_rate, rate, whole, _codec(chosen, rate, tags, whole, checked))


def encode(
    audio: Audio,
    format: str,  # noqa: A002  (the field's own word)
    *,
    tags: Tags | None = None,
    **options: object,
) -> bytes:
    """Return *audio* as one whole file: exact sizes, exact sample counts, nothing to guess for any reader."""
    encoder = open_encoder(format, sample_rate=audio.sample_rate, tags=tags, whole=True, **options)
    try:
        written = bytearray(encoder.write(audio))
        written += encoder.finish()
        header = encoder.header()
        written[: len(header)] = header
        return bytes(written)
    finally:
        encoder.close()


@final
class _Encoder:
    """
    What is the same for every format: checking, resampling, clipping, the order of the calls.

    It may be closed by one thread while another still writes: an abandoned async stream does. The
    foreign library is then freed when it is done with that piece, never under its feet.
    """

    def __init__(self, chosen: Format, source: int, rate: int, whole: bool, codec: Codec) -> None:
        self._format = chosen
        self._source = source
        self._whole = whole
        self._codec = codec
        self._begun = self._finished = self._closed = False
        self._busy = threading.Lock()
        self.sample_rate = rate
        self._resampler = None
        if rate != source:
            from .resample import Resampler

            self._resampler = Resampler(source, rate)

    @property
    def delay(self) -> float:
        return self._codec.delay / self.sample_rate

    @property
    def padding(self) -> float:
        return self._codec.padding / self.sample_rate

    @property
    def warnings(self) -> tuple[SpeechWarning, ...]:
        if self._source <= self.sample_rate:  # At a higher rate nothing of the sound is lost.
            return ()
        message = (
            f"{self._format.name} cannot hold audio of {self._source} Hz; "
            f"it was resampled to {self.sample_rate} Hz"
        )
        return (SpeechWarning("resampled", message),)

    def write(self, audio: Audio) -> bytes:
        if audio.sample_rate != self._source:
            raise ValueError(
                f"this encoder was opened for {self._source} Hz and was given audio of "
                f"{audio.sample_rate} Hz; resample it first"
            )
        with self._using():
            samples = audio.samples
            opening = self._begin()
            if self._resampler is not None:
                _refuse_gaps(samples)
                samples = self._resampler.write(samples)
            return opening + self._coded(samples)

    def finish(self) -> bytes:
        with self._using():
            opening = self._begin()
            rest = b"" if self._resampler is None else self._coded(self._resampler.finish())
            last = self._codec.flush()
            self._codec.close()
            self._finished = True
            return opening + rest + last

    def header(self) -> bytes:
        if not self._finished:
            raise ValueError("the header of a file is known when it is finished; call finish() first")
        return self._codec.header() if self._whole else b""

    def close(self) -> None:
        self._closed = True
        if self._busy.acquire(blocking=False):
            try:
                self._codec.close()
            finally:
                self._busy.release()

    @contextmanager
    def _using(self) -> Iterator[None]:
        """Keep the library from being freed meanwhile, and free it if that was asked for."""
        try:
            with self._busy:
                yield
        finally:
            if self._closed:
                self.close()

    def _begin(self) -> bytes:
        if self._finished or self._closed:
            raise ValueError(f"this encoder is {'finished' if self._finished else 'closed'}; open another")
        if self._begun:
            return b""
        self._begun = True
        return self._codec.start()

    def _coded(self, samples: NDArray[np.float32]) -> bytes:
        import numpy as np

        if not len(samples):
            return b""
        _refuse_gaps(samples)
        if not self._format.lossless:
            samples = np.clip(samples, np.float32(-1), np.float32(1))
        return self._codec.encode(samples)


def _refuse_gaps(samples: NDArray[np.float32]) -> None:
    import numpy as np

    if not np.isfinite(samples).all():
        raise ValueError("the audio holds samples that are not numbers (NaN or infinite)")


def _codec(chosen: Format, rate: int, tags: Tags | None, whole: bool, options: dict[str, Any]) -> Codec:
    """Open the codec of a format. Libraries are imported here, and only the one that is needed."""
    match chosen.name:
        case "wav":
            from .wav import WAV

            return WAV(rate, tags=tags, whole=whole, **options)
        case "pcm":
            from .pcm import PCM

            return PCM()
        case "ulaw" | "alaw" as law:
            from .g711 import G711

            return G711(law)
        case "flac":
            from .flac import FLAC

            return FLAC(rate, tags=tags, **options)
        case "mp3":
            from .mp3 import open_mp3

            return open_mp3(rate, tags=tags, whole=whole, **options)
        case "opus":
            from .ogg import OggOpus

            return OggOpus(rate, tags=tags, whole=whole, **options)
        case "vorbis":
            from .ogg import OggVorbis

            return OggVorbis(rate, tags=tags, **options)
        case "aac":
            from .aac import ADTS

            return ADTS(rate, tags=tags, **options)
        case name:
            from .aac import MP4

            return MP4(name, rate, tags=tags, whole=whole, **options)
