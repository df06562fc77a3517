"""The command as a process: what it imports, how it is stopped, what pipes and terminals do to it."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("numpy", "soundfile", "soxr", "onnxruntime", "num2words", "asyncio")

HOST = """
import signal, sys
from tts_core import Registry, Voice
from tts_core.cli import main
from tts_core.testing import Gate, echo_model

# Whoever started the tests may have made them deaf to Ctrl-C, as shells do in the background, or nohup.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

class Announced(Gate):
    def hold(self, cancel=None):
        print("speaking", file=sys.stderr, flush=True)
        super().hold(cancel)

voices = tuple(Voice(id=f"voice-{number}") for number in range(5000))
main(registry=Registry([
    echo_model(listed=True),
    echo_model("held", gate=Announced()),
    echo_model("many", voices=voices, default_voice=None),
]))
"""


def command(*args: str) -> list[str]:
    return [sys.executable, "-c", HOST, *args]


def read_terminal(terminal: int) -> str:
    """Read what was shown on a terminal until the program that wrote to it is gone."""
    shown = b""
    while True:
        try:
            data = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side is closed.
            break
        if not data:
            break
        shown += data
    os.close(terminal)
    return shown.decode()


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["models"], ["models", "--help"], ["plugins"]])
def test_looking_imports_nothing_heavy(args: list[str]) -> None:
    """What only looks at models imports neither numpy nor any library of sound or of a model."""
    code = (
        "import sys\nfrom tts_core.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        f"finally:\n    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )

    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)

    assert done.stderr.splitlines()[-1] == "[]"


def test_the_module_is_the_command() -> None:
    """`python -m tts_core` is the command, and knows its version."""
    done = subprocess.run(
        [sys.executable, "-m", "tts_core", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout == f"tts-core {version('tts-core')}\n"


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        (signal.SIGINT, 130, "Stopped."),
        (signal.SIGTERM, 143, ""),
        (signal.SIGHUP, 129, ""),
    ],
)
def test_being_stopped_leaves_no_half_file(
    tmp_path: Path, sent: signal.Signals, status: int, says: str
) -> None:
    """Ctrl-C or an order to end, in the middle of speaking: its status, no traceback, no file of any kind."""
    args = ["say", "-m", "held", "Hello.", "-o", "a.wav", "--srt", "a.srt"]
    with subprocess.Popen(command(*args), cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "speaking\n"
        assert len(list(tmp_path.iterdir())) == 2

        process.send_signal(sent)
        told = process.stderr.read()

    assert process.returncode == status
    assert told.strip() == says
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("args", "taken"),
    [
        (["models", "--json"], 0),
        (["models"], 0),
        (["voices", "--model", "many", "--json"], 10),
        (["voices", "--model", "many"], 10),
        (["--help"], 0),
        (["explain", "Hello."], 0),
        (["say", "-o", "-", "A sentence to be repeated. " * 300], 10),
    ],
)
def test_a_closed_pipe_is_no_traceback(args: list[str], taken: int) -> None:
    """Who reads on standard output may leave at any time; nothing is said about it."""
    # Without its buffer, Python's standard output does not notice that a write came to half.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(command(*args), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert len(process.stdout.read(taken)) == taken

        process.stdout.close()
        told = process.stderr.read()

    assert told == b""
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("args", "closed", "says"),
    [(["say"], "<&-", b"no standard input"), (["say", "Hello.", "-o", "-"], ">&-", b"no standard output")],
)
def test_what_the_shell_closed_is_missed(args: list[str], closed: str, says: bytes) -> None:
    """A standard stream that the shell closed and that is needed is one sentence."""
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *command(*args)]

    with subprocess.Popen(shell, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        _, told = process.communicate()

    assert process.returncode == 2
    assert says in told
    assert len(told.splitlines()) == 1


def test_sound_is_not_poured_over_a_terminal() -> None:
    """Writing sound to standard output is refused where that is a terminal."""
    terminal, end = pty.openpty()
    with subprocess.Popen(command("say", "Hello.", "-o", "-"), stdout=end, stderr=subprocess.PIPE) as process:
        os.close(end)
        assert process.stderr is not None
        told = process.stderr.read()
        shown = read_terminal(terminal)

    assert process.returncode == 2
    assert b"terminal" in told
    assert shown == ""


@pytest.mark.parametrize(("sentences", "watched"), [(100, True), (2, False)])
def test_progress_is_for_who_watches_a_long_text(tmp_path: Path, sentences: int, watched: bool) -> None:
    """A bar is shown on a terminal while a long text is spoken, and is gone at the end."""
    terminal, end = pty.openpty()
    args = ["say", "-o", "a.wav", "A sentence of some length. " * sentences]
    with subprocess.Popen(command(*args), cwd=tmp_path, stderr=end) as process:
        os.close(end)
        shown = read_terminal(terminal)

    assert process.returncode == 0, shown
    assert ("Speaking" in shown) is watched


def test_nobody_watches_a_pipe(tmp_path: Path) -> None:
    """Where standard error is no terminal, a long text shows no bar."""
    args = ["say", "-o", "a.wav", "A sentence of some length. " * 100]

    done = subprocess.run(command(*args), cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stdout == ""
    assert done.stderr == "Wrote a.wav: 39.1 s by echo, voice ada.\n"


def test_json_is_pure(tmp_path: Path) -> None:
    """With --json a process writes nothing but JSON on standard output, whatever else it has to say."""
    done = subprocess.run(
        command("say", "Hello.", "--json"), cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout)["output"] == "speech.wav"


FULL = """
import resource, sys
from tts_core import Registry
from tts_core.cli import main
from tts_core.testing import echo_model

resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
main(registry=Registry([echo_model(listed=True)]))
"""


@pytest.mark.parametrize(
    "args",
    [
        ["say", "Hello, world.", "-o", "letter.wav"],
        ["say", "Hello, world.", "-o", "/dev/full", "--format", "wav"],
        ["batch", "lines.jsonl", "-o", "out", "--format", "wav"],
    ],
)
def test_a_full_disk_is_named_by_the_file(tmp_path: Path, args: list[str]) -> None:
    """Where there is no room, the error says for which file, and no half file stays."""
    (tmp_path / "lines.jsonl").write_text('{"id": "letter", "text": "Hello, world."}\n', "utf-8")

    done = subprocess.run(
        [sys.executable, "-c", FULL, *args], capture_output=True, text=True, cwd=tmp_path, check=False
    )

    assert done.returncode == 1
    assert ("/dev/full" if "/dev/full" in args else "letter.wav") in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not [path for path in tmp_path.rglob("*") if path.suffix in (".wav", ".part")]


@pytest.mark.parametrize(("given", "seen"), [(None, "1"), ("3", "3")])
def test_numpy_starts_no_threads_for_the_command(given: str | None, seen: str) -> None:
    """The command needs no linear algebra, and has no threads started for it, unless somebody says so."""
    code = (
        "import os, tts_core.cli, tts_core.__main__ as command\n"
        "tts_core.cli.main = lambda: print(os.environ['OPENBLAS_NUM_THREADS'])\n"
        "command.main()"
    )
    env = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    env |= {"OPENBLAS_NUM_THREADS": given} if given else {}

    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)

    assert told.stdout.split() == [seen]
