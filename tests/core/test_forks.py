"""What works in one process works in one that was forked from it: it speaks, and never hangs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import urllib.request
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Until = Callable[[Callable[[], bool]], None]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes can be forked")

PATIENCE = 120
SETUP = """
import os, signal, sys, threading, warnings
import tts_core
from tts_core import Registry
from tts_core.testing import Gate, echo_model

warnings.simplefilter("ignore")  # Of threads in a process that forks: they are the point.
TEXT = "The first sentence is here. A second one follows it."
registry = Registry([echo_model("echo")])

def speak():
    return tts_core.synthesize(TEXT, model="echo", registry=registry).audio.samples.tobytes()

def forked(work):
    child = os.fork()
    if not child:
        signal.alarm(60)
        code = 1
        try:
            code = 0 if work() else 2
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]
"""


def run(code: str) -> str:
    """Run *code* after SETUP in a process of its own that is bounded, and return what it printed."""
    program = textwrap.dedent(SETUP) + textwrap.dedent(code)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_child_speaks() -> None:
    """A child that is forked after its parent spoke says the same, and the parent speaks on."""
    assert (
        run(
            """
            first = speak()
            print([forked(lambda: speak() == first) for _ in range(3)], speak() == first)
            """
        )
        == "[0, 0, 0] True"
    )


def test_a_child_of_a_busy_parent_speaks() -> None:
    """A child that is forked while other threads speak waits for none of them."""
    assert (
        run(
            """
            first, busy = speak(), True
            def on():
                while busy:
                    speak()
            threads = [threading.Thread(target=on) for _ in range(3)]
            for thread in threads:
                thread.start()
            print({forked(lambda: speak() == first) for _ in range(20)})
            busy = False
            for thread in threads:
                thread.join()
            """
        )
        == "{0}"
    )


def test_a_child_of_a_loading_parent_speaks() -> None:
    """A child that is forked while a model loads and imports what it needs loads it itself."""
    assert (
        run(
            """
            import importlib.abc, importlib.util, time
            begun = threading.Event()
            class Slow(importlib.abc.MetaPathFinder, importlib.abc.Loader):
                def find_spec(self, name, path=None, target=None):
                    return importlib.util.spec_from_loader(name, self) if name == "heavy" else None
                def create_module(self, spec):
                    return None
                def exec_module(self, module):
                    begun.set()
                    threading.Event().wait(0.3)
                    module.whole = True
            sys.meta_path.insert(0, Slow())
            thread = threading.Thread(target=lambda: __import__("heavy"))
            thread.start()
            begun.wait()
            print(forked(lambda: __import__("heavy").whole))
            thread.join()
            """
        )
        == "0"
    )


def test_a_speech_is_not_inherited() -> None:
    """A child that goes on with a speech of its parent is told that it is none of its own."""
    assert (
        run(
            """
            pieces = tts_core.stream(TEXT * 40, model="echo", registry=registry)
            next(pieces)
            def goes_on():
                try:
                    next(pieces)
                except tts_core.SynthesisFailed as error:
                    pieces.cancel()
                    return "before the process was forked" in str(error)
            print(forked(goes_on), sum(1 for _ in pieces) > 1)
            """
        )
        == "0 True"
    )


@pytest.mark.parametrize(
    "pool",
    [
        "multiprocessing.get_context('fork').Pool(2)",
        "ProcessPoolExecutor(2, multiprocessing.get_context('fork'))",
    ],
)
def test_workers_of_a_pool_speak(pool: str) -> None:
    """The workers of a pool that forks speak, whatever their parent has loaded."""
    assert run(
        f"""
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor
            first = speak()
            def work(_):
                signal.alarm(60)
                return speak() == first
            with {pool} as pool:
                print(list(pool.map(work, range(6))))
            """
    ) == str([True] * 6)


def test_workers_that_are_forked_anew_speak() -> None:
    """Workers that a parent forks in a loop, as job queues do, each speak and end in good order."""
    assert run(
        """
            first = speak()
            def worker():
                sys.stdout.flush()
                child = os.fork()
                if not child:
                    signal.alarm(60)
                    sys.exit(0 if speak() == first and speak() == first else 2)
                return child
            for _ in range(3):
                children = [worker() for _ in range(2)]
                print([os.waitpid(child, 0)[1] for child in children])
            """
    ) == "\n".join(["[0, 0]"] * 3)


def test_what_a_child_has_is_its_own() -> None:
    """What a child loads, unloads and counts is its own, and it closes its registry as any process does."""
    assert (
        run(
            """
            speak()
            def child():
                began = registry.loaded(), registry.figures("echo").calls, registry.abandoned()
                speak()
                told = registry.loaded(), registry.figures("echo").calls > 0
                registry.unload()
                registry.close()
                return (began, told) == (([], 0, ()), (["echo"], True))
            print(forked(child), registry.loaded())
            """
        )
        == "0 ['echo']"
    )


def test_a_preloaded_server_speaks(tmp_path: Path, until: Until) -> None:
    """The workers of gunicorn, forked from a process that loaded and used the model, answer."""
    (tmp_path / "preloaded.py").write_text(
        textwrap.dedent(SETUP)
        + textwrap.dedent(
            """
            first = speak()
            def app(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [b"same" if speak() == first else b"other"]
            """
        )
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "--preload", "--workers", "2", "--timeout", "60"]
    log = tmp_path / "log"
    with subprocess.Popen(
        [*command, "--bind", address, "--log-file", str(log), "preloaded:app"], cwd=tmp_path
    ) as server:
        try:
            until(lambda: log.exists() and "Booting worker" in log.read_text())
            for _ in range(4):
                with urllib.request.urlopen(f"http://{address}/", timeout=PATIENCE) as answer:
                    assert answer.read() == b"same"
        finally:
            server.send_signal(signal.SIGTERM)
