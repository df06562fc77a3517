"""What goes with a request to the servers that it is passed on to."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["UPSTREAM"]

_NOTHING: Mapping[str, str] = {}

UPSTREAM: ContextVar[Mapping[str, str]] = ContextVar("tts_server_upstream", default=_NOTHING)
"""The headers of what is being answered that its servers should see: its id, and its place in a trace."""
