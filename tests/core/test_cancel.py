"""One token that stops what is lent to it."""

from __future__ import annotations

import pytest

from tts_core import Cancelled, CancelToken


class TestCancelToken:
    def test_a_stopping_function_is_called_once(self) -> None:
        """What is lent for a call is called when it is cancelled, and never after the call."""
        token, calls = CancelToken(), []
        with token.calling(lambda: calls.append("inside")):
            token.cancel()
            token.cancel()
        with token.calling(lambda: calls.append("already")):
            pass

        assert calls == ["inside", "already"]

    def test_nothing_is_called_after_the_block(self) -> None:
        """A cancel that comes after the block stops nothing that was lent inside it."""
        token, calls = CancelToken(), []
        with token.calling(lambda: calls.append("late")):
            pass
        token.cancel()

        assert calls == []
        with pytest.raises(Cancelled):
            token.check()

    def test_what_leaves_a_cancelled_block_is_cancelled(self) -> None:
        """Whatever a runtime raises because it was stopped leaves the block as Cancelled, with its cause."""
        token = CancelToken()

        def run() -> None:
            with token.calling(lambda: None):
                token.cancel()
                raise RuntimeError("Exiting due to terminate flag being set to true.")

        with pytest.raises(Cancelled) as raised:
            run()

        assert isinstance(raised.value.__cause__, RuntimeError)

    def test_an_error_of_its_own_stays_what_it_is(self) -> None:
        """An error in a block that nobody cancelled is not touched."""
        with pytest.raises(RuntimeError), CancelToken().calling(lambda: None):
            raise RuntimeError("broken")
