"""What a client asks for, whichever door it came through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tts_core import Request

    from .account import Account

__all__ = ["Asked"]


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
