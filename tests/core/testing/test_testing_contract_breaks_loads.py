"""Each check of loading, closing and doing many things at once catches the model that breaks its law."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from tts_core.testing import check_model, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tts_core import LoadOptions, Model, Rendering, Synthesizer, Utterance


@dataclass
class Shared:
    """What the loads of one broken model know of each other."""

    closing: threading.Event = field(default_factory=threading.Event)
    loads: int = 0
    open: int = 0
    calls: int = 0


@dataclass
class Faulty:
    """An echo synthesizer that works; each kind of it has one fault."""

    inner: Synthesizer
    shared: Shared
    number: int
    """Which load of the model this is."""
    closed: int = 0

    def speak(self, utterance: Utterance) -> Rendering:
        """Speak."""
        self.shared.calls += 1
        return self.inner.speak(self.heard(utterance))

    def heard(self, utterance: Utterance) -> Utterance:
        """Take the utterance for what it is."""
        return utterance

    def close(self) -> None:
        """Close."""
        self.closed += 1
        self.shared.open -= self.closed == 1
        self.inner.close()


def pitched(utterance: Utterance, hertz: float = 20.0) -> Utterance:
    """Return the utterance at another pitch."""
    return replace(utterance, options={"pitch": hertz})


class Moody(Faulty):
    """Sounds different each time."""

    def heard(self, utterance: Utterance) -> Utterance:
        """Change the pitch with every call."""
        return pitched(utterance, self.shared.calls % 90)


class NewEachLoad(Faulty):
    """Sounds different in each load."""

    def heard(self, utterance: Utterance) -> Utterance:
        """Change the pitch with every load."""
        return pitched(utterance, 10.0 * min(self.number, 6))


class ConfusedByCrowds(Faulty):
    """Sounds different when several threads of the check want something of it."""

    def heard(self, utterance: Utterance) -> Utterance:
        """Change the pitch in a crowd, once it has gathered."""
        while self.crowd() == 1:
            threading.Event().wait(0.001)
        return pitched(utterance) if self.crowd() else utterance

    def crowd(self) -> int:
        """Count the threads that the check has started by now; it starts one, then another."""
        return sum(thread.name.startswith("check_") for thread in threading.enumerate())


class ConfusedByTwins(Faulty):
    """Sounds different while another load of it is there, in its first load."""

    def heard(self, utterance: Utterance) -> Utterance:
        """Change the pitch in company."""
        return pitched(utterance) if self.number == 1 and self.shared.open > 1 else utterance


class ClosedForAll(Faulty):
    """Is closed for good when a second load of it is."""

    def speak(self, utterance: Utterance) -> Rendering:
        """Say nothing once another was closed, until the next is loaded."""
        rendering = super().speak(utterance)
        gone = self.number == 1 and self.shared.loads == 2
        return replace(rendering, samples=rendering.samples[:0]) if gone else rendering


class NotWhileBusy(Faulty):
    """Cannot be closed while it speaks."""

    def speak(self, utterance: Utterance) -> Rendering:
        """Speak slowly enough to be disturbed, in the load that the check disturbs."""
        if self.number == 3:
            self.shared.closing.wait(20)
        return super().speak(utterance)

    def close(self) -> None:
        """Close, but not now."""
        if self.number == 3 and not self.shared.closing.is_set():
            self.shared.closing.set()
            raise RuntimeError("busy")
        super().close()


class FourTimes(Faulty):
    """Can be loaded four times."""

    def speak(self, utterance: Utterance) -> Rendering:
        """Speak, in an early load."""
        if self.number == 5:
            raise RuntimeError("the library is used up")
        return super().speak(utterance)


class Unclosable:
    """Has no close."""

    def __init__(self, inner: Synthesizer, *_: object) -> None:
        self.speak = inner.speak


def faulty(kind: Callable[[Synthesizer, Shared, int], Any], **card: Any) -> Model:
    """Make an echo model whose synthesizers have a fault."""
    model, shared = echo_model("faulty", **card), Shared()

    def load(options: LoadOptions) -> Synthesizer:
        shared.loads += 1
        shared.open += 1
        made: Synthesizer = kind(model.load(options), shared, shared.loads)
        return made

    return replace(model, load=load)


BREAKS: dict[str, tuple[Callable[[], Model], set[str]]] = {
    "model_loads": (
        lambda: faulty(Unclosable),
        {"closing_again_is_harmless", "closing_while_busy_is_safe"},
    ),
    "measure_counts": (lambda: echo_model(measure=lambda _: 1), set()),
    "closing_again_is_harmless": (lambda: faulty(ClosedForAll), set()),
    "closing_while_busy_is_safe": (lambda: faulty(NotWhileBusy), set()),
    "loads_again": (lambda: faulty(FourTimes), set()),
    "same_text_same_sound": (
        lambda: faulty(Moody),
        {
            "concurrent_equals_serial",
            "fresh_load_same_sound",
            "streamed_equals_whole",
            "two_loads_do_not_mix",
            "usable_after_cancel",
        },
    ),
    "fresh_load_same_sound": (lambda: faulty(NewEachLoad), {"two_loads_do_not_mix"}),
    "concurrent_equals_serial": (lambda: faulty(ConfusedByCrowds, concurrency=8), set()),
    "two_loads_do_not_mix": (lambda: faulty(ConfusedByTwins), set()),
}
"""For each check a model that breaks its law, and the other laws that this cannot but break too."""


@pytest.mark.parametrize("name", BREAKS)
def test_catches_faulty_loads(name: str) -> None:
    """A model with one fault fails the check that is about it, and no check that is not."""
    make, companions = BREAKS[name]

    failed = {each.name: each.message for each in check_model(make()) if each.outcome == "failed"}

    assert set(failed) == {name} | companions, failed
    assert failed[name]
