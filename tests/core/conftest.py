"""Waiting for what another thread is about to bring about."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def until() -> Until:
    """Wait until something is true; never for longer than is sane."""

    def waited(true: Callable[[], bool]) -> None:
        patience = threading.Event()
        for _ in range(20_000):
            if true():
                return
            patience.wait(0.001)
        raise TimeoutError("it did not come about")

    return waited
