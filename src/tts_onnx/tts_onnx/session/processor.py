"""What kind of processor this is, as far as it decides how a graph is best laid out."""

from __future__ import annotations

import hashlib
import platform
import sys
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
    """
    Whether the processor adds up products of bytes in one instruction: VNNI, or what ARM calls dot product.

    Without it a graph in 8 bits is smaller than one of floats, and no quicker. Where nothing tells, as on
    Windows, it is taken for absent.
    """
    if sys.platform == "darwin":
        return platform.machine() == "arm64"  # Every one that Apple put into a Mac can.
    flags = [line for line in _lines() if line.startswith(("flags", "Features"))]
    return not _BYTES.isdisjoint(" ".join(flags).split())


def _lines() -> list[str]:
    """Return what Linux tells of the first processor; elsewhere nothing."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8", "replace")
    except OSError:
        return []
    first = told.partition("\n\n")[0].splitlines()
    return [line for line in first if line.partition(":")[0].strip() in _TOLD]
