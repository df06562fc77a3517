"""Each check of cancelling and of manners catches the model that breaks its law, and no other does."""

from __future__ import annotations

import logging
import os
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tts_core import CancelToken, Utterance
from tts_core.testing import check_model, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tts_core import LoadOptions, Model, Synthesizer

FORGOTTEN = threading.Event()


def doing(act: Callable[[Utterance], object]) -> Model:
    """Make a model that does something else besides when it speaks."""

    def twist(utterance: Utterance) -> Utterance:
        act(utterance)
        return utterance

    return echo_model(twist=twist)


def loading(act: Callable[[], object]) -> Model:
    """Make a model that does something else besides when it is loaded."""
    model = echo_model()

    def load(options: LoadOptions) -> Synthesizer:
        act()
        return model.load(options)

    return replace(model, load=load)


def call_home() -> None:
    """Look for an address that is reserved for documentation."""
    with suppress(OSError):
        socket.getaddrinfo("192.0.2.1", 80)


def connect() -> None:
    """Send a datagram to such an address."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outwards:
        outwards.connect(("192.0.2.1", 80))


def leave_a_thread() -> None:
    """Start a thread and forget it."""
    threading.Thread(target=FORGOTTEN.wait, args=(60,), name="forgotten", daemon=True).start()


def unstoppable(utterance: Utterance) -> Utterance:
    """Take its time over a long text, whether anybody waits for it or not."""
    if len(utterance.text) > 300:
        threading.Event().wait(0.4)
    return utterance


def surprised(utterance: Utterance) -> Utterance:
    """Break down when nobody waits any more from the start."""
    if utterance.cancel.cancelled:
        raise KeyError("nobody")
    return utterance


def sulking() -> Model:
    """Make a model that says the next utterance differently after it was cancelled in the midst of one."""
    sulks = threading.Event()

    def twist(utterance: Utterance) -> Utterance:
        if len(utterance.text) > 300 and utterance.cancel.wait(0.5):
            sulks.set()
            utterance.cancel.check()
        if not sulks.is_set():
            return utterance
        sulks.clear()
        return replace(utterance, options={"pitch": 20.0})

    return echo_model(twist=twist)


def breaking_when_stopped(utterance: Utterance) -> Utterance:
    """Raise an error of its own when it is stopped in the midst of a long text."""
    if len(utterance.text) > 300 and utterance.cancel.wait(0.5):
        raise RuntimeError("stopped")
    return replace(utterance, cancel=CancelToken())


BREAKS: dict[str, tuple[str, Callable[[], Model]]] = {
    "goes on": ("cancel_stops_the_model", lambda: echo_model(twist=unstoppable)),
    "takes it amiss": ("cancelled_before_it_begins", lambda: echo_model(twist=surprised, ignore_cancel=True)),
    "sulks": ("usable_after_cancel", sulking),
    "prints": ("nothing_is_printed", lambda: doing(lambda _: os.write(1, b"loading...\n"))),
    "complains": ("nothing_is_printed", lambda: loading(lambda: os.write(2, b"warning\n"))),
    "sets a variable": (
        "environment_is_left_alone",
        lambda: loading(lambda: os.environ.update(ECHO_SPOKE="1")),
    ),
    "takes a variable": (
        "environment_is_left_alone",
        lambda: loading(lambda: os.environ.pop("ECHO_KEEP", 0)),
    ),
    "moves": ("environment_is_left_alone", lambda: loading(lambda: os.chdir(os.path.pardir))),
    "writes a file": (
        "working_directory_is_left_alone",
        lambda: doing(lambda each: Path("spoken.txt").write_text(each.text, "utf-8", "replace")),
    ),
    "asks for a name": ("no_network_when_files_are_here", lambda: doing(lambda _: call_home())),
    "connects": ("no_network_when_files_are_here", lambda: loading(connect)),
    "tells tales": (
        "text_is_not_logged",
        lambda: doing(lambda each: logging.getLogger("echo").info("speaking %s", each.text)),
    ),
    "forgets a thread": ("no_thread_is_left", lambda: loading(leave_a_thread)),
}
"""What a model does, the check that catches it, and such a model."""


@pytest.fixture(autouse=True)
def tidied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Clear up after models that do not."""
    deep = tmp_path.joinpath(*("deeper" for _ in range(9)))
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.setenv("ECHO_SPOKE", "0")
    monkeypatch.setenv("ECHO_KEEP", "0")
    FORGOTTEN.clear()
    yield
    FORGOTTEN.set()


@pytest.mark.parametrize("habit", BREAKS)
def test_catches_bad_habits(habit: str) -> None:
    """A model with one bad habit fails the check that is about it, and passes all others."""
    name, make = BREAKS[habit]

    failed = {each.name: each.message for each in check_model(make()) if each.outcome == "failed"}

    assert set(failed) == {name}, failed
    assert failed[name]


def test_catches_an_error_at_being_stopped() -> None:
    """A model that answers being cancelled with an error of its own is found out."""
    results = {each.name: each for each in check_model(echo_model(twist=breaking_when_stopped))}

    assert results["cancel_stops_the_model"].outcome == "failed"
    assert "not Cancelled" in results["cancel_stops_the_model"].message


@pytest.mark.parametrize("habit", ["prints", "tells tales"])
def test_leaves_the_process_as_it_was(habit: str, capfd: pytest.CaptureFixture[str]) -> None:
    """After the checks, output goes where it went before, and logging is as it was."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers))

    list(check_model(BREAKS[habit][1]()))
    os.write(1, b"after\n")
    print("all", flush=True)  # noqa: T201  (it must still be seen)

    assert capfd.readouterr().out.endswith("after\nall\n")
    assert (root.level, list(root.handlers)) == before
