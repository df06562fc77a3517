"""
Every check there is, in the order in which they run.

A check is a function of a Subject; its docstring is the law. It returns when the law is kept.
"""

from __future__ import annotations

from . import (
    cancelling,
    card,
    concurrency,
    lifetime,
    options,
    process,
    sound,
    streaming,
    text,
    timings,
    voices,
)
from .check import Check, CheckResult

__all__ = ["CHECKS", "Check", "CheckResult"]

CHECKS = tuple(
    Check(run)
    for room in (
        card,
        voices,
        lifetime,
        sound,
        text,
        options,
        timings,
        streaming,
        concurrency,
        cancelling,
        process,
    )
    for run in room.CHECKS
)
