"""What a client asks for, whichever route it came by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import tts_core

from ..problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tts_core import AsyncSpeechStream, Registry, Request

    from .record import RequestRecord

__all__ = ["ClientRequest", "RequestFactory", "opened"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClientRequest:
    """One speech to be made for a client."""

    request: Request
    format: str = "mp3"
    sample_rate: int | None = None
    client: str = ""
    """Who asks, for fairness: the name of a key, or an address."""
    record: RequestRecord
    warnings: tuple[str, ...] = ()
    """What the client should know already."""


RequestFactory: TypeAlias = "Callable[[], ClientRequest]"
"""Makes what is asked of a body, or raises what is wrong with it; it may take its time."""


def opened(make_request: RequestFactory, registry: Registry) -> tuple[ClientRequest, AsyncSpeechStream]:
    """Check what is asked and open its stream; everything that is wrong with the request is raised here."""
    try:
        wanted = make_request()
        return wanted, tts_core.astream(wanted.request, registry=registry)
    except ValueError as wrong:  # Only here: later, the client is not to blame for one.
        raise Problem(400, str(wrong), code="invalid_value") from wrong
