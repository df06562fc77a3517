"""The pages of an Ogg stream."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

__all__ = ["Page", "packets_of", "paged", "split_pages", "unpacked"]

_HEADER = struct.Struct("<4sBBqIIIB")
_CONTINUED = 1
_FULL = 255
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(slots=True)
class Page:
    """
    One page: parts of packets, and where the sound stands at its end.

    A packet whose last segment is full goes on: on the next page, if it is the last here.
    """

    flags: int
    granule: int
    number: int
    packets: list[bytes]
    ends_packet: bool = True
    """Whether the last packet ends on this page."""

    def written(self, *, serial: int, number: int) -> bytes:
        """Return the page as it stands in a file."""
        lacing = bytearray()
        for index, packet in enumerate(self.packets):
            lacing += b"\xff" * (len(packet) // _FULL)
            if self.ends_packet or index < len(self.packets) - 1:
                lacing.append(len(packet) % _FULL)
        head = _HEADER.pack(b"OggS", 0, self.flags, self.granule, serial, number, 0, len(lacing))
        page = bytearray(head + lacing + b"".join(self.packets))
        page[22:26] = struct.pack("<I", self.checksum(page))
        return bytes(page)

    @staticmethod
    def checksum(data: bytes | bytearray) -> int:
        """
        Return Ogg's CRC of *data*.

        It is the polynomial of zip with the bits of every byte the other way round and without the
        inversions, so zlib can do the work.
        """
        mirrored = zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
        return int(f"{mirrored:032b}"[::-1], 2)


def split_pages(data: bytes) -> tuple[list[Page], bytes]:
    """Cut *data* into whole pages and what is left behind them."""
    pages: list[Page] = []
    while len(data) >= _HEADER.size:
        magic, _, flags, granule, _, number, _, count = _HEADER.unpack_from(data)
        if magic != b"OggS":
            raise ValueError("this is not an Ogg page")
        lacing = data[_HEADER.size : _HEADER.size + count]
        start = _HEADER.size + count
        if len(lacing) < count or len(data) < start + sum(lacing):
            break
        packets, begin = [], start
        for index, size in enumerate(lacing):
            start += size
            if size < _FULL or index == count - 1:
                packets.append(data[begin:start])
                begin = start
        pages.append(Page(flags, granule, number, packets, not lacing or lacing[-1] < _FULL))
        data = data[start:]
    return pages, data


def paged(packets: Sequence[bytes], first_number: int) -> list[Page]:
    """Lay header packets out on as many pages as they need, the last of which ends with the last packet."""
    segments: list[tuple[int, bytes, bool]] = []
    for packet in packets:
        for at in range(0, len(packet) + 1, _FULL):
            segments.append((len(segments), packet[at : at + _FULL], at == 0))
    pages: list[Page] = []
    for start in range(0, len(segments), _FULL):
        held = segments[start : start + _FULL]
        parts: list[bytes] = []
        for _, part, begins in held:
            if begins or not parts:
                parts.append(part)
            else:
                parts[-1] += part
        flags = 0 if held[0][2] else _CONTINUED
        ends = len(held[-1][1]) < _FULL
        granule = 0 if any(len(part) < _FULL for _, part, _ in held) else -1
        pages.append(Page(flags, granule, first_number + len(pages), parts, ends))
    return pages


def unpacked(pages: Sequence[Page], count: int) -> tuple[list[bytes], int] | None:
    """Return the first *count* packets and how many pages they take, or None where they are not all there."""
    packets: list[bytes] = []
    for used, page in enumerate(pages, 1):
        for index, part in enumerate(page.packets):
            if index == 0 and page.flags & _CONTINUED:
                packets[-1] += part
            else:
                packets.append(part)
        if len(packets) >= count and page.ends_packet:
            return packets[:count], used
    return None


def packets_of(file: BinaryIO, count: int) -> list[bytes]:
    """Return the first *count* packets of an Ogg file."""
    pages: list[Page] = []
    pending = b""
    while (found := unpacked(pages, count)) is None:
        more = file.read(1 << 16)
        if not more:
            raise IndexError("the Ogg file ends within its headers")
        fresh, pending = split_pages(pending + more)
        pages += fresh
    return found[0]
