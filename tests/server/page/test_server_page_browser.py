from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
import wave
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tts_core import Audio
from tts_core.testing import EchoOptions, Gate, Recorder, decode, echo_model
from tts_server.remote import remote_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.server.conftest import Live
    from tests.server.page.conftest import Tab

TEXT = "The rain stopped. Dr. Lee put $3.50 down, and said: “Good 😀 day!”"
SHOWN = re.split(r"\s+", TEXT.replace("😀 ", ""))
SAID = "The rain stopped doctor Lee put three dollars and fifty cents down and said good day"
HEARD = """
(() => {
  const bytes = new Uint8Array(new Float32Array(heard.chunks.flat()).buffer);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
})()
"""
WATCH = """
window.lit = [];
new MutationObserver(() => {
  const now = document.querySelector(".transcript .now");
  if (now && now.textContent !== lit.at(-1)) lit.push(now.textContent);
}).observe(document.querySelector("#transcript"), { subtree: true, attributes: true });
"""
CTRL = 2


def opened(tab: Tab, live: Live, **look: Any) -> Tab:
    tab.open(f"{live.root}/", **look)
    tab.until("!document.querySelector('#speak').disabled && document.querySelector('.card')")
    return tab


def shown(tab: Tab, selector: str) -> str:
    return str(tab.run(f"document.querySelector({selector!r}).textContent.trim()"))


def choose(tab: Tab, selector: str, value: str) -> None:
    tab.run(
        f"(() => {{ const e = document.querySelector({selector!r}); e.value = {value!r};"
        " e.dispatchEvent(new Event('input', {bubbles: true}));"
        " e.dispatchEvent(new Event('change', {bubbles: true})); })()"
    )


def words(text: str) -> list[str]:
    return "".join(each if each.isalnum() else " " for each in text.lower()).split()


def audio_of(samples: bytes) -> Audio:
    return Audio((np.frombuffer(samples, "<i2") / 32767).astype(np.float32), 24000)


def heard(tab: Tab) -> Audio:
    """Everything that was handed to the speaker."""
    encoded = tab.run(HEARD)
    assert set(tab.run("heard.rates")) == {24000}
    return Audio(np.frombuffer(base64.b64decode(encoded), "<f4"), 24000)


def test_what_is_typed_is_heard(tab: Tab, echo: Live) -> None:
    """Type and press Speak: every word reaches the speaker, in order, and it sounds for its whole length."""
    opened(tab, echo)
    tab.type("#text", TEXT)
    tab.click("#speak")
    tab.until("document.querySelector('#status').textContent.startsWith('Done')")

    audio = heard(tab)
    assert words(" ".join(each.text for each in decode(audio))) == words(SAID)
    assert all(each.intact for each in decode(audio))
    assert tab.run("heard.loudest") > 0.1
    assert tab.run("heard.context.currentTime") >= audio.duration
    assert tab.complaints() == []


def test_words_are_lit_as_they_sound(tab: Tab, echo: Live) -> None:
    """While it sounds one word after the other is lit, and at the end every word has been said."""
    opened(tab, echo)
    tab.run(WATCH)
    tab.type("#text", TEXT)
    choose(tab, "#speed", "0.5")
    tab.click("#speak")
    tab.until("document.querySelector('#status').textContent.startsWith('Done')")

    lit = tab.run("lit")
    remaining = iter(SHOWN)
    assert all(any(word == each for each in remaining) for word in lit), lit
    assert len(lit) >= len(SHOWN) // 2
    assert tab.run("[...document.querySelectorAll('.said')].map(e => e.textContent)") == SHOWN
    assert shown(tab, "#transcript") == TEXT


def test_the_chosen_voice_and_speed_are_asked_for(tab: Tab, echo: Live) -> None:
    """Voice, speed and the model's options of the page are those that speak."""
    opened(tab, echo)
    tab.type("#text", "One two.")
    choose(tab, "#voice", "bob")
    choose(tab, "#speed", "2")
    choose(tab, "#option-pitch", "40")
    tab.click("#speak")
    tab.until("document.querySelector('#status').textContent.startsWith('Done')")

    (said,) = decode(heard(tab))
    assert (said.text, said.voice, said.speed) == ("One two.", "bob", 2.0)
    assert said.options == {"pitch": 40.0}


def test_an_error_is_a_sentence(tab: Tab, serve: Callable[..., Live]) -> None:
    """When the model fails, at once or in the middle, the page says so in words and keeps the text."""
    live = serve(echo_model("echo", EchoOptions(fail_on="trouble"), listed=True, best=20, limit=40))
    opened(tab, live)

    for text in ("Here is trouble.", "This begins well. It goes on. And then there is trouble."):
        tab.type("#text", text)
        tab.click("#speak")
        tab.until("!document.querySelector('#error').hidden")
        said = shown(tab, "#error")
        assert said[0].isupper()
        assert said.endswith(".")
        assert "failed" in said
        assert tab.run("document.querySelector('#text').value") == text
        assert not tab.run("document.querySelector('#text').hidden")
        assert tab.run("document.querySelector('#error').role") == "alert"


def test_nothing_to_speak_and_nobody_there_are_sentences(tab: Tab, serve: Callable[..., Live]) -> None:
    """An empty field and a server that is gone are told in plain words."""
    live = serve()
    opened(tab, live)
    tab.type("#text", "  ")
    tab.click("#speak")
    empty = shown(tab, "#error")
    tab.type("#text", "Anybody?")
    live.server.should_exit = True
    live._thread.join()
    tab.click("#speak")
    tab.until("document.querySelector('#error').textContent.includes('reached')")

    assert empty == "There is nothing to speak yet: type a sentence first."


def test_a_model_out_of_reach_is_said_so(tab: Tab, serve: Callable[..., Live]) -> None:
    """Choosing a remote model whose server is gone is answered with a sentence, and another still speaks."""
    far = remote_model("far", "http://127.0.0.1:9", rank=-200)
    live = serve(echo_model("echo", listed=True), far)
    opened(tab, live)

    choose(tab, "#model", "far")
    tab.until("!document.querySelector('#error').hidden")
    assert shown(tab, "#error") == "Model 'far' is not available now."
    choose(tab, "#model", "echo")
    tab.until("document.querySelector('#voice').value === 'ada'")
    assert tab.run("document.querySelector('#error').hidden")
    tab.type("#text", "One.")
    tab.click("#speak")
    tab.until("document.querySelector('#status').textContent.startsWith('Done')")


def test_stopping_stops_the_model(tab: Tab, serve: Callable[..., Live]) -> None:
    """By keyboard alone: Ctrl+Enter speaks, Escape stops the model on the server and gives the text back."""
    gate, recorder = Gate(), Recorder()
    live = serve(echo_model("echo", gate=gate, recorder=recorder, listed=True))
    opened(tab, live)
    tab.run("document.querySelector('#text').focus()")
    tab.press("Enter", 13, CTRL)
    live.until(lambda: recorder.running == 1)
    assert tab.run("document.activeElement.id") == "speak"
    tab.press("Escape", 27)

    live.until(lambda: recorder.cancelled == 1)
    tab.until("document.activeElement.id === 'text'")
    assert shown(tab, "#status") == "Stopped."


def test_a_key_is_asked_for_once(tab: Tab, serve: Callable[..., Live]) -> None:
    """A server with keys makes the page ask for one; it is used, and shown in no recipe."""
    from tts_server.limits.keys import Key

    live = serve(api_keys=(Key.of("s3cret-s3cret", "me"),))
    tab.open(f"{live.root}/")
    tab.until("!document.querySelector('#key-form').hidden")
    tab.type("#key", "wrong")
    tab.press("Enter", 13)
    tab.until("document.querySelector('#error').textContent.includes('not known')")
    tab.type("#key", "s3cret-s3cret")
    tab.press("Enter", 13)
    tab.until("!document.querySelector('#speak').disabled")
    tab.type("#text", "One.")
    tab.click("#speak")
    tab.until("document.querySelector('#status').textContent.startsWith('Done')")

    assert [each.text for each in decode(heard(tab))] == ["One."]
    assert tab.run("document.querySelector('#key-form').hidden")
    recipes = shown(tab, "#curl") + shown(tab, "#python")
    assert recipes.count("TTS_API_KEY") == 2
    assert "s3cret" not in recipes


def test_the_recipes_do_the_same(tab: Tab, echo: Live, tmp_path: Path) -> None:
    """The curl and the Python that are shown run as they stand and make the same speech."""
    opened(tab, echo)
    tab.type("#text", "It's “fine”, isn't it?\nYes.")
    choose(tab, "#voice", "bob")
    choose(tab, "#option-pitch", "20")
    choose(tab, "#format", "wav")
    runs = [[sys.executable, "-c", shown(tab, "#python")]]
    if shutil.which("curl"):
        runs.append(["sh", "-c", shown(tab, "#curl")])
    for run in runs:
        subprocess.run(run, cwd=tmp_path, check=True, capture_output=True, timeout=60)
        data = (tmp_path / "speech.wav").read_bytes()
        (tmp_path / "speech.wav").unlink()
        utterances = decode(audio_of(data[data.index(b"data") + 8 :]))
        assert words(" ".join(each.text for each in utterances)) == words("It's fine isn't it yes")
        assert {(each.voice, each.options["pitch"]) for each in utterances} == {("bob", 20.0)}


def test_nothing_comes_from_elsewhere(tab: Tab, echo: Live) -> None:
    """The page, its fonts, scripts and data come from this server alone."""
    opened(tab, echo)
    asked = [each["request"]["url"] for each in tab.events("Network.requestWillBeSent")]

    assert len(asked) > 10
    assert all(url.startswith(f"{echo.root}/") for url in asked), asked
    assert tab.complaints() == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_fits_every_screen(tab: Tab, echo: Live, width: int) -> None:
    """On a phone as on a desk nothing has to be scrolled sideways, and buttons are large enough to touch."""
    opened(tab, echo, width=width, height=800)

    assert tab.run("document.documentElement.scrollWidth") <= width
    heights = tab.run(
        "[...document.querySelectorAll('.stage button, .stage select')].filter(e => e.offsetParent)"
        ".map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_every_control_has_a_name(tab: Tab, echo: Live) -> None:
    """A screen reader finds a name for each thing that can be used, and landmarks and headings in order."""
    opened(tab, echo)
    tab.run("document.querySelector('#options').open = true")
    nodes = [node for node in tab.send("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]
    named = [(node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in nodes]
    usable = {"button", "textbox", "combobox", "slider", "spinbutton", "link", "region", "navigation", "form"}

    assert [role for role, name in named if role in usable and not name] == []
    assert {"banner", "main", "contentinfo", "status", "alert"} <= {role for role, _ in named} | {"alert"}
    headings = [node for node in nodes if node["role"]["value"] == "heading"]
    levels = [
        each["value"]["value"] for node in headings for each in node["properties"] if each["name"] == "level"
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_download_is_the_whole_speech(tab: Tab, echo: Live, tmp_path: Path) -> None:
    """Download saves a file of the chosen format under its name, with exact sizes."""
    opened(tab, echo)
    tab.type("#text", TEXT)
    choose(tab, "#format", "wav")
    tab.send("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    tab.click("#download")
    tab.until("document.querySelector('#status').textContent === 'Saved as speech.wav.'")
    tab.expect("Page.downloadProgress", {"state": "completed"})

    with wave.open(str(tmp_path / "speech.wav")) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32767
    assert words(" ".join(each.text for each in decode(Audio(samples.astype(np.float32), 24000)))) == words(
        SAID
    )
