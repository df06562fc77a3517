"""A model that has a process to itself ends nothing else."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import tts_core
from tts_core import (
    Cancelled,
    CancelToken,
    LoadOptions,
    Measures,
    ModelUnavailable,
    Pronounces,
    Registry,
    SynthesisFailed,
    Utterance,
)
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tts_core import Synthesizer

    Until = Callable[[Callable[[], bool]], None]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="models are isolated on POSIX systems only")
ISOLATED = LoadOptions(isolated=True)


@pytest.fixture
def registry(models: Any) -> Iterator[Registry]:
    held = Registry([models.hostile()])
    yield held
    held.close()


@pytest.fixture
def synthesizer(registry: Registry) -> Iterator[Synthesizer]:
    with registry.lease("hostile", ISOLATED) as lent:
        yield lent


def is_alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_it_speaks_elsewhere_and_the_same(registry: Registry, synthesizer: Synthesizer, models: Any) -> None:
    """What an isolated model says is what it says in here, from one process that is not this one."""
    first, second = (synthesizer.speak(Utterance(text="Hello.")) for _ in range(2))

    assert models.process_of(first) == models.process_of(second) != os.getpid()
    assert len(first.samples) == len("Hello.") * 100
    with registry.lease("hostile") as beside:
        assert models.process_of(beside.speak(Utterance(text="Hello."))) == os.getpid()


def test_it_can_do_what_the_model_can(registry: Registry, synthesizer: Synthesizer) -> None:
    """Every power of the model is there, and its report says where it runs."""
    assert isinstance(synthesizer, Measures)
    assert isinstance(synthesizer, Pronounces)
    assert synthesizer.measure("four") == 8
    assert [each.ipa for each in synthesizer.pronounce(Utterance(text="four"))] == ["x"]
    assert registry.figures("hostile").running == {"mood": "hostile", "process": "its own"}


@pytest.mark.parametrize(
    ("text", "how"), [("A crash.", "was ended by SIGSEGV"), ("I leave.", "ended with status 3")]
)
def test_a_crash_is_an_error_that_says_where(registry: Registry, text: str, how: str) -> None:
    """A crash of native code is a SynthesisFailed with its place in the text; the next speech succeeds."""
    whole = f"Here all is well, and there is enough of it. {text}"
    told = rf"'hostile' {how} while it spoke characters 45 to {len(whole)}"
    with pytest.raises(SynthesisFailed, match=told):
        tts_core.synthesize(whole, model="hostile", registry=registry, load=ISOLATED)

    assert len(tts_core.synthesize("Hello.", model="hostile", registry=registry, load=ISOLATED).audio) > 0


def test_who_was_beside_a_crash_is_spoken(synthesizer: Synthesizer) -> None:
    """Of utterances in one process, only the one that ended it fails."""
    texts = ["slow one", "slow crash", "slow two"]
    with ThreadPoolExecutor(3) as threads:
        said = [threads.submit(synthesizer.speak, Utterance(text=text)) for text in texts]
        failed = [type(each.exception(timeout=60)) for each in said]

    assert failed == [type(None), SynthesisFailed, type(None)]


def test_a_process_that_ended_while_idle_is_replaced(
    synthesizer: Synthesizer, models: Any, until: Until
) -> None:
    """A process that somebody killed between two utterances costs none of them."""
    first = models.process_of(synthesizer.speak(Utterance(text="One.")))
    os.kill(first, signal.SIGKILL)
    until(lambda: not is_alive(first))

    assert models.process_of(synthesizer.speak(Utterance(text="Two."))) != first


@pytest.mark.parametrize("manner", ["wait", "hang"])
def test_cancelling_stops_it(synthesizer: Synthesizer, models: Any, manner: str, until: Until) -> None:
    """One that listens stops in its process; one that does not is stopped with it; the next is spoken."""
    before = models.process_of(synthesizer.speak(Utterance(text="One.")))
    token = CancelToken()
    with ThreadPoolExecutor(1) as threads:
        said = threads.submit(synthesizer.speak, Utterance(text=manner, cancel=token))
        until(said.running)
        token.cancel()
        with pytest.raises(Cancelled):
            said.result(timeout=30)

    after = models.process_of(synthesizer.speak(Utterance(text="Two.")))
    assert (after == before) is (manner == "wait")


def test_who_was_beside_one_that_is_stopped_is_spoken(synthesizer: Synthesizer, until: Until) -> None:
    """Stopping a process for one utterance has the others spoken in the next."""
    token = CancelToken()
    with ThreadPoolExecutor(2) as threads:
        deaf = threads.submit(synthesizer.speak, Utterance(text="hang", cancel=token))
        until(deaf.running)
        other = threads.submit(synthesizer.speak, Utterance(text="slow " * 10))
        until(other.running)
        token.cancel()

        assert len(other.result(timeout=60).samples) == 5000
        with pytest.raises(Cancelled):
            deaf.result(timeout=30)


def test_errors_travel(synthesizer: Synthesizer) -> None:
    """What the model raises is raised here; what cannot leave its process is told in words."""
    with pytest.raises(SynthesisFailed, match="as it was told"):
        synthesizer.speak(Utterance(text="fail"))
    with pytest.raises(SynthesisFailed, match="Unpicklable: it holds a lock"):
        synthesizer.speak(Utterance(text="odd"))


def test_what_it_prints_is_no_output(models: Any, tmp_path: Path) -> None:
    """What an isolated model prints comes on standard error; standard output is the caller's."""
    code = f"""
        import sys
        sys.path.insert(0, {str(Path(models.__file__).parent)!r})
        import hostile_models
        from tts_core import LoadOptions, Registry, synthesize
        registry = Registry([hostile_models.hostile()])
        synthesize("print", model="hostile", registry=registry, load=LoadOptions(isolated=True))
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        check=True,
    )

    assert (done.stdout, done.stderr) == ("", "noise\n")


def test_a_process_that_cannot_begin_is_told(models: Any) -> None:
    """A crash while the model is loaded is ModelUnavailable with how it ended."""
    registry = Registry([models.stillborn()])

    with pytest.raises(ModelUnavailable, match="its process ended with status 7 while it loaded it"):
        tts_core.synthesize("Hello.", model="hostile", registry=registry, load=ISOLATED)


def test_a_model_that_nobody_else_can_import_is_refused() -> None:
    """A model whose load is a function inside a function, of no plugin, cannot be isolated, and says so."""
    with pytest.raises(ModelUnavailable, match=r"no other process can import.*To fix it: let its load be"):
        tts_core.synthesize("Hello.", model="echo", registry=Registry([echo_model()]), load=ISOLATED)


def test_the_process_ends_with_its_registry(registry: Registry, models: Any, until: Until) -> None:
    """Unloading the model ends its process."""
    with registry.lease("hostile", ISOLATED) as lent:
        process = models.process_of(lent.speak(Utterance(text="One.")))
    assert is_alive(process)

    registry.unload()

    until(lambda: not is_alive(process))


def test_the_process_ends_with_a_registry_that_is_forgotten(models: Any, until: Until) -> None:
    """A registry that nobody closed, and nobody has any more, leaves no process and no thread."""
    before = set(threading.enumerate())
    registry = Registry([models.hostile()])
    said = tts_core.synthesize("Hello.", model="hostile", registry=registry, load=ISOLATED).audio
    process = round(float(said.samples[-1]) * 2**23)
    del registry
    gc.collect()

    until(lambda: not is_alive(process) and set(threading.enumerate()) <= before)


@pytest.mark.parametrize("end", ["", "os.kill(os.getpid(), signal.SIGKILL)", "os.fork() or os._exit(0)"])
def test_the_process_ends_with_the_program(models: Any, until: Until, end: str) -> None:
    """Whichever way the program ends, with a forked child or without, the process of its model does too."""
    code = f"""
        import os, signal, sys
        sys.path.insert(0, {str(Path(models.__file__).parent)!r})
        import hostile_models
        from tts_core import LoadOptions, Registry, Utterance
        registry = Registry([hostile_models.hostile()])
        with registry.lease("hostile", LoadOptions(isolated=True)) as lent:
            print(hostile_models.process_of(lent.speak(Utterance(text="One."))), flush=True)
        {end}
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stderr == ""
    until(lambda: not is_alive(int(done.stdout)))


def test_a_forked_child_has_a_process_of_its_own(models: Any) -> None:
    """A child that is forked from a program with an isolated model isolates it anew."""
    code = f"""
        import os, signal, sys
        sys.path.insert(0, {str(Path(models.__file__).parent)!r})
        import hostile_models
        from tts_core import LoadOptions, Registry, Utterance
        registry = Registry([hostile_models.hostile()])
        def process():
            with registry.lease("hostile", LoadOptions(isolated=True)) as lent:
                return hostile_models.process_of(lent.speak(Utterance(text="One.")))
        first = process()
        child = os.fork()
        if not child:
            signal.alarm(40)
            sys.exit(0 if process() != first else 2)
        print(os.waitpid(child, 0)[1], process() == first)
    """
    # Python 3.12 and later warn of any fork beside threads; that it goes well is what is tested.
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", textwrap.dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)

    assert (done.stdout, done.stderr) == ("0 True\n", "")
