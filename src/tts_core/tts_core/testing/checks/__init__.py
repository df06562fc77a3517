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
    powers,
    process,
    sound,
    streaming,
    text,
    timings,
    voices,
)
from .check import Check, CheckResult

__all__ = ["CHECKS", "Check", "CheckResult"]

_SLOW = {
    lifetime.closing_again_is_harmless,
    lifetime.closing_while_busy_is_safe,
    lifetime.loads_again,
    text.long_text_is_whole,
    text.limit_is_real,
    text.digits_are_spoken,
    text.run_on_sentence_is_spoken,
    text.monstrous_word_is_spoken,
    text.odd_text_is_spoken,
    text.other_scripts_are_said_or_named,
    options.options_take_their_range,
    concurrency.fresh_load_same_sound,
    concurrency.concurrent_equals_serial,
    concurrency.two_loads_do_not_mix,
}

CHECKS = tuple(
    Check(run, slow=run in _SLOW)
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
        powers,
        process,
    )
    for run in room.CHECKS
)
