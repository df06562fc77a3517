"""
What ships for those who test: the echo model, what hears it again, and the contract every model keeps.

pytest is needed only by who subclasses SynthesizerContract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .checks import CheckResult
    from .conformance import check_model
    from .contract import SynthesizerContract
    from .decoder import Heard, decode
    from .echo import echo_model
    from .echo_options import EchoOptions
    from .recorder import Gate, Recorder

_ROOMS = {
    ".checks": "CheckResult",
    ".conformance": "check_model",
    ".contract": "SynthesizerContract",
    ".decoder": "Heard decode",
    ".echo": "echo_model",
    ".echo_options": "EchoOptions",
    ".recorder": "Gate Recorder",
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names.split()}

__all__ = [
    "CheckResult",
    "EchoOptions",
    "Gate",
    "Heard",
    "Recorder",
    "SynthesizerContract",
    "check_model",
    "decode",
    "echo_model",
]


def __getattr__(name: str) -> object:
    """Fetch a name from its module when it is first used: the plugin `echo` must stay light."""
    from importlib import import_module

    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name], __name__), name)
    globals()[name] = value
    return value
