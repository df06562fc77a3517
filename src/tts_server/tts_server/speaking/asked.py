"""What a client asks for, whichever door it came through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import tts_core

from ..problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tts_core import AsyncSpeechStream, Registry, Request

    from .account import Account

__all__ = ["Ask", "Asked", "opened"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One speech to be made for a client."""

    request: Request
    format: str = "mp3"
    sample_rate: int | None = None
    client: str = ""
    """Who asks, for fairness: the name of a key, or an address."""
    account: Account
    warnings: tuple[str, ...] = ()
    """What the client should know already."""


Ask: TypeAlias = "Callable[[], Asked]"
"""Makes what is asked of a body, or raises what is wrong with it; it may take its time."""


def opened(ask: Ask, registry: Registry) -> tuple[Asked, AsyncSpeechStream]:
    """Check what is asked and open its stream; everything that is wrong with the request is raised here."""
    try:
        asked = ask()
        return asked, tts_core.astream(asked.request, registry=registry)
    except ValueError as wrong:  # Only here: later, the client is not to blame for one.
        raise Problem(400, str(wrong), code="invalid_value") from wrong
