"""Ogg: Opus and Vorbis as libsndfile makes them, with comments of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .oggpage import Page, paged, split_pages, unpacked
from .sndfile import SndfileWriter
from .vorbiscomments import comments, vendor_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .tags import Tags

__all__ = ["OggOpus", "OggVorbis"]


class _Ogg:
    """
    A stream of pages that is valid from the first byte and needs no correction.

    libsndfile's pages are numbered anew, because our comments may take more of them, and get a
    serial number that does not change from one run to the next.
    """

    delay = padding = 0
    _headers: int
    """How many packets come before the sound."""
    _magic: bytes
    """What the packet of comments begins with."""
    _framing: bytes
    """What it ends with."""

    def __init__(self, writer: SndfileWriter, tags: Tags | None) -> None:
        self._writer = writer
        self._tags = tags
        self._pending = b""
        self._begun = False
        self._shift = 0
        self._serial = 0
        self._taken = 0

    def start(self) -> bytes:
        """Return nothing: libsndfile writes its headers with the first samples."""
        return b""

    def encode(self, samples: NDArray[np.float32]) -> bytes:
        """Return the pages that are full."""
        self._taken += len(samples)
        return self._renumbered(self._writer.write(samples))

    def flush(self) -> bytes:
        """Return the last pages, of which the very last says where the sound ends."""
        return self._renumbered(self._writer.finish())

    def header(self) -> bytes:
        """Return nothing: an Ogg stream says its length on its last page."""
        return b""

    def close(self) -> None:
        """Free the encoder."""
        self._writer.close()

    def _renumbered(self, data: bytes) -> bytes:
        pages, self._pending = split_pages(self._pending + data)
        if not self._begun:
            if not pages:
                return b""
            return self._opening(pages)
        return b"".join(self._page(page) for page in pages)

    def _page(self, page: Page) -> bytes:
        return page.written(serial=self._serial, number=page.number + self._shift)

    def _opening(self, pages: list[Page]) -> bytes:
        """Write the header packets anew, the second of them with our comments."""
        found = unpacked(pages, self._headers)
        if found is None:
            raise RuntimeError("libsndfile did not write the headers of an Ogg stream at once")
        packets, used = found
        block = packets[1][len(self._magic) :]
        packets[1] = self._magic + comments(self._tags, vendor_of(block)) + self._framing
        self._serial = Page.checksum(packets[1])
        first = Page(2, 0, 0, [packets[0]])
        opening = [first, *paged(packets[1:], first_number=1)]
        self._shift = len(opening) - used
        self._begun = True
        written = b"".join(page.written(serial=self._serial, number=page.number) for page in opening)
        return written + b"".join(self._page(page) for page in pages[used:])


class OggOpus(_Ogg):
    """Opus in Ogg. Its header declares the silence that decoders must drop, its last page where to stop."""

    _headers = 2
    _magic = b"OpusTags"
    _framing = b""

    def __init__(
        self, sample_rate: int, *, tags: Tags | None, whole: bool, bitrate: int | None = None
    ) -> None:
        # libsndfile maps its compression level, 0 to 1, to 256 down to 6 kbit/s.
        level = 1.0 - ((bitrate or _opus_bitrate(sample_rate)) - 6) / 250
        latency = None if whole else 100.0
        super().__init__(
            SndfileWriter(sample_rate, "OGG", "OPUS", compression=level, page_latency_ms=latency), tags
        )

    def flush(self) -> bytes:
        """Return the last pages. Of no samples at all, make a packet of silence that is not to be played."""
        if self._taken:
            return super().flush()
        import numpy as np

        opening = self._renumbered(self._writer.write(np.zeros(1, dtype=np.float32)))
        pages, _ = split_pages(self._writer.finish())
        skip = int.from_bytes(self._writer.head[28 + 10 : 28 + 12], "little")
        for page in pages:
            page.granule = min(page.granule, skip)
        return opening + b"".join(self._page(page) for page in pages)


class OggVorbis(_Ogg):
    """
    Vorbis in Ogg. Its last page says where to stop.

    libsndfile fills pages of four kilobytes, so a stream comes about a second late; Opus does not.
    """

    _headers = 3
    _magic = b"\x03vorbis"
    _framing = b"\x01"

    def __init__(self, sample_rate: int, *, tags: Tags | None, quality: float = 5.0) -> None:
        super().__init__(SndfileWriter(sample_rate, "OGG", "VORBIS", compression=1.0 - quality / 10), tags)


def _opus_bitrate(sample_rate: int) -> int:
    """Return a rate at which one voice is hardly told from the original."""
    return {8000: 32, 12000: 32, 16000: 40, 24000: 48, 48000: 64}[sample_rate]
