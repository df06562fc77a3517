"""How many utterances are spoken side by side: one for each processor, up to where more is of no use."""

from __future__ import annotations

import os

__all__ = ["concurrency"]

_MOST = 4
"""So many already speak some thousands of times faster than anybody listens."""


def concurrency() -> int:
    """Count the processors that this process may use, as far as they are of use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, _MOST))
