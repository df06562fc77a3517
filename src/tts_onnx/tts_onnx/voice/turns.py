"""As many runs of a graph at once as it has threads; the others wait, and can be cancelled while they do."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

from tts_core import SynthesisFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tts_core import CancelToken

__all__ = ["Turns"]

T = TypeVar("T")

_POLL_SECONDS = 0.02


class Turns:
    """Lets so many in at once."""

    def __init__(self, model: str, at_once: int) -> None:
        self._model = model
        self._turns = threading.BoundedSemaphore(at_once)

    def run(self, work: Callable[[], T], cancel: CancelToken) -> T:
        """Do *work* when it is its turn; a graph that cannot be run is an error by its model's name."""
        while not self._turns.acquire(timeout=_POLL_SECONDS):
            cancel.check()
        try:
            cancel.check()
            return work()
        except ValueError as error:
            raise SynthesisFailed(f"model {self._model!r}: {error}") from error
        finally:
            self._turns.release()
