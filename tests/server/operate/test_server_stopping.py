"""The command, from its first line to its end."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = """
import sys, threading
from tts_core import Registry
from tts_core.cli import Commands
from tts_core.testing import Gate, echo_model

gate = Gate()
gate.let(1)
threading.Thread(target=lambda: (sys.stdin.readline(), gate.open()), daemon=True).start()
registry = Registry.installed()
registry.register(echo_model("echo", gate=gate, listed=True, best=20, limit=40), replace=True)
Commands(registry).main(["serve", "--port", "0", "--model", "echo", *sys.argv[1:]])
"""
TEXT = "First sentence here. Second sentence here. Third sentence here."


class Running:
    """The command in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[dict[str, object]] = []
        where = self.until(lambda line: "running on" in str(line["event"]))
        found = re.search(r"http://\S+", str(where["event"]))
        assert found is not None
        self.root = found[0]

    def until(self, happened: Callable[[dict[str, object]], bool]) -> dict[str, object]:
        """Read the log up to a line."""
        assert self.process.stderr is not None
        for text in self.process.stderr:
            self.lines.append(json.loads(text))
            if happened(self.lines[-1]):
                return self.lines[-1]
        raise AssertionError(f"the log ended: {self.lines}")

    def open_the_gate(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@contextmanager
def running(*flags: str, program: str = PROGRAM) -> Iterator[Running]:
    with subprocess.Popen(
        [sys.executable, "-c", program, *flags],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Running(process)
        finally:
            process.kill()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_what_runs_is_finished_and_nothing_is_begun(hear: Callable[..., str], sign: signal.Signals) -> None:
    """Told to stop in the middle, the server ends the running answer whole, refuses new ones, and goes."""
    body = {"model": "echo", "voice": "ada", "input": TEXT, "response_format": "pcm"}
    with running() as server, httpx.Client(base_url=server.root, timeout=20) as client:
        with client.stream("POST", "/v1/audio/speech", json=body) as answer:
            chunks = answer.iter_raw(1024)
            data = next(chunks)
            server.process.send_signal(sign)
            server.until(lambda line: line["event"] == "stopping")
            refused = client.post("/v1/audio/speech", json=body)
            unready = client.get("/ready")
            alive = {httpx.get(f"{server.root}/health").status_code for _ in range(60)}
            server.open_the_gate()
            data += b"".join(chunks)
        server.until(lambda line: line["event"] == "Shutting down")
        assert server.process.wait(20) == 0

    spoken = [line for line in server.lines if line.get("status") == 200 and line.get("audio_seconds")]
    assert [line["outcome"] for line in spoken] == ["answered"]
    assert hear(data, "pcm").split() == TEXT.split()
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "stopping")
    assert (unready.status_code, alive) == (503, {200})


@pytest.mark.parametrize("deaf", [False, True], ids=["a model that listens", "a model that does not"])
def test_the_grace_has_an_end(deaf: bool) -> None:
    """A speech that never ends does not keep the process for longer than its grace, whatever its model is."""
    program = PROGRAM.replace("listed=True", f"listed=True, ignore_cancel={deaf}")
    body = {"model": "echo", "voice": "ada", "input": TEXT, "response_format": "pcm"}
    with running("--grace", "0.3", program=program) as server:
        with (
            httpx.Client(base_url=server.root, timeout=20) as client,
            client.stream("POST", "/v1/audio/speech", json=body) as answer,
        ):
            chunks = answer.iter_raw(1024)
            next(chunks)
            server.process.send_signal(signal.SIGTERM)
            with pytest.raises(httpx.RemoteProtocolError):
                list(chunks)
        if deaf:
            assert server.until(lambda line: line["event"] == "left behind")["runs"] == 1
        assert server.process.wait(20) == 0


@pytest.mark.parametrize(
    ("flags", "says"),
    [(["--deadline", "0"], "deadline must be above 0"), (["--port", "x"], "--port")],
)
def test_a_setting_that_cannot_be_is_one_sentence(flags: list[str], says: str) -> None:
    """The command refuses what cannot be with one sentence and the status for a wrong request."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *flags], capture_output=True, text=True, check=False, input=""
    )

    assert ended.returncode == 2
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr
