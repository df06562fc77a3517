from __future__ import annotations

import json
import shutil
import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files as resources
from typing import TYPE_CHECKING

import pytest

import tts_core
from tts_core import LoadOptions, ModelFile, ModelUnavailable, Pronunciation, Registry, Utterance
from tts_hibari.catalogue import FILES, GRAPH, VOICES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tts_core import Model
    from tts_hibari.synthesizer import HibariSynthesizer

AWAY = ("emma", "fable", "fenrir", "kore")
TEXT = "Go past the bath."


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's own word)
        """Keep quiet."""


@pytest.fixture
def registry(
    model: Model, model_files: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Registry]:
    """The model, with its further voices on a server on loopback: heart's graph, under their names."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (pin,) = (file for file in FILES if file.name == GRAPH)
    (tmp_path / "served" / "voices").mkdir(parents=True)
    handler = partial(Quiet, directory=str(tmp_path / "served"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)

    def served(file: ModelFile) -> ModelFile:
        shutil.copy(model_files[GRAPH], tmp_path / "served" / file.name)
        url = f"http://127.0.0.1:{server.server_address[1]}/{file.name}"
        return ModelFile(name=file.name, url=url, bytes=pin.bytes, sha256=pin.sha256)

    voices = tuple(replace(each, files=tuple(map(served, each.files))) for each in VOICES)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    made = Registry([replace(model, card=replace(model.card, voices=voices))])
    yield made
    made.close()
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_voices_are_those_of_the_package() -> None:
    """Every voice of the package's own list is here, with its language, its gender and its pins."""
    theirs = json.loads((resources("hibari") / "assets" / "voices.json").read_text("utf-8"))
    languages = {"American": "en-US", "British": "en-GB"}

    assert {voice.id for voice in VOICES} == set(theirs)
    for voice in VOICES:
        told = theirs[voice.id]
        assert (voice.aliases, voice.language) == ((told["kokoro"],), languages[told["accent"]])
        assert voice.gender == told["gender"]
        if not told["bundled"]:
            (file,) = voice.files
            assert file.name == f"voices/{told['file']}"
            assert (file.bytes, file.sha256) == (told["bytes"], told["sha256"])
            assert file.repo == "maureesewilliams/hibari"


def test_voices_that_are_downloads_are_listed_as_such(registry: Registry) -> None:
    """All five are listed; those that are not here say that they are downloaded when they are asked for."""
    voices = {voice.id: voice for voice in tts_core.voices("hibari", registry=registry)}

    assert set(voices) == {"heart", *AWAY}
    assert not voices["heart"].description
    assert all("downloaded when it is first asked for" in voices[name].description for name in AWAY)


def test_a_voice_that_is_not_here_says_how_to_get_it(registry: Registry) -> None:
    """Offline, a voice whose graph is not here is refused with the command that brings it."""
    with pytest.raises(ModelUnavailable, match=r"bf_emma.*offline.*tts-core download hibari"):
        tts_core.synthesize(
            TEXT, model="hibari", voice="emma", load=LoadOptions(offline=True), registry=registry
        )


def test_nobody_who_asks_for_british_english_alone_waits_for_a_download(registry: Registry) -> None:
    """British voices speak when they are asked for, or are here; nobody else is sent to fetch one."""
    with pytest.raises(tts_core.UnsupportedLanguage):
        tts_core.synthesize(TEXT, language="en-GB", registry=registry)

    asked = tts_core.synthesize(TEXT, language="en-GB", model="hibari", registry=registry)
    assert asked.receipt.voice == "emma"
    assert tts_core.synthesize(TEXT, language="en-GB", registry=registry).receipt.voice == "emma"


def test_a_voice_is_brought_once_and_speaks(registry: Registry) -> None:
    """A voice that is asked for, by either of its names, is brought, verified and speaks, each word timed."""
    for name in ("kore", "af_kore", "Fenrir"):
        speech = tts_core.synthesize(TEXT, model="hibari", voice=name, registry=registry)

        assert [word.text for word in speech.words] == ["Go", "past", "the", "bath"]
        assert {word.quality for word in speech.words} == {"model"}
    heart = tts_core.synthesize(TEXT, model="hibari", registry=registry)
    # What stands in for them is heart's own graph: read by the same reader, they say the same.
    assert heart.audio.samples.tobytes() == speech.audio.samples.tobytes()
    british = tts_core.synthesize(TEXT, model="hibari", voice="fable", registry=registry)
    assert british.audio.samples.tobytes() != heart.audio.samples.tobytes()


def test_british_voices_read_as_the_british_reader_of_the_package(hibari: HibariSynthesizer) -> None:
    """Their phonemes are those of the package's British reader, unknown words by its British network too."""
    from hibari.g2p import G2P

    text = "Nobody could go past the bath of Xyzzyplugh, or hear the clerk laughing."
    words = hibari._reader(british=True).read(text).words

    assert " ".join(word.phonemes for word in words) == G2P(british=True)(text, normalize_text=False)
    told = hibari.pronounce(Utterance(text="Go past.", voice="fable"))
    assert [each.ipa for each in told] == ["ɡˌəʊ", "pˈɑːst."]


def test_a_reading_given_to_a_british_voice_stays_british(hibari: HibariSynthesizer) -> None:
    """What a British voice tells of its readings is obeyed again; IPA keeps its long vowels."""
    told = hibari.pronounce(Utterance(text="Bath", voice="emma"))
    again = hibari.pronounce(Utterance(text="Bath", voice="emma", phonemes=told))

    assert [each.ipa for each in again] == [each.ipa for each in told]
    given = (Pronunciation(0, 4, "ˈbɜːd"),)
    british, american = (
        hibari.pronounce(Utterance(text="Bath", voice=voice, phonemes=given))[0].ipa
        for voice in ("emma", "heart")
    )
    assert (british, american) == ("ˈbɜːd", "ˈbɜɹd")


def test_a_graph_that_was_not_handed_over_is_asked_for(hibari: HibariSynthesizer) -> None:
    """Who asks the synthesizer itself for a voice without its file is told, and hears no other voice."""
    with pytest.raises(ModelUnavailable, match="voice 'kore' was not handed over"):
        hibari.speak(Utterance(text=TEXT, voice="kore"))
