"""A server in a process of its own, and a client of it."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from .programs import MODELS, SERVER

__all__ = ["VOICES", "Client", "Served"]

VOICES = {"instant": None, "steady": None, "espeak": "en-us", "kitten": "Jasper"}
TICKS = os.sysconf("SC_CLK_TCK")


class Served:
    """A server in a process of its own, and what its process takes."""

    def __init__(self, program: str = MODELS + SERVER, *arguments: str) -> None:
        command = [sys.executable, "-c", program, *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None  # noqa: S101  (asked for above)
        self.port = int(self.process.stdout.readline())

    def processor_seconds(self) -> float:
        """Return what the process has taken of the processors so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def megabytes(self) -> float:
        """Return the memory that it holds."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def left(self) -> dict[str, int]:
        """Count its threads and open files."""
        process = Path(f"/proc/{self.process.pid}")
        return {name: sum(1 for _ in (process / name).iterdir()) for name in ("task", "fd")}

    def stop(self) -> None:
        """Tell it to stop, and wait until it has."""
        self.process.terminate()
        self.process.wait(30)


class Client:
    """One client on one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> tuple[float, bytes]:
        """Return the seconds that a path took, and what was there."""
        began = time.perf_counter()
        self._connection.request("GET", path)
        data = self._connection.getresponse().read()
        return time.perf_counter() - began, data

    def speak(self, model: str, text: str) -> dict[str, Any]:
        """Ask for a speech and say how it went: status, seconds to the first byte, seconds."""
        body = {"model": model, "voice": VOICES[model] or "alloy", "input": text, "response_format": "wav"}
        began = time.perf_counter()
        self._connection.request(
            "POST", "/v1/audio/speech", json.dumps(body), {"content-type": "application/json"}
        )
        answer = self._connection.getresponse()
        data = answer.read(1)
        first = time.perf_counter() - began
        data += answer.read()
        again = float(answer.headers.get("retry-after-ms", 0)) / 1000
        return {
            "status": answer.status,
            "first": first,
            "seconds": time.perf_counter() - began,
            "again": again,
            "bytes": len(data),
        }
