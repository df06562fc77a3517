"""Running the code of others, who may raise anything."""

from __future__ import annotations

import signal
import sys
import threading

import pytest

from tts_core.foreign import ForeignCall, described


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), GeneratorExit(), ValueError("odd")])
def test_whatever_is_raised_is_kept(error: BaseException) -> None:
    """What foreign code raises, of whatever kind, is kept and goes no further, on every thread."""
    kept: list[BaseException | None] = []

    def call() -> None:
        with ForeignCall() as run:
            raise error
        kept.append(run.raised)

    call()
    other = threading.Thread(target=call)
    other.start()
    other.join()

    assert kept == [error, error]


@pytest.mark.parametrize("swallowed", [False, True])
def test_a_signal_of_the_user_goes_on(*, swallowed: bool) -> None:
    """A real SIGINT stays a Ctrl-C, even where the foreign code swallowed it or made another error of it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def call() -> None:
        with ForeignCall():
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                if not swallowed:
                    raise ImportError("interrupted") from None

    try:
        with pytest.raises(KeyboardInterrupt):
            call()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_handler_that_exits_is_obeyed() -> None:
    """A SIGTERM whose handler leaves the program leaves it also out of foreign code."""
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        with pytest.raises(SystemExit, match="143"), ForeignCall():
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_handler_of_the_foreign_code_stays() -> None:
    """Where foreign code sets a handler of its own, it is left alone."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        with ForeignCall():
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


def test_an_error_without_words_is_described() -> None:
    """An exception whose str() raises, or even leaves, is named by its kind."""

    class Mute(Exception):
        def __str__(self) -> str:
            raise SystemExit(3)

    assert described(Mute()).startswith("Mute (")
    assert described(ValueError("odd")) == "ValueError: odd"
