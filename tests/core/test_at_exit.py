"""What happens to speech when the program ends, or is interrupted at its beginning."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

SETUP = """
import atexit, os, signal, sys, threading
import tts_core
from tts_core import Registry
from tts_core.testing import Gate, echo_model

signal.signal(signal.SIGINT, signal.default_int_handler)
gate = Gate()
registry = Registry([
    echo_model("echo"),
    echo_model("deaf", gate=gate, ignore_cancel=True),
    echo_model("held", gate=gate),
])
"""


def run(code: str, *, setup: str = SETUP, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Run *code* in a process of its own, and for no longer than *timeout*."""
    program = textwrap.dedent(setup) + textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=timeout, check=False
    )


def test_a_model_that_does_not_stop_is_left_behind() -> None:
    """A model that ignores being cancelled does not hold up the end of the program, and is named."""
    done = run(
        """
        stream = tts_core.stream("Never said.", model="deaf", registry=registry)
        threading.Thread(target=lambda: next(stream), daemon=True).start()
        gate.arrived(1)
        """
    )

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.strip() == (
        "model 'deaf' did not stop within 2 s of the end of the program, and was left behind"
    )


def test_the_command_does_not_wait_for_a_model_that_does_not_stop() -> None:
    """Ctrl-C ends the command, whose model goes on, with its status and the name of the model."""
    done = run(
        """
        from tts_core.cli import main
        def interrupt():
            gate.arrived(1)
            os.kill(os.getpid(), signal.SIGINT)
        threading.Thread(target=interrupt, daemon=True).start()
        main(["say", "-m", "deaf", "-o", os.devnull, "--format", "wav", "Never said."], registry=registry)
        """
    )

    assert done.returncode == 130
    assert done.stderr.strip().splitlines() == [
        "Stopped.",
        "model 'deaf' did not stop within 2 s of the end of the program, and was left behind",
    ]


@pytest.mark.parametrize("model", ["echo", "held"])
def test_a_daemon_thread_that_speaks_ends_in_silence(model: str) -> None:
    """A daemon thread that speaks, or goes on speaking, while the program ends prints nothing."""
    done = run(
        f"""
        spoke = threading.Event()
        def on():
            while True:
                tts_core.synthesize("On and on. " * 5, model="echo", registry=registry)
                spoke.set()
                tts_core.synthesize("And on.", model={model!r}, registry=registry)
        threading.Thread(target=on, daemon=True).start()
        spoke.wait()
        """
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_end_of_the_program_can_be_spoken() -> None:
    """What is asked for on the main thread while the program ends is spoken, with all models already told."""
    done = run(
        """
        def last_words():
            print(len(tts_core.synthesize("Goodbye.", model="echo", registry=registry).audio) > 0)
        early = tts_core.synthesize("Hello.", model="echo", registry=registry)
        """,
        setup=f"import atexit\natexit.register(lambda: last_words())\n{SETUP}",
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


def test_an_interrupted_import_is_no_harm() -> None:
    """Ctrl-C while numpy is imported for the first time stops that call, and no other."""
    done = run(
        """
        import importlib.abc
        main = threading.main_thread()
        class Interrupting(importlib.abc.MetaPathFinder):
            def find_spec(self, name, path=None, target=None):
                if name == "numpy.linalg":
                    sys.meta_path.remove(self)
                    signal.pthread_kill(main.ident, signal.SIGINT)
                return None
        sys.meta_path.insert(0, Interrupting())
        try:
            tts_core.synthesize("Hello.", model="echo", registry=registry)
        except KeyboardInterrupt:
            print("interrupted")
        print(len(tts_core.synthesize("Hello.", model="echo", registry=registry).audio) > 0)
        """,
        setup="""
        import signal, sys, threading
        import tts_core
        from tts_core import Model, ModelCard, Registry

        signal.signal(signal.SIGINT, signal.default_int_handler)

        def load(options):
            from tts_core.testing import echo_model
            return echo_model("echo").load(options)

        registry = Registry([Model(ModelCard(id="echo", sample_rate=24000), load)])
        """,
    )

    assert (done.stdout, done.stderr) == ("interrupted\nTrue\n", "")


@pytest.mark.parametrize("module", ["click", "tts_core.cli.group", "tts_core.plugins"])
def test_an_interrupted_command_is_no_traceback(module: str) -> None:
    """Ctrl-C at the very start of the command, while it is imported, is one word and its status."""
    done = run(
        f"""
        import importlib.abc, os, runpy, signal, sys
        signal.signal(signal.SIGINT, signal.default_int_handler)
        class Interrupting(importlib.abc.MetaPathFinder):
            def find_spec(self, name, path=None, target=None):
                if name == {module!r}:
                    sys.meta_path.remove(self)
                    os.kill(os.getpid(), signal.SIGINT)
                return None
        sys.meta_path.insert(0, Interrupting())
        sys.argv = ["tts-core", "models"]
        runpy.run_module("tts_core", run_name="__main__")
        """,
        setup="",
    )

    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "Stopped.")
