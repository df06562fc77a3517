"""
A model in a process of its own: what its native code does there ends nothing here.

Plugins need nothing for it. The process is started, never forked, loads the model by itself, and
answers over a socket; samples come in shared memory.
"""

from __future__ import annotations

from .process import end_processes
from .synthesizer import IsolatedSynthesizer

__all__ = ["IsolatedSynthesizer", "end_processes"]
