"""The page where there is nothing to hear it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tts_core.testing import Gate, Recorder, echo_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.conftest import Live
    from tests.server.page.conftest import Tab

MUTE = """
AudioContext.prototype.resume = () => new Promise(() => {});
const later = window.setTimeout;
window.setTimeout = (work, wait) => later(work, wait >= 1000 ? 0 : wait);
"""


def test_a_missing_loudspeaker_is_said(tab: Tab, serve: Callable[..., Live]) -> None:
    """A browser whose sound never starts gets a sentence and the text back, and the model is stopped."""
    gate, recorder = Gate(), Recorder()
    live = serve(echo_model("echo", gate=gate, recorder=recorder, listed=True))
    tab.open(f"{live.root}/")
    tab.until("!document.querySelector('#speak').disabled")
    tab.run(MUTE)
    tab.type("#text", "Anybody?")
    tab.click("#speak")
    tab.until("!document.querySelector('#error').hidden")

    assert "loudspeaker" in str(tab.run("document.querySelector('#error').textContent"))
    assert tab.run("document.querySelector('#text').hidden") is False
    live.until(lambda: live.at_rest() and recorder.running == 0)
    assert not recorder.spoken
