"""What kind of processor this is, as far as it decides how a graph is best laid out."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path

__all__ = ["kind", "multiplies_bytes"]

_TOLD = frozenset({"model name", "flags", "Features", "CPU part"})
_BYTES = frozenset({"avx512_vnni", "avx_vnni", "asimddp", "i8mm"})
"""The instructions that multiply and add bytes at once, as Linux calls them on x86 and on ARM."""


def kind() -> str:
    """Describe the kind of processor: the runtime lays weights out as its instructions like them best."""
    told = [platform.machine(), platform.processor(), *_lines()]
    return hashlib.blake2b("\n".join(told).encode(), digest_size=16).hexdigest()


def multiplies_bytes() -> bool:
    """Whether products of 8 bits are quicker here than those of floats; yes where nothing tells."""
    told = " ".join(_lines()).split()
    return not told or not _BYTES.isdisjoint(told)


def _lines() -> list[str]:
    """Return what Linux tells of the first processor; elsewhere nothing."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8", "replace")
    except OSError:
        return []
    first = told.partition("\n\n")[0].splitlines()
    return [line for line in first if line.partition(":")[0].strip() in _TOLD]
