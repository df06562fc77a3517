"""The process that a model has to itself."""

from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING, Any

from ..coroutines import awaited
from ..errors import SynthesisFailed
from ..synthesizer import Utterance
from .channel import Channel

if TYPE_CHECKING:
    from ..cancel import CancelToken

__all__ = ["POWERS", "serve"]

POWERS = ("measure", "pronounce", "report", "split")
"""What a synthesizer may be able to do beside speaking."""


def serve(descriptor: int) -> None:
    """Load the model that is asked for on the socket of this number, and answer until that is closed."""
    os.dup2(2, 1)  # Standard output is the caller's; what the model prints must not get into its sound.
    channel = Channel(socket.socket(fileno=descriptor))
    try:
        answer, synthesizer = _loaded(channel)
        channel.send(answer)
    except OSError:  # Whoever asked is gone.
        return
    if synthesizer is not None:
        _Worker(channel, synthesizer).run()
        synthesizer.close()


def _loaded(channel: Channel) -> tuple[Any, Any]:
    """Load what is asked for; return what is to be told, what it can do or why it cannot, and the model."""
    try:
        load, options = channel.receive()
        synthesizer = load(options)
    except BaseException as error:  # noqa: BLE001, RUF100  (it is raised again where the model was asked for)
        return (None, _portable(error)), None
    return ([name for name in POWERS if hasattr(synthesizer, name)], None), synthesizer


class _Worker:
    """Answers the calls that come in, each on a thread of its own."""

    def __init__(self, channel: Channel, synthesizer: Any) -> None:
        self._channel = channel
        self._synthesizer = synthesizer
        self._tokens: dict[int, CancelToken] = {}

    def run(self) -> None:
        """Take calls, and orders to stop them, until the other end is closed."""
        while True:
            try:
                number, name, argument = self._channel.receive()
            except (EOFError, OSError):
                break
            if name == "cancel":
                token = self._tokens.get(number)
                if token is not None:
                    token.cancel()
                continue
            if name == "speak":
                self._tokens[number] = argument.cancel
            self._channel.send((number,))  # It is begun.
            call = (number, name, () if name == "report" else (argument,))
            threading.Thread(target=self._answer, args=call, daemon=True).start()
        for token in list(self._tokens.values()):
            token.cancel()

    def _answer(self, number: int, name: str, arguments: tuple[Any, ...]) -> None:
        result, error = None, None
        try:
            cancels = [argument.cancel for argument in arguments if isinstance(argument, Utterance)]
            result = awaited(getattr(self._synthesizer, name)(*arguments), *cancels)
        except BaseException as raised:  # noqa: BLE001, RUF100  (it is raised again where it was asked for)
            error = _portable(raised)
        self._tokens.pop(number, None)
        try:
            self._channel.send((number, result, error))
        except OSError:  # Nobody is there any more.
            return
        except Exception as raised:  # Anything may come out of a model; not everything can be sent.
            what = SynthesisFailed(f"what the model returned cannot leave its process: {raised}")
            self._channel.send((number, None, what))


def _portable(error: BaseException) -> BaseException:
    """Return *error* in a form that reaches the other process, whatever it is made of."""
    import pickle

    try:
        same = pickle.loads(pickle.dumps(error))  # noqa: S301  (made on the spot)
    except Exception:  # Exceptions of foreign libraries often cannot be pickled, or not be made anew.
        same = None
    if isinstance(same, Exception):
        return error
    return SynthesisFailed(f"{type(error).__name__}: {error}")
