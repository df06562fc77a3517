"""What an echo model can be told to do, so that a test sees what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .recorder import Gate, Recorder

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..synthesizer import Rendering, Utterance

__all__ = ["EchoOptions"]


@dataclass(frozen=True, kw_only=True, slots=True)
class EchoOptions:
    """What an echo model is to do, besides spelling out its text. By default: nothing else, and at once."""

    latency: float = 0.0
    """Seconds that every utterance takes; a cancelled one takes no longer."""
    gate: Gate | None = None
    """Where every call of `speak` stands until it is let through."""
    load_gate: Gate | None = None
    """Where every load stands until it is let through."""
    fail_load: Exception | None = None
    """What loading raises."""
    fail_on: str = ""
    """The text on which `speak` fails."""
    error: Exception = field(default_factory=lambda: RuntimeError("the echo model was told to fail"))
    """What `speak` raises then."""
    twist: Callable[[Utterance], Utterance] | None = None
    """What is done to every utterance before it is spoken; it may raise."""
    damage: Callable[[Rendering], Rendering] | None = None
    """What is done to every rendering before it is returned, such as taking its samples away."""
    ignore_cancel: bool = False
    """Whether cancelled utterances are spoken all the same."""
    measure: Callable[[str], int] | None = None
    """How the model counts its budget, when not in characters."""
    powers: frozenset[str] = frozenset()
    """What it has beside `speak`: "streams", "many", "splits"; "awaits" makes a coroutine of that."""
    recorder: Recorder = field(default_factory=Recorder)
    """What notes down everything the model is asked to do."""
