"""A synthesizer whose model is in another process."""

from __future__ import annotations

import os
import threading
import weakref
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import ModelUnavailable, SynthesisFailed
from .process import ModelProcess, ProcessEnded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..cancel import CancelToken
    from ..card import LoadOptions
    from ..synthesizer import Rendering, Synthesizer, Utterance

__all__ = ["IsolatedSynthesizer"]

_TRIES = 3
"""How often something is asked for that was in a process with others, one of which ended it."""


class IsolatedSynthesizer:
    """
    Speaks in a process of its own, and in a new one when that has ended.

    It can do what the model in it can do.
    """

    def __init__(self, model: str, load: Callable[[LoadOptions], Synthesizer], options: LoadOptions) -> None:
        if os.name != "posix":
            raise ModelUnavailable(model, "models are isolated on POSIX systems only", "load it in here")
        self._model = model
        self._load = load
        self._options = replace(options, isolated=False)
        self._lock = threading.Lock()
        self._one_by_one = threading.Lock()
        self._closed = False
        self._process = self._begun()
        for power in self._process.powers:
            if power != "report":
                setattr(self, power, partial(self._call, power))

    def speak(self, utterance: Utterance) -> Rendering:
        """Have *utterance* spoken. Should its process end, the next one finds a new one."""
        rendering: Rendering = self._call("speak", utterance, utterance.cancel)
        return rendering

    def report(self) -> Mapping[str, str]:
        """Say what the model says of itself, and where it runs."""
        inner = self._call("report") if "report" in self._process.powers else {}
        return {**inner, "process": "its own"}

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._process.close()

    def _call(self, name: str, argument: object = None, cancel: CancelToken | None = None) -> Any:
        for turn in range(_TRIES):
            # What was with others in a process that ended is asked again alone, to know whose fault it was.
            with self._one_by_one if turn else nullcontext():
                if cancel is not None:
                    cancel.check()
                try:
                    return self._living().call(name, argument, cancel)
                except ProcessEnded as ended:
                    if cancel is not None:
                        cancel.check()
                    if turn + 1 == _TRIES or (ended.alone and not ended.killed):
                        raise SynthesisFailed(self._told(name, argument, ended)) from ended
        raise AssertionError("the last turn returns or raises")

    def _told(self, name: str, argument: Any, ended: ProcessEnded) -> str:
        where = f"spoke characters {argument.span[0]} to {argument.span[1]}" if name == "speak" else "read"
        return f"the process of model {self._model!r} {ended.how} while it {where}"

    def _living(self) -> ModelProcess:
        """Return the process, or a new one where that has ended."""
        with self._lock:
            if self._closed:
                raise ModelUnavailable(self._model, "this synthesizer was closed", "load the model again")
            if self._process.is_over:
                self._process = self._begun()
            return self._process

    def _begun(self) -> ModelProcess:
        process = ModelProcess(self._model, self._load, self._options)
        weakref.finalize(self, process.finish).atexit = False  # For who forgets to close this.
        return process
