"""WebVTT as a real browser reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import Registry
from tts_core.testing import echo_model

if TYPE_CHECKING:
    from tests.server.page.conftest import Tab

TEXT = "Dr. Smith & Co. paid $3.50 <cash>. Was it enough? “No,” said she -->\n\nand left."

READ = """
new Promise((done, fail) => {
  const video = document.body.appendChild(document.createElement("video"));
  const track = video.appendChild(document.createElement("track"));
  track.default = true;
  track.onload = () => done([...track.track.cues].map(
    (cue) => [cue.startTime, cue.endTime, cue.getCueAsHTML().textContent]));
  track.onerror = () => fail(new Error("the browser does not take the track"));
  track.src = URL.createObjectURL(new Blob([%s], { type: "text/vtt" }));
  track.track.mode = "showing";
})
"""


@pytest.mark.parametrize("word_cues", [False, True], ids=["cues", "words in cues"])
def test_a_browser_takes_the_captions(tab: Tab, word_cues: bool) -> None:
    """A browser's track reads every cue: the caller's words, in order, inside the sound."""
    speech = tts_core.synthesize(TEXT, model="echo", registry=Registry([echo_model()]))

    tab.send("Page.navigate", url="about:blank")
    cues = tab.run(READ % json.dumps(speech.captions("vtt", word_cues=word_cues)))

    assert " ".join(" ".join(text for _, _, text in cues).split()) == " ".join(TEXT.split())
    times = [time for start, end, _ in cues for time in (start, end)]
    assert times == sorted(times)
    assert times[-1] <= speech.duration + 0.001
