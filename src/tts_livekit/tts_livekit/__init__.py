"""
Every voice of tts-core in a LiveKit agent, in the agent's own process.

    session = AgentSession(tts=tts_livekit.TTS(voice="heart"), ...)
    session.output.audio = tts_livekit.HeardOutput(session.output.audio)

Importing this imports nothing of LiveKit's until one of the two is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .output import HeardOutput
    from .speaking import TTS

__all__ = ["TTS", "HeardOutput"]

_HOME = {"TTS": ".speaking", "HeardOutput": ".output"}


def __getattr__(name: str) -> Any:
    """Fetch what needs LiveKit's libraries when it is first used."""
    from importlib import import_module

    if name in _HOME:
        return getattr(import_module(_HOME[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
