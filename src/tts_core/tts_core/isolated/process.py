"""The process of one isolated model, as its parent knows it."""

from __future__ import annotations

import contextlib
import itertools
import signal
import socket
import subprocess
import sys
import threading
import weakref
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING, Any

from ..errors import ModelUnavailable
from ..forks import renew_after_fork
from .channel import Channel

if TYPE_CHECKING:
    from ..cancel import CancelToken
    from ..card import LoadOptions

__all__ = ["ModelProcess", "ProcessEnded", "end_processes"]

_GRACE_SECONDS = 1.0
"""How long a model may take to stop before its process is killed."""
_CODE = (
    "import sys; number = int(sys.argv[1]); sys.path[:] = sys.argv[2:]; "
    "from tts_core.isolated.worker import serve; serve(number)"
)


_running: weakref.WeakSet[ModelProcess] = weakref.WeakSet()


def end_processes() -> None:
    """End every process, when the program ends."""
    for process in list(_running):
        process.close()


class ProcessEnded(Exception):
    """The process is gone, and with it what was asked of it."""

    def __init__(self, how: str, *, alone: bool, killed: bool) -> None:
        self.how = how
        self.alone = alone
        """Whether it was at this, and did nothing else."""
        self.killed = killed
        """Whether we ended it ourselves, because something else in it did not stop."""
        super().__init__(how)


class ModelProcess:
    """A process that has loaded one model. Any number of threads may call it at once."""

    def __init__(self, model: str, load: Any, options: LoadOptions) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._calls: dict[int, Future[Any]] = {}
        self._begun: set[int] = set()
        """The calls that the process is at: what it never saw is not what ended it."""
        self._ended: ProcessEnded | None = None
        self._killed = False
        ours, theirs = socket.socketpair()
        self._theirs = theirs
        self._channel = Channel(ours)
        renew_after_fork(self)
        _running.add(self)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  (ourselves)
                [sys.executable, "-c", _CODE, str(theirs.fileno()), *sys.path],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C in a terminal is for who started us.
            )
        try:
            self._channel.send((load, options))
            powers, error = self._channel.receive()
        except (EOFError, OSError) as gone:
            self.close()
            how = _how(self._process.returncode)
            raise ModelUnavailable(model, f"its process {how} while it loaded it") from gone
        except BaseException:
            self.close()
            raise
        if error is not None:
            self.close()
            raise error
        self.powers: list[str] = powers
        """What the model can do beside speaking."""
        name = f"tts-core isolated {model}"
        threading.Thread(target=self._receive, name=name, daemon=True).start()

    def renew(self) -> None:
        """Leave the process to the parent, in a forked child: keep neither end of its socket open."""
        self._theirs.close()
        _running.discard(self)
        self._channel.close()

    @property
    def is_over(self) -> bool:
        """Whether nothing can be asked of it any more."""
        return self._ended is not None or self._killed or self._process.poll() is not None

    def call(self, name: str, argument: object = None, cancel: CancelToken | None = None) -> Any:
        """Return what the model's method *name* returns; one that is cancelled ends, or its process does."""
        number, future = next(self._numbers), Future[Any]()
        with self._lock:
            if self._ended is not None:
                raise ProcessEnded(self._ended.how, alone=False, killed=self._killed)
            self._calls[number] = future
        with contextlib.suppress(OSError):  # The other end is gone; the call is told so by who receives.
            self._channel.send((number, name, argument))
        if cancel is None:
            return future.result()
        stopped: Future[None] = Future()

        def stop() -> None:
            stopped.set_result(None)
            with contextlib.suppress(OSError):
                self._channel.send((number, "cancel", None))

        with cancel.calling(stop):
            wait((future, stopped), return_when=FIRST_COMPLETED)
        if not future.done() and not wait((future,), timeout=_GRACE_SECONDS).done:
            self._kill()
        return future.result()

    def close(self) -> None:
        """End the process: when it is asked to, else by force."""
        self.finish()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if not hasattr(self, "powers"):  # Else who receives sees the end, and closes it then.
            self._channel.close()

    def finish(self) -> None:
        """Let the process end when it has done what it does."""
        with contextlib.suppress(OSError):
            self._channel.finish()

    def _kill(self) -> None:
        self._killed = True
        self._process.kill()

    def _receive(self) -> None:
        """Hand on what comes, until the other end is closed."""
        while True:
            try:
                number, *answer = self._channel.receive()
            except (EOFError, OSError):
                break
            if not answer:
                self._begun.add(number)
                continue
            result, error = answer
            self._begun.discard(number)
            with self._lock:
                future = self._calls.pop(number)
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:  # It does not speak to us any more.
            self._process.kill()
            self._process.wait()
        with self._lock:
            left, self._calls = self._calls, {}
            how = _how(self._process.returncode)
            self._ended = ProcessEnded(how, alone=False, killed=self._killed)
            self._channel.close()
        for number, future in left.items():
            alone = self._begun == {number}
            future.set_exception(ProcessEnded(how, alone=alone, killed=self._killed))


def _how(status: int) -> str:
    if status >= 0:
        return f"ended with status {status}"
    try:
        return f"was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"was ended by signal {-status}"
