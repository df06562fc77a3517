"""Messages between two processes: pickled, with arrays beside them in memory that both can see."""

from __future__ import annotations

import os
import pickle
import socket
import struct
import threading
from typing import Any

__all__ = ["Channel"]

_HEADER = struct.Struct("!QQ")
"""How long the pickle is, and how much memory comes beside it."""


class Channel:
    """One end of a socket between two processes. Any thread may send; one receives."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._sending = threading.Lock()

    def send(self, message: object) -> None:
        """Send *message*; its arrays go in shared memory where the system has it."""
        arrays: list[memoryview] = []
        keep_beside = (lambda buffer: arrays.append(buffer.raw())) if hasattr(os, "memfd_create") else None
        inner = pickle.dumps(message, protocol=5, buffer_callback=keep_beside)
        body = pickle.dumps(([array.nbytes for array in arrays], inner))
        shared = sum(array.nbytes for array in arrays)
        header = _HEADER.pack(len(body), shared)
        if not shared:
            with self._sending:
                self._socket.sendall(header + body)
            return
        memory = os.memfd_create("tts-core")
        try:
            for array in arrays:
                _write(memory, array)
            with self._sending:
                socket.send_fds(self._socket, [header], [memory])
                self._socket.sendall(body)
        finally:
            os.close(memory)

    def receive(self) -> Any:
        """Return the next message; raise EOFError when the other end is closed."""
        header, memories, _, _ = socket.recv_fds(self._socket, _HEADER.size, 1)
        length, shared = _HEADER.unpack(header + self._read(_HEADER.size - len(header)))
        try:
            sizes, inner = pickle.loads(self._read(length))  # noqa: S301  (from a process of our own)
            if not shared:
                return pickle.loads(inner, buffers=[bytearray()] * len(sizes))  # noqa: S301  (as above)
            # Mapped, each would hold a descriptor for as long as it lives.
            whole = memoryview(bytearray(shared))
            _read_into(memories[0], whole)
        finally:
            for memory in memories:
                os.close(memory)
        begin, arrays = 0, []
        for size in sizes:
            arrays.append(whole[begin : begin + size])
            begin += size
        return pickle.loads(inner, buffers=arrays)  # noqa: S301  (as above)

    def finish(self) -> None:
        """Let the other end see that nothing more comes."""
        self._socket.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Let go of this end."""
        self._socket.close()

    def _read(self, size: int) -> bytes:
        data = bytearray(size)
        view = memoryview(data)
        while view:
            count = self._socket.recv_into(view)
            if not count:
                raise EOFError("the other process is gone")
            view = view[count:]
        return bytes(data)


def _read_into(file: int, data: memoryview) -> None:
    place = 0
    while place < len(data):
        count = os.preadv(file, [data[place:]], place)
        if not count:
            raise EOFError("the shared memory is shorter than was said")
        place += count


def _write(file: int, data: memoryview) -> None:
    while data:
        data = data[os.write(file, data) :]
